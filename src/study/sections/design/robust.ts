import { z } from "zod";
import { type Notice, UserError } from "../../../base/index.js";
import { ownWarnings, staticEffect, studyLabel } from "../../../did/index.js";
import { comparisonFigure, describeResult, regressionTable } from "../../../report/index.js";
import type { EventStudy } from "../../../result/index.js";
import { modelFields } from "../../file/schema/column-schema.js";
import { labelsOf } from "../labels.js";
import { didSample } from "../model/did-model.js";
import { EVENT_METHODS, type EventMethod, eventMethod } from "../model/event-method.js";
import { resolveModel } from "../model/model.js";
import { defineSection, notesOf, output, type SectionKind } from "../section.js";

/** Estimators that robustness tables usually set side by side. */
const USUAL = ["twfe", "gardner", "bjs", "cs", "sunab", "stacked"] as const;

const shape = {
  ...modelFields,
  methods: z.array(z.enum(EVENT_METHODS)).min(1).optional(),
};

/** Heterogeneity-robust estimators side by side.   中文: 异质性稳健估计量对照 */
export const robust = comparison("robust", {
  en: "Estimators robust to heterogeneous effects",
  zh: "异质性稳健估计量",
});

/** The same under the name of the command. */
export const compareSection = comparison("compare", {
  en: "Estimators compared",
  zh: "各估计量对照",
});

function comparison(name: string, title: { en: string; zh: string }): SectionKind {
  return defineSection({
    name,
    title,
    shape,
    make: (frame, entry, context) => {
      const { sample, policy } = didSample(frame, resolveModel(frame, entry));
      const done: { method: EventMethod; label: string; result: EventStudy }[] = [];
      const skipped: Notice[] = [];
      for (const method of entry.methods ?? USUAL) {
        try {
          const study = eventMethod(method, sample);
          // Two-way fixed effects has its static coefficient, the others their own average.
          const result = method === "twfe" ? { ...study, att: staticEffect(sample).att } : study;
          done.push({ method, label: method === "cs" ? studyLabel(result) : method, result });
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          skipped.push({ code: error.code, ...error.text.what });
        }
      }
      const columns = done.map(({ result }) => ({
        outcome: result.outcome,
        terms: result.att === null ? [] : [{ name: policy.name, ...result.att }],
        nobs: result.nobs,
      }));
      const table = regressionTable(columns, {
        title: context.title,
        parentheses: entry.parentheses ?? frame.study.parentheses,
        digits: entry.digits ?? frame.study.digits,
        labels: labelsOf(frame),
        headings: done.map(({ label }) => label),
        notes: [...skipped.map(({ en, zh }) => ({ en, zh })), ...notesOf(frame, entry)],
        lineage: (column, term) => `coefficient:${context.id}:${column + 1}:${term}`,
      });
      const figure = comparisonFigure(
        done.map(({ label, result }) => ({ label, result })),
        { title: context.title, notes: notesOf(frame, entry) },
      );
      return output({
        tables: [table],
        figures: [figure],
        results: { studies: done.map(({ result }) => result), skipped },
        warnings: [
          ...sample.warnings,
          ...done.flatMap(({ method, result }) => ownWarnings(method, result, sample)),
          ...skipped,
        ],
        methods: done.map(({ result }) => describeResult(result)),
        estimates: done.flatMap(({ result }, i) =>
          result.att === null
            ? []
            : [
                {
                  column: i + 1,
                  term: policy.name,
                  estimate: result.att.estimate,
                  ciLow: result.att.ciLow ?? Number.NaN,
                  ciHigh: result.att.ciHigh ?? Number.NaN,
                  behind: [result.outcome, policy.name],
                },
              ],
        ),
      });
    },
  });
}
