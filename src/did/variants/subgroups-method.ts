import { readTable, type Table } from "../../table/index.js";
import { ASSIGNMENTS, DRAWS, PARALLEL_TRENDS, SEED } from "../estimators/card-parts.js";
import { defineAnalysis, modelOf } from "../methods.js";
import type { DidSample } from "../sample/sample.js";
import { groupLabels, subgroups, TEST } from "./subgroups.js";

const RANDOM = { option: "assignments", is: [undefined] } as const;

/** The card of {@link subgroups}. */
export const subgroupsMethod = defineAnalysis({
  name: "subgroups",
  title: { en: "Effect by group", zh: "分组估计" },
  phrase: { en: "the effect by group, and its difference", zh: "分组效应及组间差异" },
  cites: [],
  summary: {
    en: "the effect in two groups and a test of the difference",
    zh: "两组的效应与组间差异检验",
  },
  position: 280,
  role: "variant",
  takes: ["cluster", "weights", "level"],
  assumptions: [PARALLEL_TRENDS],
  options: {
    by: { type: "column", required: true, en: "column with two values", zh: "二值分组列" },
    test: TEST,
    draws: { ...DRAWS, needs: RANDOM },
    seed: { ...SEED, needs: RANDOM },
    assignments: ASSIGNMENTS,
  },
  run: async (input, { by, test, draws = 500, seed = 1, assignments }) => {
    const s = input.sample();
    const factor = modelOf(input).table.factor(by);
    const { label, names } = groupLabels(
      factor.levels,
      Int32Array.from(s.rows, (row) => factor.codes[row]!),
    );
    const file = assignments === undefined ? null : await readTable(assignments);
    return subgroups(s, label, names, {
      seed,
      draws,
      ...(test === undefined ? {} : { test }),
      ...(file === null ? {} : drawsOf(file, s, test)),
    });
  },
});

/** Labels by unit (wide), or units taken (bootstrap): one row for each draw. */
function drawsOf(file: Table, s: DidSample, test: string | undefined) {
  const columns = file.names.filter((n) => n !== "draw").map((n) => file.number(n));
  const rows = Array.from({ length: file.nrow }, (_, b) =>
    Float64Array.from(columns, (c) => c[b]!),
  );
  if (test !== "bootstrap") {
    return { labels: rows.map((row) => Float64Array.from(s.unit, (u) => row[u]!)) };
  }
  const place = new Map(s.unitLevels.map((u, i) => [String(u), i]));
  return { resamples: rows.map((row) => Int32Array.from(row, (c) => place.get(String(c)) ?? -1)) };
}
