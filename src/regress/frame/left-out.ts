import { type Notice, notice } from "../../base/index.js";
import type { Dropped } from "../../result/index.js";
import type { ModelFrame } from "./model-frame.js";

/**
 * One sentence on the rows that a model left out and why; none where all were used.
 * 中文: 剔除行数说明
 *
 * Rows that the condition excludes are not among them.
 */
export function leftOutNotice(frame: ModelFrame, separated = 0): Notice[] {
  const { missing, zeroWeight, singletons, where } = frame.dropped;
  const reasons: readonly (readonly [number, string, string])[] = [
    [missing, "with a missing value", "缺失"],
    [zeroWeight, "of zero weight", "权重为零"],
    [singletons, "alone in a fixed effect", "单例（固定效应内仅一行）"],
    [separated, "with a certain outcome (separation)", "完全分离"],
  ];
  const found = reasons.filter(([count]) => count > 0);
  if (found.length === 0) return [];
  const all = found.reduce((sum, [count]) => sum + count, 0);
  const total = frame.table.nrow - where;
  return [
    notice(
      "regress/dropped-rows",
      `${all} of ${total} rows were left out: ${found.map(([n, en]) => `${n} ${en}`).join(", ")}`,
      `${total} 行中剔除 ${all} 行：${found.map(([n, , zh]) => `${zh} ${n} 行`).join("，")}`,
    ),
  ];
}

/** The counts of a frame as a fit publishes them. */
export function droppedOf(
  frame: ModelFrame,
  rest: Pick<Dropped, "collinear" | "separated">,
): Dropped {
  const { missing, singletons, zeroWeight } = frame.dropped;
  return { missing, singletons, ...rest, ...(zeroWeight > 0 ? { zeroWeight } : {}) };
}
