import type { Wording } from "../../table/table-model.js";

const CHINESE: Readonly<Record<string, string>> = {
  entropy: "熵权",
  independence: "独立性权",
  critic: "CRITIC",
  cv: "变异系数",
  pca: "主成分",
  equal: "等权",
  given: "给定权重",
  topsis: "TOPSIS",
  linear: "线性加权",
};

/** A weight method in words, combinations included. @example methodWording("entropy × critic") */
export function methodWording(method: string): { readonly en: string; readonly zh: string } {
  const zh = method
    .split(/( [×+⇄] )/u)
    .map((part) => CHINESE[part] ?? part)
    .join("");
  return { en: method, zh };
}

/** The wording with a number before it: `(2) 独立性权`. */
export function numbered(position: number, method: string): Wording {
  const { en, zh } = methodWording(method);
  return { en: `(${position}) ${en}`, zh: `(${position}) ${zh}` };
}
