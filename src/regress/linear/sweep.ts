import { type Absorber, createAbsorber } from "../absorb/create-absorber.js";
import type { ModelFrame } from "../frame/model-frame.js";
import type { NamedColumn } from "../frame/term-columns.js";

/** Share of a column's own variation below which the effects are said to absorb it. */
const ABSORBED = 1e-7;

/** A column after the sweep. */
export interface SweptColumn {
  readonly name: string;
  readonly raw: Float64Array;
  readonly values: Float64Array;
  /** The effects leave nothing of it. */
  readonly fate: "kept" | "absorbed";
}

/** Sweeps the frame's effects out of columns, each column once.   中文: 扫除固定效应 */
export interface Sweep {
  readonly absorber: Absorber | null;
  readonly columns: (wanted: readonly NamedColumn[]) => SweptColumn[];
}

/**
 * The sweep of a frame. Columns seen before (by their array) are not swept again, so that models
 * on the same rows and effects share the work.
 */
export function createSweep(frame: ModelFrame, tolerance: number | undefined): Sweep {
  if (frame.effects.length === 0) {
    return {
      absorber: null,
      columns: (wanted) =>
        wanted.map((c) => ({ name: c.name, raw: c.values, values: c.values, fate: "kept" })),
    };
  }
  const absorber = createAbsorber(frame.effects, {
    ...(frame.weights === null ? {} : { weights: frame.weights }),
    ...(tolerance === undefined ? {} : { tolerance }),
  });
  const known = new Map<Float64Array, SweptColumn>();
  const keyOf = (c: NamedColumn) => c.view?.values ?? c.values;
  return {
    absorber,
    columns: (wanted) => {
      const fresh = wanted.filter((c) => !known.has(keyOf(c)));
      const swept = absorber.demean(fresh.map((c) => c.view ?? c.values));
      fresh.forEach((c, i) => {
        const values = swept[i]!;
        const left = spread(values, frame.weights, "raw");
        const { values: whole, rows } = c.view ?? { values: c.values, rows: null };
        const before = spread(whole, frame.weights, "centred", rows);
        const fate = left <= ABSORBED ** 2 * before ? "absorbed" : "kept";
        known.set(keyOf(c), sweptColumn(c, values, fate));
      });
      return wanted.map((c) =>
        sweptColumn(c, known.get(keyOf(c))!.values, known.get(keyOf(c))!.fate),
      );
    },
  };
}

/** The raw values stay where they are until somebody asks for them. */
function sweptColumn(
  column: NamedColumn,
  values: Float64Array,
  fate: SweptColumn["fate"],
): SweptColumn {
  return {
    name: column.name,
    get raw() {
      return column.values;
    },
    values,
    fate,
  };
}

/** Σ w x², or Σ w (x − x̄)²; `rows` picks the rows of x that the weights go with. */
export function spread(
  x: Float64Array,
  weights: Float64Array | null,
  around: "raw" | "centred",
  rows: Int32Array | null = null,
): number {
  const n = rows === null ? x.length : rows.length;
  let centre = 0;
  if (around === "centred") {
    let total = 0;
    for (let i = 0; i < n; i++) {
      const w = weights === null ? 1 : weights[i]!;
      centre += w * x[rows === null ? i : rows[i]!]!;
      total += w;
    }
    centre /= total;
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const d = x[rows === null ? i : rows[i]!]! - centre;
    sum += (weights === null ? 1 : weights[i]!) * d * d;
  }
  return sum;
}
