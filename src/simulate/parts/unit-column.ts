import type { PanelSize } from "./panel-scores.js";

/** One number for each unit, repeated over its times.   中文: 个体变量展开为面板 */
export function unitColumn(size: PanelSize, values: ArrayLike<number>): Float64Array {
  return Float64Array.from(
    { length: size.units * size.times },
    (_, cell) => values[Math.floor(cell / size.times)]!,
  );
}
