import { createRng } from "../../base/index.js";

/** Edges of a graph: `from[e] — to[e]` with a positive weight. */
export interface WeightedEdges {
  readonly vertices: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weight: Float64Array;
}

/** An approximate factor of a graph's Laplacian; `solve` works on K interleaved columns in place. */
export interface ApproximateFactor {
  readonly solve: (y: Float64Array, K: number) => void;
}

/** The draws are part of the algorithm, not of the model: one seed for all. */
const SEED = 20160407;

/**
 * Approximate Cholesky factor of a graph Laplacian in nearly linear time.   中文: 图拉普拉斯近似分解
 *
 * Vertices go in order of degree. Where exact elimination would join all d neighbours of a vertex with
 * each other, d − 1 sampled edges keep the sum right in expectation. As a preconditioner it makes
 * the number of iterations nearly independent of how badly the effects are connected.
 * Source    Kyng & Sachdeva (2016), https://arxiv.org/abs/1605.02353; the form of D. Spielman's
 *           Laplacians.jl `approxchol`.
 */
export function approximateCholesky(edges: WeightedEdges): ApproximateFactor {
  const n = edges.vertices;
  const graph = new Graph(edges);
  const random = createRng(SEED);
  const order = new Int32Array(n);
  const diagonal = new Float64Array(n);
  const starts = new Int32Array(n + 1);
  let rows = new Int32Array(2 * edges.from.length + n);
  let shares = new Float64Array(rows.length);
  let used = 0;
  const cumulated = new Float64Array(n);
  for (let it = 0; it < n; it++) {
    const v = graph.takeLowest();
    order[it] = v;
    starts[it] = used;
    const d = graph.collect(v);
    if (used + d > rows.length) {
      rows = grown(rows, used + d);
      shares = grown(shares, used + d);
    }
    const { ids, values } = graph;
    let total = 0;
    for (let i = 0; i < d; i++) {
      total += values[i]!;
      cumulated[i] = total;
    }
    let scale = 1;
    let left = total;
    for (let i = 0; i < d - 1; i++) {
      const share = (values[i]! * scale) / left;
      const target = cumulated[i]! + random.uniform() * (total - cumulated[i]!);
      const k = firstAbove(cumulated, target, i + 1, d - 1);
      graph.join(ids[i]!, ids[k]!, share * (1 - share) * left);
      scale *= 1 - share;
      left *= (1 - share) * (1 - share);
      rows[used] = ids[i]!;
      shares[used++] = share;
    }
    if (d > 0) {
      rows[used] = ids[d - 1]!;
      shares[used++] = 1;
      diagonal[v] = values[d - 1]! * scale;
    }
  }
  starts[n] = used;
  return { solve: (y, K) => solveFactor({ order, starts, rows, shares, diagonal }, y, K) };
}

interface Factor {
  readonly order: Int32Array;
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly shares: Float64Array;
  readonly diagonal: Float64Array;
}

function solveFactor(
  { order, starts, rows, shares, diagonal }: Factor,
  y: Float64Array,
  K: number,
) {
  const n = order.length;
  for (let it = 0; it < n; it++) {
    const own = order[it]! * K;
    for (let e = starts[it]!; e < starts[it + 1]!; e++) {
      const share = shares[e]!;
      const other = rows[e]! * K;
      for (let k = 0; k < K; k++) {
        y[other + k]! += share * y[own + k]!;
        if (share < 1) y[own + k]! *= 1 - share;
      }
    }
  }
  for (let v = 0; v < n; v++) {
    const inverse = diagonal[v]! > 0 ? 1 / diagonal[v]! : 0;
    for (let k = 0; k < K; k++) y[v * K + k]! *= inverse;
  }
  for (let it = n - 1; it >= 0; it--) {
    const own = order[it]! * K;
    for (let e = starts[it + 1]! - 1; e >= starts[it]!; e--) {
      const share = shares[e]!;
      const other = rows[e]! * K;
      if (share === 1) for (let k = 0; k < K; k++) y[own + k]! += y[other + k]!;
      else {
        for (let k = 0; k < K; k++) {
          y[own + k] = (1 - share) * y[own + k]! + share * y[other + k]!;
        }
      }
    }
  }
}

function firstAbove(cumulated: Float64Array, target: number, from: number, last: number): number {
  let low = from;
  let high = last;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulated[middle]! < target) low = middle + 1;
    else high = middle;
  }
  return low;
}

function grown<A extends Int32Array | Float64Array>(values: A, needed: number): A {
  const size = Math.max(needed, 2 * values.length);
  const out = (values instanceof Int32Array ? new Int32Array(size) : new Float64Array(size)) as A;
  out.set(values as never);
  return out;
}

/** Adjacency lists that forget eliminated vertices, and a queue of vertices by degree. */
class Graph {
  /** Neighbours and weights of the vertex collected last, lightest first. */
  ids = new Int32Array(64);
  values = new Float64Array(64);
  readonly #head: Int32Array;
  #next: Int32Array;
  #to: Int32Array;
  #weight: Float64Array;
  #edges = 0;
  readonly #gone: Uint8Array;
  readonly #slot: Int32Array;
  readonly #degree: Int32Array;
  readonly #first: Int32Array;
  readonly #after: Int32Array;
  readonly #before: Int32Array;
  #lowest = 0;

  constructor({ vertices: n, from, to, weight }: WeightedEdges) {
    const capacity = 6 * from.length + 64;
    this.#head = new Int32Array(n).fill(-1);
    this.#next = new Int32Array(capacity);
    this.#to = new Int32Array(capacity);
    this.#weight = new Float64Array(capacity);
    this.#gone = new Uint8Array(n);
    this.#slot = new Int32Array(n).fill(-1);
    this.#degree = new Int32Array(n);
    for (let e = 0; e < from.length; e++) {
      this.#add(from[e]!, to[e]!, weight[e]!);
      this.#add(to[e]!, from[e]!, weight[e]!);
      this.#degree[from[e]!]!++;
      this.#degree[to[e]!]!++;
    }
    this.#first = new Int32Array(n + 1).fill(-1);
    this.#after = new Int32Array(n);
    this.#before = new Int32Array(n);
    for (let v = n - 1; v >= 0; v--) this.#enqueue(v);
  }

  /** The vertex with fewest edges, which is thereby eliminated. */
  takeLowest(): number {
    while (this.#first[this.#lowest]! < 0) this.#lowest++;
    const v = this.#first[this.#lowest]!;
    this.#dequeue(v);
    this.#gone[v] = 1;
    return v;
  }

  /** Gathers the living neighbours of a vertex, parallel edges merged; returns how many. */
  collect(v: number): number {
    let d = 0;
    for (let e = this.#head[v]!; e >= 0; e = this.#next[e]!) {
      const j = this.#to[e]!;
      if (this.#gone[j] === 1) continue;
      const known = this.#slot[j]!;
      if (known >= 0) {
        this.values[known]! += this.#weight[e]!;
        this.#changeDegree(j, -1);
        continue;
      }
      if (d === this.ids.length) {
        this.ids = grown(this.ids, d + 1);
        this.values = grown(this.values, d + 1);
      }
      this.#slot[j] = d;
      this.ids[d] = j;
      this.values[d++] = this.#weight[e]!;
    }
    for (let i = 0; i < d; i++) {
      this.#slot[this.ids[i]!] = -1;
      this.#changeDegree(this.ids[i]!, -1);
    }
    this.#sort(d);
    return d;
  }

  join(a: number, b: number, weight: number): void {
    if (!(weight > 0)) return;
    this.#add(a, b, weight);
    this.#add(b, a, weight);
    this.#changeDegree(a, 1);
    this.#changeDegree(b, 1);
  }

  /** Lightest neighbours first; ties by number, so that the result does not hang on list order. */
  #sort(d: number): void {
    const { ids, values } = this;
    if (d > 24) {
      const order = Array.from({ length: d }, (_, i) => i).sort(
        (a, b) => values[a]! - values[b]! || ids[a]! - ids[b]!,
      );
      const sortedIds = order.map((i) => ids[i]!);
      const sortedValues = order.map((i) => values[i]!);
      for (let i = 0; i < d; i++) {
        ids[i] = sortedIds[i]!;
        values[i] = sortedValues[i]!;
      }
      return;
    }
    for (let i = 1; i < d; i++) {
      const id = ids[i]!;
      const value = values[i]!;
      let j = i - 1;
      while (j >= 0 && (values[j]! > value || (values[j] === value && ids[j]! > id))) {
        ids[j + 1] = ids[j]!;
        values[j + 1] = values[j]!;
        j--;
      }
      ids[j + 1] = id;
      values[j + 1] = value;
    }
  }

  #add(a: number, b: number, weight: number): void {
    if (this.#edges === this.#to.length) {
      this.#next = grown(this.#next, this.#edges + 1);
      this.#to = grown(this.#to, this.#edges + 1);
      this.#weight = grown(this.#weight, this.#edges + 1);
    }
    const e = this.#edges++;
    this.#to[e] = b;
    this.#weight[e] = weight;
    this.#next[e] = this.#head[a]!;
    this.#head[a] = e;
  }

  #changeDegree(v: number, by: number): void {
    this.#dequeue(v);
    this.#degree[v]! += by;
    this.#enqueue(v);
  }

  #bucket(v: number): number {
    return Math.min(this.#degree[v]!, this.#first.length - 1);
  }

  #enqueue(v: number): void {
    const b = this.#bucket(v);
    const first = this.#first[b]!;
    this.#after[v] = first;
    this.#before[v] = -1;
    if (first >= 0) this.#before[first] = v;
    this.#first[b] = v;
    if (b < this.#lowest) this.#lowest = b;
  }

  #dequeue(v: number): void {
    const before = this.#before[v]!;
    const after = this.#after[v]!;
    if (before >= 0) this.#after[before] = after;
    else this.#first[this.#bucket(v)] = after;
    if (after >= 0) this.#before[after] = before;
  }
}
