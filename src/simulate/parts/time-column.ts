import type { PanelSize } from "./panel-scores.js";

/** One number for each time, repeated over the units.   中文: 时间变量展开为面板 */
export function timeColumn(size: PanelSize, values: ArrayLike<number>): Float64Array {
  return Float64Array.from(
    { length: size.units * size.times },
    (_, cell) => values[cell % size.times]!,
  );
}
