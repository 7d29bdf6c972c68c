import { didError } from "./errors.js";
import type { Effect } from "./sample.js";
import { twoWay } from "./two-way.js";

/** Removes fixed effects from a column.   中文: 去除固定效应 */
export interface Sweep {
  residual(x: Float64Array): Float64Array;
}

/** A sweep over the effects of a sample: one or two exactly.   中文: 建立去均值器 */
export function sweepOf(effects: readonly Effect[], weights: Float64Array | null): Sweep {
  const [a, b] = effects;
  if (a === undefined) return { residual: (x) => x.slice() };
  if (effects.length > 2) {
    throw didError("not-supported", {
      what: `${effects.length} fixed effects are not supported by this method.`,
      whatZh: `该方法不支持 ${effects.length} 个固定效应。`,
      instead: "Use at most two here; did twfe and event-study take any number.",
      insteadZh: "此处最多两个；did twfe 与 event-study 不限个数。",
    });
  }
  const other = b ?? { name: "constant", codes: new Int32Array(a.codes.length), levels: 1 };
  return twoWay(a.codes, a.levels, other.codes, other.levels, weights);
}
