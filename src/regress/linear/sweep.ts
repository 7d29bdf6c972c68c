import { type Absorber, createAbsorber } from "../absorb/create-absorber.js";
import type { ModelFrame } from "../frame/model-frame.js";
import type { NamedColumn } from "../frame/term-columns.js";
import { isAbsorbed, normBefore, SWEPT_TOLERANCE } from "./independent-columns.js";
import { spread } from "./spread.js";

/** A column after the sweep. */
export interface SweptColumn {
  readonly name: string;
  readonly raw: Float64Array;
  readonly values: Float64Array;
  /** Squared norm before the sweep, for the rank decision. */
  readonly before: number;
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
        wanted.map((c) => ({
          name: c.name,
          raw: c.values,
          values: c.values,
          before: spread(c.values, frame.weights, "raw"),
          fate: "kept",
        })),
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
        const before = normBefore(whole, frame.weights, "centred", rows);
        const fate = isAbsorbed(left, SWEPT_TOLERANCE ** 2 * before) ? "absorbed" : "kept";
        known.set(keyOf(c), sweptColumn(c, values, before, fate));
      });
      return wanted.map((c) => {
        const { values, before, fate } = known.get(keyOf(c))!;
        return sweptColumn(c, values, before, fate);
      });
    },
  };
}

/** The raw values stay where they are until somebody asks for them. */
function sweptColumn(
  column: NamedColumn,
  values: Float64Array,
  before: number,
  fate: SweptColumn["fate"],
): SweptColumn {
  return {
    name: column.name,
    get raw() {
      return column.values;
    },
    values,
    before,
    fate,
  };
}
