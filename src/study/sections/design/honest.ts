import { eventStudy, honest, honestInput, honestMethod } from "../../../did/index.js";
import { genericTable } from "../../../report/index.js";
import { modelFields } from "../../file/schema/column-schema.js";
import { optionKeys } from "../../file/schema/method-schema.js";
import { didSample } from "../model/did-model.js";
import { resolveModel } from "../model/model.js";
import { defineSection, notesOf, output } from "../section.js";

/** Its seed is the study's. */
const { seed: _, ...keys } = optionKeys(honestMethod.options);

/** Rambachan–Roth: how much the trends may differ.   中文: 平行趋势敏感性 */
export const honestSection = defineSection({
  name: "honest",
  title: { en: "Sensitivity to violations of parallel trends", zh: "平行趋势偏离的敏感性" },
  shape: {
    ...modelFields,
    ...keys,
  },
  make: (frame, entry, context) => {
    const { sample } = didSample(frame, resolveModel(frame, entry));
    const study = eventStudy(sample, {
      bands: "pointwise",
      ...(entry.bins === undefined ? {} : { bins: entry.bins }),
    });
    const { restriction = "relative", target = "first", m } = entry;
    const found = honest(honestInput(study), {
      restriction,
      target,
      seed: context.seed,
      ...(m === undefined ? {} : { m }),
    });
    const sign = restriction === "relative" ? "M̄" : "M";
    const table = genericTable({
      title: context.title,
      columns: [
        { header: sign, digits: 4 },
        { header: { en: "Lower bound", zh: "区间下限" }, digits: 4 },
        { header: { en: "Upper bound", zh: "区间上限" }, digits: 4 },
      ],
      rows: [
        [{ en: "original", zh: "原区间" }, found.original.ciLow, found.original.ciHigh],
        ...found.rows.map((r) => [String(Number(r.m.toPrecision(4))), r.ciLow, r.ciHigh]),
      ],
      notes: [
        {
          en: `95% intervals for the ${target === "first" ? "first effect" : "average effect"} (Rambachan and Roth 2023); breakdown ${found.breakdown ?? "none"}.`,
          zh: `${target === "first" ? "首期效应" : "平均效应"}的 95% 区间（Rambachan 和 Roth，2023）；临界值 ${found.breakdown ?? "无"}。`,
        },
        ...notesOf(frame, entry),
      ],
    });
    return output({
      tables: [table],
      results: { ...found },
      warnings: study.warnings,
      methods: [
        {
          en: "Violations of parallel trends are bounded as in Rambachan and Roth (2023).",
          zh: "平行趋势的偏离按 Rambachan 和 Roth（2023）加以界定。",
          cites: honestMethod.cites,
        },
      ],
    });
  },
});
