import type { Localized } from "../../../base/index.js";
import type { MethodName } from "../../../result/index.js";
import type { Wording } from "../../table/table-model.js";

/** What is no computed weighting, and so has no card. */
const OTHER: Readonly<Record<string, Localized>> = {
  given: { en: "given", zh: "给定权重" },
  topsis: { en: "TOPSIS", zh: "TOPSIS" },
  linear: { en: "linear", zh: "线性加权" },
};

/**
 * A weighting in words, combinations included; `names` are those that its result carries.
 * 中文: 赋权方法的名称
 *
 * @example methodWording("given", []).zh // "给定权重"
 */
export function methodWording(method: string, names: readonly MethodName[] = []): Localized {
  const parts = method.split(/( [×+⇄] )/u).map((part): Localized => {
    const known = names.find((n) => n.name === part);
    return known?.title ?? OTHER[part] ?? { en: part, zh: part };
  });
  const join = (lang: "en" | "zh") => parts.map((p) => p[lang]).join("");
  return { en: join("en"), zh: join("zh") };
}

/** The wording with a number before it: `(2) 独立性权`. */
export function numbered(
  position: number,
  method: string,
  names: readonly MethodName[] = [],
): Wording {
  const { en, zh } = methodWording(method, names);
  return { en: `(${position}) ${en}`, zh: `(${position}) ${zh}` };
}
