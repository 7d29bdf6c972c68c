import { type Notice, notice } from "../../base/index.js";
import type { Coded } from "../frame/classification.js";

/** A regressor that was left out, and what took its place.   中文: 被剔除的变量及原因 */
export interface LeftOut {
  readonly name: string;
  /** `absorbed` by the effects, or `dependent` on regressors before it; left out: either. */
  readonly why?: "absorbed" | "dependent";
  /** Effects inside whose levels an absorbed regressor is constant. */
  readonly within?: readonly string[];
}

/**
 * Says which regressors were left out and why.   中文: 说明剔除了哪些共线变量、为什么
 *
 * `rows` names the rows of the fit where these are not all rows.
 */
export function collinearNotice(
  left: readonly (LeftOut | string)[],
  rows: { readonly en: string; readonly zh: string } = { en: "", zh: "" },
): Notice[] {
  if (left.length === 0) return [];
  const all = left.map((l) => (typeof l === "string" ? { name: l } : l));
  return [
    notice(
      "regress/collinear",
      `left out, as ${rows.en}nothing of it can be estimated: ${all.map(inEnglish).join(", ")}`,
      `${rows.zh}无法估计而剔除：${all.map(inChinese).join("、")}`,
    ),
  ];
}

function inEnglish({ name, why, within = [] }: LeftOut): string {
  if (within.length > 0) return `${name} (constant within ${within.join(" and ")})`;
  if (why === "absorbed") return `${name} (absorbed by the fixed effects)`;
  if (why === "dependent") return `${name} (a linear combination of other regressors)`;
  return `${name} (collinear with the fixed effects or other regressors)`;
}

function inChinese({ name, why, within = [] }: LeftOut): string {
  if (within.length > 0) return `${name}（在 ${within.join("、")} 内不变）`;
  if (why === "absorbed") return `${name}（被固定效应吸收）`;
  if (why === "dependent") return `${name}（其他变量的线性组合）`;
  return `${name}（与固定效应或其他变量共线）`;
}

/** Names of the effects inside whose levels a column does not vary. */
export function constantWithin(
  x: Float64Array,
  effects: readonly (Coded & {
    readonly name: string;
    readonly slope?: Float64Array | undefined;
  })[],
): string[] {
  return effects.filter((e) => e.slope === undefined && isConstant(x, e)).map((e) => e.name);
}

/** Share of a value by which two may differ and still be one. */
const SAME = 1e-12;

function isConstant(x: Float64Array, { codes, size }: Coded): boolean {
  const own = new Float64Array(size).fill(Number.NaN);
  for (let i = 0; i < x.length; i++) {
    const before = own[codes[i]!]!;
    if (Number.isNaN(before)) own[codes[i]!] = x[i]!;
    else if (!(Math.abs(x[i]! - before) <= SAME * Math.abs(before))) return false;
  }
  return true;
}

/** What several fits say of columns left out, each sentence once. */
export function collinearOf(fits: readonly { readonly warnings: readonly Notice[] }[]): Notice[] {
  const found = new Map<string, Notice>();
  for (const { warnings } of fits) {
    for (const w of warnings) if (w.code === "regress/collinear") found.set(w.en, w);
  }
  return [...found.values()];
}
