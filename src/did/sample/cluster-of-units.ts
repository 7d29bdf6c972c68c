import { didError } from "../errors.js";
import type { DidSample } from "./sample.js";

/**
 * Cluster of each unit, for estimators whose scores are sums over units.   中文: 各单位所属的聚类
 *
 * Errors    did/cluster-varies — a unit with rows in two clusters
 */
export function clusterOfUnits(s: DidSample, method: string): Int32Array {
  const cluster = new Int32Array(s.unitLevels.length).fill(-1);
  const moving = new Set<number>();
  for (let i = 0; i < s.n; i++) {
    const u = s.unit[i]!;
    if (cluster[u] === -1) cluster[u] = s.cluster[i]!;
    else if (cluster[u] !== s.cluster[i]) moving.add(u);
  }
  if (moving.size === 0) return cluster;
  const names = [...moving].sort((a, b) => a - b).map((u) => String(s.unitLevels[u]));
  throw didError("cluster-varies", {
    method,
    column: s.clusterName,
    count: names.length,
    examples: names.slice(0, 5).join(", "),
  });
}
