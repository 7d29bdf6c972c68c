import { z } from "zod";
import { type MediationPath, mediate } from "../../../mechanism/index.js";
import { regress } from "../../../regress/index.js";
import type { FootRow, MethodSentence } from "../../../report/index.js";
import { modelFields } from "../../file/schema/column-schema.js";
import { names, text } from "../../file/schema/common.js";
import { formulaOf, resolveModel } from "../model/model.js";
import { type ColumnResult, ofFit } from "../model/run-column.js";
import { defineSection, labelOf, output } from "../section.js";
import { columnsTable, estimatesOf, methodsOf } from "./columns-table.js";

/** Mediation in two or three steps, with Sobel and bootstrap.   中文: 中介效应 */
export const mediation = defineSection({
  name: "mediation",
  title: { en: "Mediation", zh: "中介效应" },
  shape: {
    ...modelFields,
    mediators: names.min(1),
    treatment: text.optional(),
    steps: z.enum(["two", "three"]).default("three"),
    /** Also the outcome on the mediator alone, as some papers print. */
    alone: z.boolean().default(false),
    /** Draws of units; 0 = no bootstrap. */
    bootstrap: z.number().int().min(0).default(1000),
    /** Prints the total effect as a column of its own. */
    total: z.boolean().default(true),
    show: names.optional(),
  },
  make: (frame, entry, context) => {
    const model = resolveModel(frame, entry);
    const treatment = entry.treatment ?? model.regressors[0]!;
    const draws = context.draws(entry.bootstrap);
    const found = mediate(model.panel, formulaOf(model), {
      ...model.options,
      mediators: entry.mediators,
      treatment,
      steps: entry.steps,
      ...(draws === 0 || entry.steps === "two"
        ? {}
        : { bootstrap: { draws, by: model.panel.unit, seed: context.seed } }),
    });
    const columns: { result: ColumnResult; path: MediationPath | null }[] = [];
    if (entry.total) columns.push({ result: ofFit(model, found.total), path: null });
    for (const path of found.paths) {
      const own = { ...model, outcome: path.mediator };
      columns.push({ result: ofFit(own, path.a), path: null });
      if (entry.alone) {
        const terms = [path.mediator, ...model.controls];
        columns.push({ result: alone(model, terms), path: null });
      }
      if (path.b !== null) columns.push({ result: ofFit(model, path.b), path });
    }
    const results = columns.map((c) => c.result);
    const cell = (of: (p: MediationPath) => string | null): FootRow["cells"] =>
      columns.map(({ path }) => (path === null ? null : of(path)));
    const hasTests = columns.some(({ path }) => path?.tests);
    const hasBoot = columns.some(({ path }) => path?.bootstrap);
    const table = columnsTable(frame, results, {
      entry,
      context,
      show: entry.show ?? [...model.regressors, ...entry.mediators],
      headings: results.map((r) => labelOf(frame, r.model.outcome)),
      rows: [
        ...(hasTests
          ? [
              {
                label: { en: "Indirect effect a·b", zh: "中介效应 a·b" },
                cells: cell((p) => p.indirect?.toFixed(4) ?? null),
              },
              {
                label: { en: "Sobel z [p]", zh: "Sobel z [p]" },
                cells: cell((p) =>
                  p.tests === null
                    ? null
                    : `${p.tests.sobel.statistic?.toFixed(3)} [${p.tests.sobel.p?.toFixed(3)}]`,
                ),
              },
            ]
          : []),
        ...(hasBoot
          ? [
              {
                label: {
                  en: `Bootstrap 95% interval (${draws})`,
                  zh: `自助法 95% 区间（${draws} 次）`,
                },
                cells: cell((p) =>
                  p.bootstrap === null
                    ? null
                    : `[${p.bootstrap.percentile.low.toFixed(4)}, ${p.bootstrap.percentile.high.toFixed(4)}]`,
                ),
              },
            ]
          : []),
      ],
      notes: hasTests
        ? [
            {
              en: "Sobel: normal p value of a·b.",
              zh: "Sobel 检验报告 a·b 的正态 p 值。",
            },
          ]
        : [],
    });
    return output({
      tables: [table],
      results: {
        steps: found.steps,
        treatment,
        columns: results.map((r) => r.json),
        paths: found.paths.map(({ a: _a, b: _b, ...rest }) => rest),
      },
      warnings: found.warnings,
      estimates: estimatesOf(results),
      methods: [
        ...methodsOf(results),
        entry.steps === "two" ? TWO_STEPS : { ...THREE_STEPS, cites: ["mediation", "sobel"] },
      ],
    });
  },
});

/** The outcome on the mediator without the treatment. */
function alone(model: ReturnType<typeof resolveModel>, terms: readonly string[]): ColumnResult {
  const fit = regress(model.panel, formulaOf(model, { terms }), model.options);
  return ofFit({ ...model, regressors: terms.slice(0, 1) }, fit);
}

const TWO_STEPS: MethodSentence = {
  en: "Mechanisms are examined in two steps: outcome and mediator on the policy (Jiang 2022).",
  zh: "机制检验采用两步法：考察政策对结果与中介变量的影响（江艇，2022）。",
  cites: ["jiang"],
};

const THREE_STEPS = {
  en: "Mediation is examined in three steps with Sobel's test (Wen and Ye 2014; Sobel 1982).",
  zh: "中介效应采用三步法并以 Sobel 检验（温忠麟、叶宝娟，2014；Sobel，1982）。",
};
