import { regressError } from "../errors.js";
import { type Classification, type Coded, classify, compactCodes } from "./classification.js";
import type { ModelFrame } from "./model-frame.js";
import { pick } from "./term-columns.js";

/** Looks up classifications and numbers on the rows of a frame, each computed once. */
export interface FrameClasses {
  readonly classes: (name: string) => Coded;
  readonly numbers: (name: string) => Float64Array;
}

/** Errors  regress/cluster-missing — a row used has no value; table/missing-column. */
export function frameClasses(frame: ModelFrame): FrameClasses {
  const known = new Map<string, Coded>();
  for (const e of frame.effects) if (e.slope === undefined) known.set(e.name, e);
  return {
    classes: (name) => {
      let found = known.get(name);
      if (found === undefined) {
        found = onFrame(classify(frame.table, name.split("^")), frame);
        known.set(name, found);
      }
      return found;
    },
    numbers: (name) => {
      const values = pick(frame.table.number(name), frame.rows);
      let missing = 0;
      for (const v of values) if (!Number.isFinite(v)) missing++;
      if (missing > 0) throw regressError("cluster-missing", { column: name, count: missing });
      return values;
    },
  };
}

function onFrame(whole: Classification, frame: ModelFrame): Coded {
  const { rows, n } = frame;
  let missing = 0;
  for (let i = 0; i < n; i++) if (whole.codes[rows === null ? i : rows[i]!]! < 0) missing++;
  if (missing > 0) throw regressError("cluster-missing", { column: whole.name, count: missing });
  return compactCodes(whole.codes, whole.size, rows);
}
