/**
 * Labels after whole label paths moved between units: unit u takes the labels of unit `order[u]`,
 * period by period.   中文: 以单位为整体移动标签路径
 *
 * A unit whose label never changes hands over that label. Where the donor has no row in a period its
 * label of the nearest period (the earlier one on a tie) stands in.
 * Shapes    labels, unit codes and times n; order a permutation of the units.
 */
export function moveLabels(
  labels: Int32Array,
  unit: Int32Array,
  units: number,
  times: Float64Array | null,
  order: Int32Array,
): Int32Array {
  const paths = Array.from({ length: units }, (): { time: number; label: number }[] => []);
  labels.forEach((label, i) => {
    paths[unit[i]!]!.push({ time: times === null ? i : times[i]!, label });
  });
  const constant = paths.map((p) => p.every((step) => step.label === p[0]!.label));
  for (const path of paths) path.sort((a, b) => a.time - b.time);
  return labels.map((_, i) => {
    const donor = order[unit[i]!]!;
    const path = paths[donor]!;
    if (constant[donor]) return path[0]!.label;
    return nearestLabel(path, times === null ? i : times[i]!);
  });
}

function nearestLabel(
  path: readonly { readonly time: number; readonly label: number }[],
  time: number,
): number {
  let best = path[0]!;
  for (const step of path) {
    if (Math.abs(step.time - time) < Math.abs(best.time - time)) best = step;
  }
  return best.label;
}
