import { FunctionDraft, wasm } from "../../jobs/index.js";

const { addInt, addLane, advance, get, I32, lanesOf, loadLane, loadNumber, mulLane } = wasm;
const { seq, set, splat, storeLane, subLane, whileBelow, zeroLane } = wasm;
type Code = wasm.Code;
type Lane = wasm.Lane;
type Local = wasm.Local;

/**
 * Code of the vector steps of conjugate gradients on K interleaved columns. The first parameter
 * behind the thread is the number of bytes of the first vector.
 */
export function vectorCode(K: number): FunctionDraft[] {
  return [dots(K), weightedSquares(K), step(K), turn(K), scale(K), addUp(K)];
}

interface Walk {
  readonly lane: Lane;
  readonly l: number;
  /** Address of the element in the n-th array. */
  readonly at: (n: number) => Code;
}

/** Walks along arrays; `steps` are the bytes that each moves on (0: stays). */
function walk(
  name: string,
  K: number,
  steps: readonly number[],
  make: (
    f: FunctionDraft,
    lanes: readonly Lane[],
  ) => {
    readonly before?: Code;
    readonly each: (w: Walk) => Code;
    readonly after?: Code;
  },
): FunctionDraft {
  const f = new FunctionDraft(name, 7);
  const arrays = steps.map((_, n) => f.parameters[n + 2]!);
  const lanes = lanesOf(K);
  const { before = [], each, after = [] } = make(f, lanes);
  const end = f.local(I32);
  const lead = arrays[0]!;
  f.body = seq(
    set(end, addInt(get(lead), get(f.parameters[1]!))),
    before,
    whileBelow(
      lead,
      get(end),
      ...lanes.map((lane, l) => each({ lane, l, at: (n) => get(arrays[n]!) })),
      ...arrays.flatMap((array, n) => (steps[n] === 0 ? [] : [advance(array, steps[n]!)])),
    ),
    after,
  );
  return f;
}

function sums(f: FunctionDraft, lanes: readonly Lane[], into: Local) {
  const locals = lanes.map((lane) => f.local(lane.type));
  return {
    locals,
    before: seq(...lanes.map((lane, l) => set(locals[l]!, zeroLane(lane)))),
    after: seq(...lanes.map((lane, l) => storeLane(lane, get(into), get(locals[l]!)))),
  };
}

/** (bytes, a, b, out): Σ a·b of each column. */
function dots(K: number): FunctionDraft {
  return walk("dots", K, [8 * K, 8 * K, 0], (f, lanes) => {
    const { locals, before, after } = sums(f, lanes, f.parameters[4]!);
    const each = ({ lane, l, at }: Walk) => {
      const product = mulLane(lane, loadLane(lane, at(0)), loadLane(lane, at(1)));
      return set(locals[l]!, addLane(lane, get(locals[l]!), product));
    };
    return { before, each, after };
  });
}

/** (bytes, p, d, out): Σ d·p·p, d one number for each coefficient. */
function weightedSquares(K: number): FunctionDraft {
  return walk("weightedSquares", K, [8 * K, 8, 0], (f, lanes) => {
    const { locals, before, after } = sums(f, lanes, f.parameters[4]!);
    const each = ({ lane, l, at }: Walk) => {
      const left = mulLane(lane, splat(lane, loadNumber(at(1))), loadLane(lane, at(0)));
      const product = mulLane(lane, left, loadLane(lane, at(0)));
      return set(locals[l]!, addLane(lane, get(locals[l]!), product));
    };
    return { before, each, after };
  });
}

/** (bytes, x, p, r, q, step): x += step·p, r −= step·q. */
function step(K: number): FunctionDraft {
  const row = 8 * K;
  return walk("step", K, [row, row, row, row, 0], () => ({
    each: ({ lane, at }) => {
      const move = (n: number) => mulLane(lane, loadLane(lane, at(4)), loadLane(lane, at(n)));
      return seq(
        storeLane(lane, at(0), addLane(lane, loadLane(lane, at(0)), move(1))),
        storeLane(lane, at(2), subLane(lane, loadLane(lane, at(2)), move(3))),
      );
    },
  }));
}

/** (bytes, p, z, turn): p = z + turn·p. */
function turn(K: number): FunctionDraft {
  return walk("turn", K, [8 * K, 8 * K, 0], () => ({
    each: ({ lane, at }) => {
      const kept = mulLane(lane, loadLane(lane, at(2)), loadLane(lane, at(0)));
      return storeLane(lane, at(0), addLane(lane, loadLane(lane, at(1)), kept));
    },
  }));
}

/** (bytes, r, d, z): z = r·d, d one number for each coefficient. */
function scale(K: number): FunctionDraft {
  return walk("scale", K, [8 * K, 8, 8 * K], () => ({
    each: ({ lane, at }) =>
      storeLane(lane, at(2), mulLane(lane, loadLane(lane, at(0)), splat(lane, loadNumber(at(1))))),
  }));
}

/** (bytes, to, part): to += part. */
function addUp(K: number): FunctionDraft {
  return walk("addUp", K, [8 * K, 8 * K], () => ({
    each: ({ lane, at }) =>
      storeLane(lane, at(0), addLane(lane, loadLane(lane, at(0)), loadLane(lane, at(1)))),
  }));
}
