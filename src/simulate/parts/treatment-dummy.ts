import type { PanelSize } from "./panel-scores.js";

/** 1 from the first treated year on (unit × time); 0 = never.   中文: 处理虚拟变量 */
export function treatmentDummy(
  size: PanelSize,
  firstYear: number,
  first: ArrayLike<number>,
): Float64Array {
  const { units, times } = size;
  return Float64Array.from({ length: units * times }, (_, cell) => {
    const start = first[Math.floor(cell / times)]!;
    return start > 0 && firstYear + (cell % times) >= start ? 1 : 0;
  });
}
