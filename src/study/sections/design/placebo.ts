import { z } from "zod";
import { createRng } from "../../../base/index.js";
import {
  type DidSample,
  dropSingletons,
  placebo,
  placeboMethod,
  placeboTime,
} from "../../../did/index.js";
import {
  describeResult,
  genericTable,
  placeboFigure,
  placeboTable,
} from "../../../report/index.js";
import type { Panel } from "../../../table/index.js";
import { modelFields } from "../../file/schema/column-schema.js";
import { text } from "../../file/schema/common.js";
import { optionKeys } from "../../file/schema/method-schema.js";
import type { StudyFrame } from "../../stages/frame.js";
import { didSample } from "../model/did-model.js";
import { type ModelEntry, resolveModel } from "../model/model.js";
import {
  type CommonEntry,
  defineSection,
  notesOf,
  output,
  type SectionContext,
} from "../section.js";

/** Its seed is the study's; draws of its own come by groups (`by`), not from a file. */
const { seed: _, assignments: _file, ...keys } = optionKeys(placeboMethod.options);

/** Placebo in space, mixed, or in time.   中文: 安慰剂检验（空间、混合、时间） */
export const placeboSection = defineSection({
  name: "placebo",
  title: { en: "Placebo test", zh: "安慰剂检验" },
  shape: {
    ...modelFields,
    ...keys,
    also: z.enum(["table"]).optional(),
    /** Column whose values share the policy, such as the firm's city: these move, not units. */
    by: text.optional(),
  },
  make: (frame, entry, context) => {
    if (entry.mode === "time") return inTime(frame, entry, context);
    const model = resolveModel(frame, entry);
    const sample = dropSingletons(didSample(frame, model).sample);
    const draws = context.draws(entry.draws ?? 500);
    const { mode = "space" } = entry;
    const { seed } = context;
    const result = placebo(sample, {
      mode,
      draws,
      seed,
      ...(entry.by === undefined
        ? {}
        : { assignments: groupPaths(sample, model.panel, entry.by, { mode, draws, seed }) }),
    });
    const { title } = context;
    const notes = notesOf(frame, entry);
    return output({
      tables: entry.also === "table" ? [placeboTable(result, { title, notes })] : [],
      figures: [placeboFigure(result, { title, notes })],
      results: { ...result },
      warnings: result.warnings,
      methods: [describeResult(result)],
    });
  },
});

/** False first treated times that move between groups of units as a whole. */
function groupPaths(
  sample: DidSample,
  panel: Panel,
  by: string,
  options: { readonly mode: "space" | "mixed"; readonly draws: number; readonly seed: number },
): Float64Array[] {
  const groups = panel.factor(by);
  const groupOf = new Map<string, number>();
  panel.unitFactor.codes.forEach((unit, i) => {
    groupOf.set(String(panel.unitFactor.levels[unit]), groups.codes[i]!);
  });
  const units = sample.unitLevels.map((unit) => groupOf.get(String(unit))!);
  const first = new Float64Array(groups.levels.length).fill(Number.NaN);
  units.forEach((group, unit) => {
    first[group] = sample.first[unit]!;
  });
  const known = [...first.keys()].filter((g) => !Number.isNaN(first[g]!));
  const treated = known.filter((g) => Number.isFinite(first[g]!)).length;
  // The first period is left out: a group treated throughout would carry no information.
  const dates = sample.periods.slice(1);
  return Array.from({ length: options.draws }, (_, draw) => {
    const rng = createRng(options.seed, draw);
    const order = rng.permutation(known.length);
    const moved = new Float64Array(first.length).fill(Number.POSITIVE_INFINITY);
    known.forEach((group, k) => {
      const to = known[order[k]!]!;
      if (options.mode === "space") moved[to] = first[group]!;
      else if (k < treated) moved[to] = dates[rng.integer(dates.length)]!;
    });
    return Float64Array.from(units, (group) => moved[group]!);
  });
}

function inTime(
  frame: StudyFrame,
  entry: CommonEntry &
    ModelEntry & {
      readonly shifts?: readonly number[] | undefined;
      readonly rows?: "pre" | "all" | undefined;
    },
  context: SectionContext,
) {
  const { sample } = didSample(frame, resolveModel(frame, entry));
  const { shifts = [1, 2, 3], rows = "pre" } = entry;
  const found = placeboTime(sample, shifts, rows);
  const table = genericTable({
    title: context.title,
    columns: [
      { header: { en: "Years too early", zh: "提前年数" } },
      { header: { en: "Estimate", zh: "估计值" }, digits: 4 },
      { header: { en: "SE", zh: "标准误" }, digits: 4 },
      { header: "p", digits: 3 },
      { header: "N", digits: 0 },
    ],
    rows: found.map((r) => [String(r.k), r.estimate, r.se, r.p, r.nobs]),
    notes: notesOf(frame, entry),
  });
  return output({
    tables: [table],
    results: { kind: "placebo", mode: "time", shifts: found },
    methods: [
      {
        en: `The policy is dated ${shifts.join(", ")} years too early as a placebo.`,
        zh: `将政策时间提前 ${shifts.join("、")} 年作为时间安慰剂。`,
        cites: [],
      },
    ],
  });
}
