import {
  bacon,
  bjs,
  callawaySantanna,
  type DidSample,
  didError,
  etwfe,
  eventStudy,
  eventStudyJson,
  fitJson,
  fitTerms,
  gardner,
  placebo,
  placeboTime,
  stacked,
  sunab,
  twfe,
  twfeWeights,
} from "../../did/index.js";
import type { EventStudy } from "../../result/index.js";
import { readTable, type Table } from "../../table/index.js";
import type { DidOptions } from "./did-options.js";
import { baconText, eventText, placeboText, rowsText, type Say, weightsText } from "./did-text.js";

/** What a method gets. */
export interface DidRequest {
  readonly table: Table;
  readonly formula: string;
  readonly sample: () => DidSample;
  readonly options: DidOptions;
  readonly say: Say;
}

/** What a method gives back: text, JSON, and the result shape behind it. */
export interface DidAnswer {
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
  readonly warnings: DidSample["warnings"];
  readonly result?: unknown;
  readonly seed?: number;
}

type Method = (request: DidRequest) => DidAnswer | Promise<DidAnswer>;

const CLI_DRAWS = 500;

/** The methods of `xinzhi did`. */
export const didMethods: Readonly<Record<string, Method>> = {
  twfe: ({ sample, say }) => {
    const fit = twfe(sample());
    return {
      text: rowsText(fitTerms(fit), `${fit.outcome}: TWFE, N = ${fit.nobs}`, say),
      json: fitJson(fit),
      warnings: fit.warnings,
      result: fit,
    };
  },
  "event-study": ({ sample, options, say }) =>
    eventAnswer(eventStudy(sample(), { ...reference(options), ...binsOf(options) }), say),
  bacon: ({ sample, options, say }) => {
    const found = bacon(
      sample(),
      options.balance === undefined ? {} : { balance: options.balance },
    );
    return {
      text: baconText(found, say),
      json: { ...found },
      warnings: found.warnings,
      result: found,
    };
  },
  weights: ({ sample, say }) => {
    const found = twfeWeights(sample());
    return {
      text: weightsText(found, say),
      json: { ...found },
      warnings: found.warnings,
      result: found,
    };
  },
  gardner: ({ sample, options, say }) => {
    const ref = options.ref === "none" ? ({ reference: "none" } as const) : reference(options);
    return eventAnswer(gardner(sample(), { ...ref, ...binsOf(options) }), say);
  },
  cs: ({ sample, options, say }) => {
    const { controls, est, base, anticipation, unbalanced, bootstrap, balanceE, seed } = options;
    const given = definedOf({ controls, est, base, anticipation, unbalanced, balance: balanceE });
    const boot = bootstrap === undefined ? {} : { bootstrap: { draws: bootstrap, seed } };
    const answer = eventAnswer(callawaySantanna(sample(), { ...given, ...boot }), say);
    return bootstrap === undefined ? answer : { ...answer, seed };
  },
  sunab: ({ sample, options, say }) => eventAnswer(sunab(sample(), reference(options)), say),
  bjs: ({ sample, options: { pretrends }, say }) =>
    eventAnswer(bjs(sample(), definedOf({ pretrends })), say),
  etwfe: ({ sample, options: { controls }, say }) =>
    eventAnswer(etwfe(sample(), definedOf({ controls })), say),
  stacked: ({ sample, options: { window }, say }) =>
    eventAnswer(stacked(sample(), definedOf({ window })), say),
  placebo: runPlacebo,
};

/** Without the fields that were not given. */
export function definedOf<T extends Record<string, unknown>>(
  options: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, v]) => v !== undefined)) as never;
}

export function eventAnswer(result: EventStudy, say: Say): DidAnswer {
  return {
    text: eventText(result, say),
    json: eventStudyJson(result),
    warnings: result.warnings,
    result,
  };
}

function reference(options: DidOptions): { reference?: number } {
  if (options.ref === undefined) return {};
  const value = Number(options.ref);
  if (Number.isInteger(value)) return { reference: value };
  throw didError("bad-option", {
    option: "--ref",
    value: options.ref,
    expected: "a whole number (none only with gardner)",
  });
}

function binsOf(options: DidOptions): { bins?: readonly [number, number] } {
  return options.bins === undefined ? {} : { bins: options.bins };
}

async function runPlacebo({ sample, options, say }: DidRequest): Promise<DidAnswer> {
  const s = sample();
  const mode = options.mode ?? "space";
  if (mode === "time") {
    const shifts = (options.shift ?? ["1", "2", "3"]).map(Number);
    const rows = placeboTime(s, shifts, options.sample ?? "pre");
    const json = {
      kind: "placebo",
      mode,
      outcome: s.spec.outcome,
      shifts: rows,
      warnings: s.warnings,
    };
    const list = rows.map((r) => ({ name: `${r.k}`, ...r }));
    return { text: rowsText(list, say("shifted by", "提前期数"), say), json, warnings: s.warnings };
  }
  const assignments =
    options.assignments === undefined
      ? {}
      : { assignments: readAssignments(await readTable(options.assignments), s, options) };
  const found = placebo(s, {
    mode,
    seed: options.seed,
    draws: options.draws ?? CLI_DRAWS,
    ...assignments,
  });
  return {
    text: placeboText(found, say),
    json: { ...found },
    warnings: found.warnings,
    result: found,
    seed: options.seed,
  };
}

/** First treated times by unit and draw: long (draw, unit, first) or wide (one row per draw). */
export function readAssignments(table: Table, s: DidSample, options: DidOptions): Float64Array[] {
  const never = (v: number) => (v === 0 || Number.isNaN(v) ? Number.POSITIVE_INFINITY : v);
  if (table.has("draw") && table.has(options.unit) && table.names.length <= 4) {
    const value = table.names.find((n) => n !== "draw" && n !== options.unit)!;
    const place = new Map(s.unitLevels.map((u, i) => [String(u), i]));
    const draws = new Map<number, Float64Array>();
    const draw = table.number("draw");
    const first = table.number(value);
    for (let i = 0; i < table.nrow; i++) {
      const path =
        draws.get(draw[i]!) ?? new Float64Array(s.unitLevels.length).fill(Number.POSITIVE_INFINITY);
      const at = place.get(String(table.value(i, options.unit)));
      if (at !== undefined) path[at] = never(first[i]!);
      draws.set(draw[i]!, path);
    }
    return [...draws.values()];
  }
  const columns = table.names.filter((n) => n !== "draw").map((n) => table.number(n));
  return Array.from({ length: table.nrow }, (_, b) =>
    Float64Array.from(columns, (c) => never(c[b]!)),
  );
}
