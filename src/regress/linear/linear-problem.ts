import { Panel } from "../../table/index.js";
import { regressError } from "../errors.js";
import { compactCodes } from "../frame/classification.js";
import { frameClasses } from "../frame/frame-classes.js";
import type { ModelFrame } from "../frame/model-frame.js";
import type { NamedColumn } from "../frame/term-columns.js";
import type { VcovInput } from "../vcov/vcov-input.js";
import type { RankOptions } from "./independent-columns.js";
import { spread } from "./spread.js";
import type { Sweep, SweptColumn } from "./sweep.js";

/** Name of the estimated constant. */
export const INTERCEPT = "(Intercept)";

/** The constant as a column. */
export function interceptColumn(n: number): NamedColumn {
  return { name: INTERCEPT, values: new Float64Array(n).fill(1) };
}

/** The outcome less the offset. */
export function netOutcome(frame: ModelFrame): NamedColumn {
  const { outcome, offset } = frame;
  if (offset === null) return outcome;
  return { name: outcome.name, values: outcome.values.map((v, i) => v - offset[i]!) };
}

/** Throws when the outcome does not vary, or not beyond the effects. */
export function checkOutcome(frame: ModelFrame, y: SweptColumn): void {
  const total = spread(y.raw, frame.weights, "centred");
  const size = spread(y.raw, frame.weights, "raw");
  if (!(total > 1e-28 * size)) {
    throw regressError("constant-outcome", {
      column: y.name,
      value: y.raw[0]!,
      ...frame.table.where(),
    });
  }
  if (y.fate === "absorbed") {
    throw regressError("outcome-absorbed", { column: y.name, ...frame.table.where() });
  }
}

/** The part of {@link VcovInput} that the frame alone decides. */
export function frameInput(
  frame: ModelFrame,
): Pick<VcovInput, "n" | "effects" | "classes" | "numbers" | "panel"> {
  const { classes, numbers } = frameClasses(frame);
  const { table } = frame;
  const panel =
    table instanceof Panel
      ? {
          unit: compactCodes(table.unitFactor.codes, table.unitFactor.levels.length, frame.rows),
          times: numbers(table.time),
          unitName: table.unit,
          timeName: table.time,
        }
      : null;
  return {
    n: frame.n,
    effects: frame.effects.map((e) => ({
      name: e.name,
      columns: e.columns,
      codes: e.codes,
      size: e.size,
      kind: e.slope === undefined ? "level" : "slope",
    })),
    classes,
    numbers,
    panel,
  };
}

/** The regressors that the effects leave something of, with a notice for the others. */
export function keepSwept(
  sweep: Sweep,
  columns: readonly NamedColumn[],
): { kept: SweptColumn[]; absorbed: string[] } {
  const swept = sweep.columns(columns);
  return {
    kept: swept.filter((c) => c.fate === "kept"),
    absorbed: swept.filter((c) => c.fate === "absorbed").map((c) => c.name),
  };
}

/** What the rank decision needs to know of swept columns. */
export function rankOptions(sweep: Sweep, columns: readonly SweptColumn[]): RankOptions {
  return sweep.absorber === null ? {} : { before: columns.map((c) => c.before) };
}

/** Throws when there are at least as many coefficients as rows. */
export function checkSize(frame: ModelFrame, regressors: number): void {
  const levels = frame.effects.reduce((s, e) => s + e.size, 0);
  const shared = frame.effects.filter((e) => e.slope === undefined).length - 1;
  const parameters = regressors + levels - Math.max(shared, 0);
  if (regressors >= frame.n) {
    throw regressError("too-many-parameters", {
      rows: frame.n,
      parameters,
      ...frame.table.where(),
    });
  }
}
