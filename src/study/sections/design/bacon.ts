import { bacon, baconMethod } from "../../../did/index.js";
import { BACON_NAMES, baconFigure, describeResult, genericTable } from "../../../report/index.js";
import type { BaconType } from "../../../result/index.js";
import { modelFields } from "../../file/schema/column-schema.js";
import { names } from "../../file/schema/common.js";
import { optionKeys } from "../../file/schema/method-schema.js";
import { didSample } from "../model/did-model.js";
import { resolveModel } from "../model/model.js";
import { defineSection, labelOf, notesOf, output } from "../section.js";

/** Goodman-Bacon decomposition, one policy or several side by side.   中文: Bacon 分解 */
export const baconSection = defineSection({
  name: "bacon",
  title: { en: "Goodman-Bacon decomposition", zh: "Goodman-Bacon 分解" },
  shape: {
    ...modelFields,
    policies: names.min(1).optional(),
    ...optionKeys(baconMethod.options),
  },
  make: (frame, entry, context) => {
    const asked = entry.policies ?? [entry.policy ?? frame.study.policyName];
    const found = asked.map((policy) => {
      const model = resolveModel(frame, entry, policy === undefined ? {} : { policy });
      const own = { ...model, regressors: policy === undefined ? model.regressors : [policy] };
      const { sample, policy: about } = didSample(frame, own, { variance: "unused" });
      const options = entry.balance === undefined ? {} : { balance: entry.balance };
      return { name: about.name, result: bacon(sample, options) };
    });
    const types = (Object.keys(BACON_NAMES) as BaconType[]).filter((t) =>
      found.some(({ result }) => result.byType.some((b) => b.type === t)),
    );
    const cells = (pick: (r: (typeof found)[number]["result"]) => (number | null)[]) =>
      found.flatMap(({ result }) => pick(result));
    const several = found.length > 1;
    const table = genericTable({
      title: context.title,
      columns: [
        { header: { en: "Comparison", zh: "比较类型" } },
        ...found.flatMap(() => [
          { header: { en: "Weight", zh: "权重" }, digits: 4 },
          { header: { en: "Estimate", zh: "估计值" }, digits: 4 },
        ]),
      ],
      ...(several
        ? {
            spans: found.map(({ name }, j) => ({
              text: labelOf(frame, name),
              from: 2 * j + 1,
              to: 2 * j + 2,
            })),
          }
        : {}),
      rows: [
        ...types.map((type) => [
          BACON_NAMES[type],
          ...cells((r) => {
            const row = r.byType.find((b) => b.type === type);
            // With covariates the variation inside cohorts has its share of the weight.
            const share = 1 - (r.within?.weight ?? 0);
            return row === undefined ? [null, null] : [share * row.weight, row.estimate];
          }),
        ]),
        ...(found.some(({ result }) => result.within !== null)
          ? [
              [
                { en: "Within cohorts (covariates)", zh: "批次内（协变量）" },
                ...cells((r) =>
                  r.within === null ? [null, null] : [r.within.weight, r.within.estimate],
                ),
              ],
            ]
          : []),
        [{ en: "Two-way estimate", zh: "双向固定效应估计" }, ...cells((r) => [1, r.twfe])],
      ],
      notes: notesOf(frame, entry),
    });
    const figures = found.map(({ name, result }) => {
      const label = labelOf(frame, name);
      const title = several
        ? { en: `${context.title.en}: ${label.en}`, zh: `${context.title.zh}：${label.zh}` }
        : context.title;
      return {
        part: several ? name : null,
        model: baconFigure(result, { title, notes: notesOf(frame, entry) }),
      };
    });
    return output({
      tables: [table],
      figures,
      results: { decompositions: found.map(({ name, result }) => ({ policy: name, ...result })) },
      warnings: found.flatMap(({ result }) => result.warnings),
      methods: found.map(({ result }) => describeResult(result)),
    });
  },
});
