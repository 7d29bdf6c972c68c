import type { FrameEffect } from "../frame/model-frame.js";

/**
 * Rows in a level of an effect in which every outcome is at an end of its range (all 0 for counts,
 * all 0 or all 1 for binary outcomes), found again and again until none is left: their effect would
 * be infinite.   中文: 结果变量在组内无变异的观测
 *
 * Shapes    result n, 1 = kept.
 */
export function dropConstantGroups(
  y: Float64Array,
  effects: readonly FrameEffect[],
  kind: "counts" | "binary",
): Uint8Array {
  const keep = new Uint8Array(y.length).fill(1);
  const levels = effects.filter((e) => e.slope === undefined);
  for (let changed = true; changed; ) {
    changed = false;
    for (const { codes, size } of levels) {
      const zeros = new Int32Array(size);
      const ones = new Int32Array(size);
      const rows = new Int32Array(size);
      for (let i = 0; i < y.length; i++) {
        if (keep[i] === 0) continue;
        const level = codes[i]!;
        rows[level]!++;
        if (y[i] === 0) zeros[level]!++;
        else if (y[i] === 1) ones[level]!++;
      }
      for (let i = 0; i < y.length; i++) {
        if (keep[i] === 0) continue;
        const level = codes[i]!;
        const all = rows[level]!;
        if (zeros[level] === all || (kind === "binary" && ones[level] === all)) {
          keep[i] = 0;
          changed = true;
        }
      }
    }
  }
  return keep;
}
