import { asStudy, compare, compareMethod, didEffect, didEffects } from "../../../did/index.js";
import {
  comparisonFigure,
  describeResult,
  regressionTable,
  type Wording,
} from "../../../report/index.js";
import type { EventStudy } from "../../../result/index.js";
import { modelFields } from "../../file/schema/column-schema.js";
import { optionKeys } from "../../file/schema/method-schema.js";
import { labelsOf } from "../labels.js";
import { didSample } from "../model/did-model.js";
import { resolveModel } from "../model/model.js";
import { defineSection, notesOf, output, type SectionKind } from "../section.js";

/** Estimators that robustness tables usually set side by side. */
const usual = didEffects().filter((m) => m.compared?.when === "usual");

const shape = {
  ...modelFields,
  ...optionKeys(compareMethod.options),
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

const titleOf = (result: EventStudy): Wording => result.method?.title ?? result.kind;

function comparison(name: string, title: { en: string; zh: string }): SectionKind {
  return defineSection({
    name,
    title,
    shape,
    make: (frame, entry, context) => {
      const { sample, policy } = didSample(frame, resolveModel(frame, entry));
      const input = { sample: () => sample };
      const found = compare(input, entry.methods?.map((name) => didEffect(name)!) ?? usual);
      const done = found.studies;
      const skipped = found.skipped.map(({ reason }) => reason);
      const columns = done.map((result) => ({
        outcome: result.outcome,
        terms: result.att === null ? [] : [{ name: policy.name, ...result.att }],
        nobs: result.nobs,
      }));
      const table = regressionTable(columns, {
        title: context.title,
        parentheses: entry.parentheses ?? frame.study.parentheses,
        digits: entry.digits ?? frame.study.digits,
        labels: labelsOf(frame),
        headings: done.map(titleOf),
        notes: [...skipped.map(({ en, zh }) => ({ en, zh })), ...notesOf(frame, entry)],
        lineage: (column, term) => `coefficient:${context.id}:${column + 1}:${term}`,
      });
      // The table has the one coefficient of two-way fixed effects, the figure its path.
      const paths = done.map((result) =>
        result.events.length > 0 ? result : asStudy(didEffect("event-study")!.run(input)),
      );
      const figure = comparisonFigure(
        paths.map((result) => ({ label: titleOf(result), result })),
        { title: context.title, notes: notesOf(frame, entry) },
      );
      return output({
        tables: [table],
        figures: [figure],
        results: { studies: done, skipped },
        warnings: [...found.warnings, ...skipped],
        methods: paths.map((result) => describeResult(result)),
        estimates: done.flatMap((result, i) =>
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
