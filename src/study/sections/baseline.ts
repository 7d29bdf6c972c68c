import { regress } from "../../regress/index.js";
import { regressionTable } from "../../report/index.js";
import { labelsOf, type SectionKind, simulatedNote } from "./section.js";

/** The baseline regression: without and with controls, both with all effects. 中文: 基准回归 */
export const baseline: SectionKind = {
  name: "baseline",
  title: { en: "Baseline regression", zh: "基准回归" },
  options: [],
  make: (frame) => {
    const { study, panel } = frame;
    const effects = study.fixedEffects.join(" + ");
    const policy = study.policy.name;
    const columns = [[policy], [policy, ...study.controls]];
    const vcov =
      study.cluster.length > 0
        ? ({ type: "cluster", cluster: study.cluster } as const)
        : ({ type: "hc1" } as const);
    const fits = columns.map((terms) =>
      regress(panel, `${study.outcome} ~ ${terms.join(" + ")} | ${effects}`, { vcov }),
    );
    const table = regressionTable(fits, {
      title: baseline.title,
      labels: labelsOf(frame),
      digits: 4,
      fitRows: ["r2Adj", "r2Within"],
      notes: simulatedNote(frame),
      lineage: (column, term) => `coefficient:baseline:${column + 1}:${term}`,
    });
    return {
      tables: [table],
      figures: [],
      results: { fits: fits.map((fit) => fit.toJSON()) },
      warnings: fits.flatMap((fit) => fit.warnings),
      estimates: fits.flatMap((fit, i) =>
        fit.tidy().map((row) => ({
          column: i + 1,
          term: row.name,
          estimate: row.estimate,
          ciLow: row.ciLow ?? Number.NaN,
          ciHigh: row.ciHigh ?? Number.NaN,
        })),
      ),
    };
  },
};
