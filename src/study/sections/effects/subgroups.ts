import { z } from "zod";
import { compareGroups, type GroupComparison } from "../../../mechanism/index.js";
import { type FootRow, formatShare } from "../../../report/index.js";
import { modelFields } from "../../file/schema/column-schema.js";
import { names, text, wording } from "../../file/schema/common.js";
import { formulaOf, resolveModel } from "../model/model.js";
import { ofFit } from "../model/run-column.js";
import { defineSection, labelOf, output } from "../section.js";
import { columnsTable, estimatesOf, methodsOf } from "./columns-table.js";

const { sample, where, outcome, controls, effects, panel } = modelFields;

/** The effect in two groups, split by split, with the p value of the difference. 中文: 异质性分析 */
export const subgroups = defineSection({
  name: "subgroups",
  title: { en: "Heterogeneity", zh: "异质性分析" },
  shape: {
    ...modelFields,
    test: z.enum(["bootstrap", "permutation", "rows", "chow"]).default("permutation"),
    draws: z.number().int().positive().default(500),
    treatment: text.optional(),
    show: names.optional(),
    splits: z
      .array(
        z.strictObject({
          /** Column with two values. */
          by: text,
          /** Heading over both columns. */
          label: wording.optional(),
          /** Headings by value. */
          labels: z.record(text, wording).optional(),
          ...{ sample, where, outcome, controls, effects, panel },
        }),
      )
      .min(1),
  },
  make: (frame, entry, context) => {
    const draws = context.draws(entry.draws);
    const found = entry.splits.map((split) => {
      const { by, label, labels, ...keys } = split;
      const model = resolveModel(frame, entry, keys);
      const treatment = entry.treatment ?? model.regressors[0]!;
      const test = entry.test === "rows" ? "permutation" : entry.test;
      const result = compareGroups(model.panel, formulaOf(model), {
        ...model.options,
        group: by,
        treatment,
        tests: [test],
        draws,
        seed: context.seed,
        ...(entry.test === "rows" ? { permute: "rows" as const } : {}),
      });
      return { split, model, treatment, result };
    });
    const results = found.flatMap(({ model, result }) =>
      result.fits.map((fit) => ofFit(model, fit)),
    );
    const differences: FootRow = {
      label: { en: "Difference", zh: "组间系数差异" },
      cells: found.flatMap(({ result }) => [result.difference.toFixed(4), null]),
    };
    const pValues: FootRow = {
      label: pLabel(entry.test, draws),
      cells: found.flatMap(({ result }) => [pOf(result), null]),
    };
    const table = columnsTable(frame, results, {
      entry,
      context,
      show: entry.show ?? [...new Set(found.flatMap((f) => f.model.regressors))],
      headings: found.flatMap(({ split, result }) =>
        result.levels.map((level) => split.labels?.[level] ?? `${split.by} = ${level}`),
      ),
      groups: found.flatMap(({ split }) => {
        const group = split.label ?? labelOf(frame, split.by);
        return [group, group];
      }),
      rows: [differences, pValues],
      notes: [
        {
          en: "Difference: second group less first.",
          zh: "组间差异为后一组减前一组。",
        },
      ],
    });
    return output({
      tables: [table],
      results: {
        splits: found.map(({ split, result }) => ({
          by: split.by,
          levels: result.levels,
          difference: result.difference,
          test: entry.test,
          draws: entry.test === "chow" ? null : draws,
          p: pOf(result),
          fits: result.fits.map((fit) => fit.toJSON()),
        })),
      },
      warnings: found.flatMap(({ result }) => result.warnings),
      estimates: estimatesOf(results),
      methods: [
        ...methodsOf(results),
        {
          en: `Differences between groups are tested by ${TEST_NAMES[entry.test].en}.`,
          zh: `组间系数差异采用${TEST_NAMES[entry.test].zh}。`,
          cites: entry.test === "chow" ? [] : ["cleary"],
        },
      ],
    });
  },
});

const TEST_NAMES = {
  bootstrap: { en: "bootstrap of units", zh: "单位自助法" },
  permutation: { en: "permutation of units", zh: "单位置换检验" },
  rows: { en: "permutation of rows", zh: "行置换检验" },
  chow: { en: "Chow test", zh: "Chow 检验" },
} as const;

function pLabel(test: keyof typeof TEST_NAMES, draws: number) {
  const { en, zh } = TEST_NAMES[test];
  if (test === "chow") return { en: `p of the difference (${en})`, zh: `组间差异 p 值（${zh}）` };
  return {
    en: `p of the difference (${en}, ${draws})`,
    zh: `组间差异 p 值（${zh} ${draws} 次）`,
  };
}

/** Empirical p as papers print it: two-sided. */
function pOf(result: GroupComparison): string | null {
  const drawn = result.permutation ?? result.bootstrap;
  if (drawn !== null) return formatShare(drawn.pTwoSided, drawn.differences.length - drawn.failed);
  return result.chow?.p?.toFixed(3) ?? null;
}
