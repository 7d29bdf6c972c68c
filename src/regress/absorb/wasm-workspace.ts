import { arena, Kernel, threadCount } from "../../jobs/index.js";
import type { ColumnView } from "./effect.js";
import { groupPassCode } from "./group-pass-code.js";
import type { AbsorbPlan } from "./plan.js";
import { rowOrderCode } from "./row-order-code.js";
import { DESCRIPTOR, descriptorCells, type SweepShape } from "./sweep-shape.js";
import { vectorCode } from "./vector-code.js";
import { VECTORS, type Workspace } from "./workspace.js";

const kernels = new Map<string, Kernel>();

/**
 * The workspace on shared memory; null where there is no WebAssembly or not enough room.
 * 中文: WebAssembly 工作区
 *
 * Measured on a million rows by six columns and three effects (ms, JavaScript → WebAssembly): normal
 * equations 83 → 4.4, elimination 27 → 2.4, sums by level 30 → 4.3.
 */
export function wasmWorkspace(plan: AbsorbPlan, K: number): Workspace | null {
  const { n, size, slopes, rest, chunks, portions, rank, weights } = plan;
  const shape: SweepShape = {
    K,
    effects: rest.map((r) => (r.values === null ? "levels" : "slopes")),
    mean: plan.primary >= 0 ? "yes" : "no",
    slopes: slopes.length,
    weights: weights === null ? "no" : "yes",
  };
  const threads = threadCount();
  const length = size * K;
  const perThread = plan.largestGroup * K;
  const parts = chunks.length - 2;
  const numbers = [
    ...[n * K, K * BLOCK_ROWS, threads * perThread, plan.inverse.length, size, size, 3 * K],
    ...[portions.length * K, (VECTORS + parts) * length, weights === null ? 0 : n],
    ...slopes.flatMap((s) => [n, s.inverse.length]),
    ...rest.map((r) => (r.values === null ? 0 : n)),
  ].map((count) => 8 * count);
  const integers = [
    ...[plan.starts.length, rank === null ? 0 : n, descriptorCells(shape)],
    ...rest.map(() => n),
  ].map((count) => 4 * count);
  const slack = 64 * (VECTORS + Math.max(parts, 0));
  if (!arena.begin([...numbers, ...integers, slack])) return null;

  const put = (values: Float64Array) => {
    const out = arena.numbers(values.length);
    out.set(values);
    return out;
  };
  const putIntegers = (values: Int32Array, times = 1, plus = 0) => {
    const out = arena.integers(values.length);
    if (times === 1) out.set(values);
    else for (let i = 0; i < values.length; i++) out[i] = (values[i]! + plus) * times;
    return out;
  };
  const kernel = kernelOf(shape);
  const rows = arena.numbers(n * K);
  const staged = arena.numbers(K * BLOCK_ROWS);
  const scratch = arena.numbers(threads * perThread);
  const starts = putIntegers(plan.starts);
  const rankAt = rank === null ? 0 : putIntegers(rank).byteOffset;
  const diagonal = put(plan.diagonal);
  const inverseDiagonal = arena.numbers(size);
  for (let c = 0; c < size; c++) inverseDiagonal[c] = diagonal[c]! > 0 ? 1 / diagonal[c]! : 0;
  const small = arena.numbers(3 * K);
  const sums = arena.numbers(portions.length * K);
  const descriptor = arena.integers(descriptorCells(shape));
  descriptor[DESCRIPTOR.starts] = starts.byteOffset;
  descriptor[DESCRIPTOR.inverse] = put(plan.inverse).byteOffset;
  descriptor[DESCRIPTOR.weights] = weights === null ? 0 : put(weights).byteOffset;
  descriptor[DESCRIPTOR.scratch] = scratch.byteOffset;
  descriptor[DESCRIPTOR.scratchBytes] = 8 * perThread;
  descriptor[DESCRIPTOR.vectorBytes] = 8 * length;
  descriptor[DESCRIPTOR.rows] = rows.byteOffset;
  let cell: number = DESCRIPTOR.first;
  for (const slope of slopes) {
    descriptor[cell++] = put(slope.values).byteOffset;
    descriptor[cell++] = put(slope.inverse).byteOffset;
  }
  for (const effect of rest) {
    descriptor[cell++] = putIntegers(effect.codes, 8 * K, effect.offset).byteOffset;
    descriptor[cell++] = effect.values === null ? 0 : put(effect.values).byteOffset;
  }
  const partials = Array.from({ length: Math.max(parts, 0) }, () => arena.numbers(length));

  const share = n * K < SHARED_FROM ? "alone" : "threads";
  const d = descriptor.byteOffset;
  const inPlace = (name: string, read: number, into: (portion: number) => number) =>
    kernel.run(
      name,
      Array.from(portions.subarray(1), (to, i) => [d, portions[i]!, to, read, into(i)]),
      share,
    );
  const byChunk = (name: string, read: number, to: Float64Array) => {
    const into = [to, ...partials];
    kernel.run(
      name,
      into.map((v, c) => [d, chunks[c]!, chunks[c + 1]!, read, v.byteOffset]),
      share,
    );
    for (const part of partials) {
      kernel.run("addUp", [[8 * length, to.byteOffset, part.byteOffset]], "alone");
    }
  };
  const vectors = (name: string, ...args: readonly number[]) =>
    kernel.run(name, [[8 * length, ...args]], "alone");
  const result = small.subarray(0, K);
  const inSmall = (values: Float64Array) => {
    small.set(values, K);
    return small.byteOffset + 8 * K;
  };
  /** Calls the kernel for one block of rows after another: the staged columns stay in the cache. */
  const moveRows = (name: "take" | "restore", visit: (from: number, to: number) => void) => {
    for (let from = 0; from < n; from += BLOCK_ROWS) {
      const to = Math.min(from + BLOCK_ROWS, n);
      const run = () =>
        kernel.run(name, [[from, to, staged.byteOffset, 8 * BLOCK_ROWS, rankAt, d]], "alone");
      if (name === "restore") run();
      visit(from, to);
      if (name === "take") run();
    }
  };
  return {
    plan,
    K,
    rows,
    vector: () => arena.numbers(length).fill(0),
    take: (columns) =>
      moveRows("take", (from, to) => {
        columns.forEach((column, k) => {
          stage(staged, k * BLOCK_ROWS, column, from, to);
        });
      }),
    restore: () => {
      const columns = Array.from({ length: K }, () => new Float64Array(n));
      moveRows("restore", (from, to) => {
        columns.forEach((column, k) => {
          column.set(staged.subarray(k * BLOCK_ROWS, k * BLOCK_ROWS + to - from), from);
        });
      });
      return columns;
    },
    eliminate: () => inPlace("eliminate", 0, () => 0),
    squares: () => {
      inPlace("squares", 0, (i) => sums.byteOffset + 8 * K * i);
      const total = new Float64Array(K);
      for (let i = 0; i + 1 < portions.length; i++) {
        for (let k = 0; k < K; k++) total[k]! += sums[i * K + k]!;
      }
      return total;
    },
    gather: (to) => byChunk("gather", 0, to),
    apply: (from, to) => byChunk("apply", from.byteOffset, to),
    subtract: (alpha) => inPlace("subtract", alpha.byteOffset, () => 0),
    dots: (a, b) => {
      vectors("dots", a.byteOffset, b.byteOffset, result.byteOffset);
      return Float64Array.from(result);
    },
    diagonalSquares: (p) => {
      vectors("weightedSquares", p.byteOffset, diagonal.byteOffset, result.byteOffset);
      return Float64Array.from(result);
    },
    step: (x, p, r, q, step) =>
      vectors("step", x.byteOffset, p.byteOffset, r.byteOffset, q.byteOffset, inSmall(step)),
    turn: (p, z, turn) => vectors("turn", p.byteOffset, z.byteOffset, inSmall(turn)),
    divideByDiagonal: (r, z) =>
      vectors("scale", r.byteOffset, inverseDiagonal.byteOffset, z.byteOffset),
    close: () => arena.end(),
  };
}

/** Rows of a column that are staged at a time. */
const BLOCK_ROWS = 8192;

function stage(
  staged: Float64Array,
  at: number,
  { values, rows }: ColumnView,
  from: number,
  to: number,
): void {
  if (rows === null) staged.set(values.subarray(from, to), at);
  else for (let i = from, into = at; i < to; i++, into++) staged[into] = values[rows[i]!]!;
}

/** Numbers below which waking other threads costs more than they save. */
const SHARED_FROM = 100_000;

function kernelOf(shape: SweepShape): Kernel {
  const key = JSON.stringify(shape);
  let kernel = kernels.get(key);
  if (kernel === undefined) {
    const primary = { projections: "primary" } as const;
    const none = { source: "rows", projections: "none" } as const;
    kernel = new Kernel([
      groupPassCode(shape, { name: "eliminate", source: "rows", ...primary, sink: "store" }),
      groupPassCode(shape, { name: "squares", ...none, sink: "squares" }),
      groupPassCode(shape, { name: "gather", ...none, sink: "scatter" }),
      groupPassCode(shape, { name: "apply", source: "coefficients", ...primary, sink: "scatter" }),
      groupPassCode(shape, {
        name: "subtract",
        source: "coefficients",
        ...primary,
        sink: "subtract",
      }),
      ...vectorCode(shape.K),
      ...rowOrderCode(shape.K),
    ]);
    kernels.set(key, kernel);
  }
  return kernel;
}
