import { arena, FunctionDraft, Kernel, wasm } from "../jobs/index.js";

/** Bootstrap statistics as products with a table of clusters by clusters. */
export interface DrawTable {
  /** Numerator: coefficient of each cluster's weight. */
  readonly numerator: Float64Array;
  /** Scores = C w, row-major G × G. */
  readonly C: Float64Array;
}

/** Fills in the clusters' weights of one draw. */
export type Draw = (index: number, into: Float64Array) => void;

/** Draws that one pass over the table serves, and passes that the threads share at a time. */
const BLOCK = 8;
const BLOCKS = 32;
/** Multiplications below which the code is not worth compiling. */
const COMPILED_FROM = 4e6;

/**
 * The t statistic of every draw: numerator·w / √Σ(C w)².   中文: 自助抽样的 t 统计量
 *
 * Draws are interleaved by eight and shared by the threads; the bits hang neither on that nor on
 * whether WebAssembly is at hand.
 */
export function drawStatistics(table: DrawTable, draws: number, draw: Draw): Float64Array {
  const G = table.numerator.length;
  const isSmall = G * G * draws < COMPILED_FROM;
  return (isSmall ? null : onSharedMemory(table, draws, draw)) ?? inPlainCode(table, draws, draw);
}

/** One draw after the other. */
export function inPlainCode({ numerator, C }: DrawTable, draws: number, draw: Draw): Float64Array {
  const G = numerator.length;
  const w = new Float64Array(G);
  const out = new Float64Array(draws);
  for (let d = 0; d < draws; d++) {
    draw(d, w);
    let top = 0;
    let square = 0;
    for (let g = 0; g < G; g++) {
      top += numerator[g]! * w[g]!;
      let s = 0;
      for (let h = 0, at = g * G; h < G; h++, at++) s += C[at]! * w[h]!;
      square += s * s;
    }
    out[d] = top / Math.sqrt(square);
  }
  return out;
}

let compiled: Kernel | null = null;

/** The same in WebAssembly, by all threads; null where there is none. */
export function onSharedMemory(
  { numerator, C }: DrawTable,
  draws: number,
  draw: Draw,
): Float64Array | null {
  const G = numerator.length;
  const sizes = [G, G * G, BLOCKS * G * BLOCK, BLOCKS * 2 * BLOCK];
  if (!arena.begin(sizes.map((s) => 8 * s))) return null;
  compiled ??= new Kernel([drawCode()]);
  const top = arena.numbers(G);
  top.set(numerator);
  const table = arena.numbers(G * G);
  table.set(C);
  const weights = arena.numbers(BLOCKS * G * BLOCK);
  const results = arena.numbers(BLOCKS * 2 * BLOCK);
  const w = new Float64Array(G);
  const out = new Float64Array(draws);
  for (let from = 0; from < draws; from += BLOCKS * BLOCK) {
    const here = Math.min(BLOCKS * BLOCK, draws - from);
    for (let d = 0; d < here; d++) {
      draw(from + d, w);
      const base = Math.floor(d / BLOCK) * G * BLOCK + (d % BLOCK);
      for (let g = 0; g < G; g++) weights[base + g * BLOCK] = w[g]!;
    }
    const tasks = Array.from({ length: Math.ceil(here / BLOCK) }, (_, b) => [
      ...[8 * G, top.byteOffset, table.byteOffset],
      weights.byteOffset + 8 * b * G * BLOCK,
      results.byteOffset + 16 * b * BLOCK,
    ]);
    compiled.run("draws", tasks, "threads");
    for (let d = 0; d < here; d++) {
      const at = Math.floor(d / BLOCK) * 2 * BLOCK + (d % BLOCK);
      out[from + d] = results[at]! / Math.sqrt(results[at + BLOCK]!);
    }
  }
  arena.end();
  return out;
}

/** (thread, 8·G, numerator, C, weights, out): eight numerators, then eight sums of squares. */
function drawCode(): FunctionDraft {
  const { addInt, addLane, advance, F64, get, I32, lanesOf, loadLane, loadNumber } = wasm;
  const { mulLane, seq, set, splat, storeLane, V128, whileBelow, zeroLane } = wasm;
  const f = new FunctionDraft("draws", 6);
  const [, bytes, numerator, C, weights, out] = f.parameters as readonly wasm.Local[];
  const lanes = lanesOf(BLOCK);
  const vectors = () => lanes.map(() => f.local(V128));
  const [tops, squares, sums] = [vectors(), vectors(), vectors()] as const;
  const rowEnd = f.local(I32);
  const end = f.local(I32);
  const own = f.local(I32);
  const other = f.local(I32);
  const factor = f.local(F64);
  const zero = (locals: readonly wasm.Local[]) =>
    seq(...lanes.map((lane, l) => set(locals[l]!, zeroLane(lane))));
  const addProduct = (into: readonly wasm.Local[], at: wasm.Local) =>
    seq(
      ...lanes.map((lane, l) => {
        const product = mulLane(lane, splat(lane, get(factor)), loadLane(lane, get(at)));
        return set(into[l]!, addLane(lane, get(into[l]!), product));
      }),
    );
  f.body = seq(
    zero(tops),
    zero(squares),
    set(own, get(weights!)),
    set(end, addInt(get(numerator!), get(bytes!))),
    whileBelow(
      numerator!,
      get(end),
      set(factor, loadNumber(get(numerator!))),
      addProduct(tops, own),
      zero(sums),
      set(other, get(weights!)),
      set(rowEnd, addInt(get(C!), get(bytes!))),
      whileBelow(
        C!,
        get(rowEnd),
        set(factor, loadNumber(get(C!))),
        addProduct(sums, other),
        advance(C!, 8),
        advance(other, 8 * BLOCK),
      ),
      ...lanes.map((lane, l) =>
        set(
          squares[l]!,
          addLane(lane, get(squares[l]!), mulLane(lane, get(sums[l]!), get(sums[l]!))),
        ),
      ),
      advance(numerator!, 8),
      advance(own, 8 * BLOCK),
    ),
    ...lanes.map((lane, l) => storeLane(lane, get(out!), get(tops[l]!))),
    ...lanes.map((lane, l) =>
      storeLane(lane, addInt(get(out!), wasm.int(8 * BLOCK)), get(squares[l]!)),
    ),
  );
  return f;
}
