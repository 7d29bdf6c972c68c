import type { Notice } from "../../base/index.js";
import { readTable, type Table } from "../../table/index.js";
import { didError } from "../errors.js";
import { ASSIGNMENTS, DRAWS, SEED } from "../estimators/card-parts.js";
import { fitTerms } from "../estimators/to-json.js";
import { twfe } from "../estimators/twfe.js";
import { type DidInput, defineAnalysis } from "../methods.js";
import { type Estimate, levelOf } from "../sample/inference.js";
import type { DidSample } from "../sample/sample.js";
import { placebo, placeboTime, type TimeShift } from "./placebo.js";

/** The treatment dated too early, shift by shift, beside the true date.   中文: 时间安慰剂 */
export interface PlaceboInTime {
  readonly kind: "placebo-in-time";
  readonly outcome: string;
  readonly truth: Estimate;
  readonly shifts: readonly TimeShift[];
  /** Level of the intervals; left out: 0.95. */
  readonly level?: number;
  readonly warnings: readonly Notice[];
}

/** Draws are made in space alone: dates moved by whole periods are no draws. */
const DRAWN = { option: "mode", is: [undefined, "space", "mixed"] } as const;
const RANDOM = [DRAWN, { option: "assignments", is: [undefined] }] as const;
const IN_TIME = { option: "mode", is: ["time"] } as const;

/** The card of {@link placebo} and {@link placeboTime}. */
export const placeboMethod = defineAnalysis({
  name: "placebo",
  title: { en: "Placebo test", zh: "安慰剂检验" },
  phrase: { en: "placebo tests", zh: "安慰剂检验" },
  cites: [],
  summary: {
    en: "the estimate beside those of treatments that never were",
    zh: "真实估计值与虚构政策估计值的对照",
  },
  position: 220,
  role: "placebo",
  takes: ["cluster", "weights", "level"],
  assumptions: [],
  options: {
    mode: {
      type: "choice",
      choices: ["space", "mixed", "time"],
      en: "false units (space), units and dates (mixed), or earlier dates (time)",
      zh: "虚构处理单位（space，默认）、单位与时间（mixed）或提前时间（time）",
    },
    draws: { ...DRAWS, needs: RANDOM },
    seed: { ...SEED, needs: RANDOM },
    shifts: {
      type: "integers",
      least: 1,
      needs: IN_TIME,
      was: { shift: null },
      en: "periods by which the treatment is dated too early (1,2,3)",
      zh: "政策提前的期数（默认 1,2,3）",
    },
    rows: {
      type: "choice",
      choices: ["pre", "all"],
      needs: IN_TIME,
      was: { sample: null },
      en: "rows used in time: pre (before the true treatment) | all",
      zh: "时间安慰剂所用的行：pre（真实处理之前，默认）| all",
    },
    assignments: { ...ASSIGNMENTS, needs: DRAWN },
  },
  run: (input, { mode = "space", shifts = [1, 2, 3], rows = "pre", ...how }) =>
    mode === "time" ? inTime(input, shifts, rows) : inSpace(input, { ...how, mode }),
});

function inTime({ sample }: DidInput, shifts: readonly number[], rows: "pre" | "all") {
  const s = sample();
  const whole = twfe(s);
  const { name: _, ...truth } = fitTerms(whole)[0]!;
  const found: PlaceboInTime = {
    kind: "placebo-in-time",
    outcome: s.spec.outcome,
    truth,
    shifts: placeboTime(s, shifts, rows),
    ...levelOf(s),
    warnings: whole.warnings,
  };
  return found;
}

async function inSpace(
  { sample }: DidInput,
  {
    mode,
    draws = 500,
    seed = 1,
    assignments,
  }: {
    readonly mode: "space" | "mixed";
    readonly draws?: number;
    readonly seed?: number;
    readonly assignments?: string;
  },
) {
  const s = sample();
  if (s.spec.level !== undefined) {
    throw didError("bad-option", {
      option: "--level",
      value: "",
      expected: "--mode time with it: draws have shares, no intervals",
    });
  }
  const given =
    assignments === undefined ? {} : { assignments: readPaths(await readTable(assignments), s) };
  return placebo(s, { mode, seed, draws, ...given });
}

/** First treated times by unit and draw: long (draw, unit, first) or wide (one row per draw). */
function readPaths(file: Table, s: DidSample): Float64Array[] {
  const { unit } = s.spec;
  const infinite = Number.POSITIVE_INFINITY;
  const never = (v: number) => (v === 0 || Number.isNaN(v) ? infinite : v);
  if (file.has("draw") && (file.has(unit) || file.has("unit")) && file.names.length <= 4) {
    const key = file.has(unit) ? unit : "unit";
    const value = file.names.find((n) => n !== "draw" && n !== key)!;
    const place = new Map(s.unitLevels.map((u, i) => [String(u), i]));
    const draws = new Map<number, Float64Array>();
    const draw = file.number("draw");
    const first = file.number(value);
    for (let i = 0; i < file.nrow; i++) {
      let path = draws.get(draw[i]!);
      if (path === undefined) {
        path = new Float64Array(s.unitLevels.length).fill(infinite);
        draws.set(draw[i]!, path);
      }
      const at = place.get(String(file.value(i, key)));
      if (at !== undefined) path[at] = never(first[i]!);
    }
    return [...draws.values()];
  }
  const columns = file.names.filter((n) => n !== "draw").map((n) => file.number(n));
  return Array.from({ length: file.nrow }, (_, b) =>
    Float64Array.from(columns, (c) => never(c[b]!)),
  );
}
