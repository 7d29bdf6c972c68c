import type { Rng } from "../base/index.js";
import type { Learner, Predictor } from "./learner.js";

export interface ForestOptions {
  readonly trees?: number;
  /** Features tried at each split; default a third of them, at least one. */
  readonly tried?: number;
  /** Fewest rows in a leaf. */
  readonly leaf?: number;
}

const BINS = 128;

/**
 * Random forest for regression (Breiman 2001): bootstrap samples, splits by least squares over a
 * random third of the features, leaves of at least five rows.   中文: 随机森林学习器
 *
 * Features are cut into at most 128 quantile bins, so that a split costs one pass over the rows.
 * Defaults  200 trees, leaf 5.
 */
export function forestLearner(options: ForestOptions = {}): Learner {
  const { trees = 200, leaf = 5 } = options;
  return {
    name: `forest:${trees}`,
    prepare(features) {
      const tried = options.tried ?? Math.max(1, Math.floor(features.length / 3));
      const binned = features.map(binOf);
      return (y, rng) => {
        const grown = Array.from({ length: trees }, () =>
          growTree(binned, y, { tried, leaf }, rng),
        );
        return predictorOf(features.length, binned, grown);
      };
    },
  };
}

interface BinnedFeature {
  readonly codes: Uint8Array;
  /** Upper edge of each bin but the last: a value goes to the first bin whose edge it is ≤. */
  readonly edges: Float64Array;
}

interface Tree {
  /** Feature of each node, −1 in a leaf. */
  readonly feature: number[];
  /** Bin at or below which a row goes left. */
  readonly cut: number[];
  readonly left: number[];
  readonly right: number[];
  readonly value: number[];
}

function binOf(x: Float64Array): BinnedFeature {
  const sorted = x.slice().sort();
  const edges: number[] = [];
  for (let b = 1; b < BINS; b++) {
    const low = sorted[Math.floor((b * sorted.length) / BINS) - 1];
    if (low === undefined || low === sorted[sorted.length - 1]) continue;
    if (edges.length === 0 || low > edges[edges.length - 1]!) edges.push(low);
  }
  const limits = Float64Array.from(edges);
  return { edges: limits, codes: Uint8Array.from(x, (v) => binIndex(limits, v)) };
}

function binIndex(edges: Float64Array, v: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (v <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

function growTree(
  features: readonly BinnedFeature[],
  y: Float64Array,
  limits: { readonly tried: number; readonly leaf: number },
  rng: Rng,
): Tree {
  const n = y.length;
  const rows = Int32Array.from({ length: n }, () => rng.integer(n));
  const tree: Tree = { feature: [], cut: [], left: [], right: [], value: [] };
  const counts = new Float64Array(BINS);
  const sums = new Float64Array(BINS);
  const open: { from: number; to: number; node: number }[] = [{ from: 0, to: n, node: add(tree) }];
  while (open.length > 0) {
    const { from, to, node } = open.pop()!;
    let total = 0;
    for (let i = from; i < to; i++) total += y[rows[i]!]!;
    tree.value[node] = total / (to - from);
    if (to - from < 2 * limits.leaf) continue;
    const best = bestSplit(features, y, rows, { from, to, total }, limits, rng, counts, sums);
    if (best === undefined) continue;
    const middle = partition(rows, from, to, features[best.feature]!.codes, best.cut);
    tree.feature[node] = best.feature;
    tree.cut[node] = best.cut;
    tree.left[node] = add(tree);
    tree.right[node] = add(tree);
    open.push({ from, to: middle, node: tree.left[node]! });
    open.push({ from: middle, to, node: tree.right[node]! });
  }
  return tree;
}

function add(tree: Tree): number {
  tree.feature.push(-1);
  tree.cut.push(0);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.value.push(0);
  return tree.feature.length - 1;
}

function bestSplit(
  features: readonly BinnedFeature[],
  y: Float64Array,
  rows: Int32Array,
  node: { readonly from: number; readonly to: number; readonly total: number },
  limits: { readonly tried: number; readonly leaf: number },
  rng: Rng,
  counts: Float64Array,
  sums: Float64Array,
): { feature: number; cut: number } | undefined {
  const size = node.to - node.from;
  let best: { feature: number; cut: number } | undefined;
  let most = (node.total * node.total) / size + 1e-12 * Math.abs(node.total);
  const order = rng.permutation(features.length);
  for (let f = 0; f < limits.tried; f++) {
    const feature = order[f]!;
    const { codes, edges } = features[feature]!;
    counts.fill(0);
    sums.fill(0);
    for (let i = node.from; i < node.to; i++) {
      const bin = codes[rows[i]!]!;
      counts[bin]!++;
      sums[bin]! += y[rows[i]!]!;
    }
    let leftCount = 0;
    let leftSum = 0;
    for (let cut = 0; cut < edges.length; cut++) {
      leftCount += counts[cut]!;
      leftSum += sums[cut]!;
      if (counts[cut] === 0 || leftCount < limits.leaf) continue;
      const rightCount = size - leftCount;
      if (rightCount < limits.leaf) break;
      const rightSum = node.total - leftSum;
      const gain = (leftSum * leftSum) / leftCount + (rightSum * rightSum) / rightCount;
      if (gain > most) {
        most = gain;
        best = { feature, cut };
      }
    }
  }
  return best;
}

function partition(
  rows: Int32Array,
  from: number,
  to: number,
  codes: Uint8Array,
  cut: number,
): number {
  let low = from;
  let high = to - 1;
  while (low <= high) {
    if (codes[rows[low]!]! <= cut) low++;
    else {
      const kept = rows[low]!;
      rows[low] = rows[high]!;
      rows[high] = kept;
      high--;
    }
  }
  return low;
}

function predictorOf(
  width: number,
  features: readonly BinnedFeature[],
  trees: readonly Tree[],
): Predictor {
  return (columns) => {
    const n = columns[0]?.length ?? 0;
    const codes = Array.from({ length: width }, (_, j) =>
      Uint8Array.from(columns[j]!, (v) => binIndex(features[j]!.edges, v)),
    );
    const out = new Float64Array(n);
    for (const tree of trees) {
      for (let i = 0; i < n; i++) {
        let node = 0;
        while (tree.feature[node]! >= 0) {
          node =
            codes[tree.feature[node]!]![i]! <= tree.cut[node]!
              ? tree.left[node]!
              : tree.right[node]!;
        }
        out[i]! += tree.value[node]!;
      }
    }
    return out.map((v) => v / trees.length);
  };
}
