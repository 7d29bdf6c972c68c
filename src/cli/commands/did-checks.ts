import { optionalColumns, referee, specificationCurve } from "../../check/index.js";
import {
  compare,
  designFacts,
  didError,
  eventStudyFit,
  eventStudyJson,
  type HonestRow,
  honest,
  honestInput,
  specificationEngine,
} from "../../did/index.js";
import {
  comparisonFigure,
  type FigureModel,
  genericTable,
  specificationFigure,
  specificationTable,
} from "../../report/index.js";
import { realNumber } from "../options.js";
import type { DidMethod } from "./did-method.js";
import { rowsText } from "./did-text.js";

/** Comparison of estimators, specification curve, referee check. */
export const didChecks: Readonly<Record<string, DidMethod>> = {
  compare: ({ sample, say }) => {
    const found = compare(sample());
    const rows = found.studies.flatMap((s) => (s.att === null ? [] : [{ ...s.att, name: s.kind }]));
    const times = [...new Set(found.studies.flatMap((s) => s.events.map((e) => e.time)))];
    times.sort((a, b) => a - b);
    return {
      text: rowsText(
        rows,
        say(`${found.outcome}: average effect`, `${found.outcome}：平均效应`),
        say,
      ),
      json: { ...found, studies: found.studies.map(eventStudyJson) },
      warnings: [...found.warnings, ...found.skipped.map((s) => s.reason)],
      table: genericTable({
        title: { en: "Estimators compared", zh: "各估计量对照" },
        columns: [
          { header: { en: "relative time", zh: "相对期" } },
          ...found.studies.map((s) => ({ header: s.kind, digits: 4 })),
        ],
        rows: [
          ["ATT", ...found.studies.map((s) => s.att?.estimate ?? null)],
          ...times.map((t) => [
            String(t),
            ...found.studies.map((s) => s.events.find((e) => e.time === t)?.estimate ?? null),
          ]),
        ],
      }),
      figure: comparisonFigure(found.studies.map((s) => ({ label: s.kind, result: s }))),
    };
  },
  "spec-curve": ({ sample, options, say }) => {
    const s = sample();
    const names = options.choices ?? s.covariates;
    const optional = names.map((name) => {
      const at = s.covariates.indexOf(name);
      if (at >= 0) return at;
      throw didError("bad-option", {
        option: "--choices",
        value: name,
        expected: `covariates of the formula: ${s.covariates.join(", ")}`,
      });
    });
    const fixed = s.covariates.map((_, j) => j).filter((j) => !optional.includes(j));
    const engine = specificationEngine(s);
    const dimensions = [
      ...optionalColumns(names),
      { name: "variance", choices: [s.clusterName, "hc1"] },
    ];
    const found = specificationCurve(dimensions, (choice) =>
      engine(
        [...fixed, ...optional.filter((_, j) => choice[j] === 1)],
        choice[choice.length - 1] === 0 ? "cluster" : "hc1",
      ),
    );
    const { share, median, specifications } = found;
    return {
      text: say(
        `${specifications.length} specifications: median ${median.toFixed(4)}, ${(100 * share.significantSameSign).toFixed(1)} % significant with the same sign`,
        `${specifications.length} 种设定：中位数 ${median.toFixed(4)}，同号且显著的占 ${(100 * share.significantSameSign).toFixed(1)}%`,
      ),
      json: { ...found },
      warnings: s.warnings,
      table: specificationTable(found),
      figure: specificationFigure(found),
    };
  },
  honest: ({ table, formula, keys, regress, options, say }) => {
    const bins = options.bins === undefined ? {} : { bins: options.bins };
    const study = eventStudyFit(table, formula, keys, regress, { ...bins, bands: "pointwise" });
    const { restriction, target, seed } = options;
    const found = honest(honestInput(study), {
      seed,
      ...(restriction === undefined ? {} : { restriction }),
      ...(target === undefined ? {} : { target }),
      ...(options.m === undefined ? {} : { m: options.m.map(realNumber("--m")) }),
    });
    const sign = found.restriction === "relative" ? "M̄" : "M";
    const cell = (v: number | null) => (v === null ? "–" : v.toFixed(4));
    const { original, rows } = found;
    return {
      text: [
        say(
          `effect (${found.target}) ${original.estimate.toFixed(4)} [${cell(original.ciLow)}, ${cell(original.ciHigh)}]`,
          `效应（${found.target === "first" ? "首期" : "平均"}）${original.estimate.toFixed(4)} [${cell(original.ciLow)}, ${cell(original.ciHigh)}]`,
        ),
        ...rows.map((r) => `${sign} = ${r.m}: [${cell(r.ciLow)}, ${cell(r.ciHigh)}]`),
      ].join("\n"),
      json: { ...found, outcome: study.outcome, nobs: study.nobs },
      warnings: study.warnings,
      seed,
      figure: boundsFigure(rows, sign),
    };
  },
  referee: ({ sample, options, table, formula, say }) => {
    const s = sample();
    const facts = designFacts(s, {
      logs: { table, formula },
      ...(options.draws === undefined
        ? {}
        : { draws: [{ name: "placebo", count: options.draws }] }),
    });
    const findings = referee(facts);
    const mark = { pass: "✓", warn: "!", fail: "✗", "not-run": "–" };
    const lines = findings.map((f) => {
      const advice = f.advice === undefined ? "" : `\n    → ${say(f.advice.en, f.advice.zh)}`;
      return `${mark[f.status]} ${f.rule}: ${say(f.text.en, f.text.zh)}${advice}`;
    });
    return {
      text: lines.join("\n"),
      json: { kind: "referee", findings, facts },
      warnings: s.warnings,
    };
  },
};

/** Intervals by bound. */
function boundsFigure(rows: readonly HonestRow[], sign: string): FigureModel {
  const points = rows.flatMap((r) => {
    if (r.ciLow === null || r.ciHigh === null) return [];
    return [{ x: r.m, y: (r.ciLow + r.ciHigh) / 2, low: r.ciLow, high: r.ciHigh }];
  });
  return {
    kind: "figure",
    type: "honest",
    title: { en: "Sensitivity to violations of parallel trends", zh: "平行趋势敏感性分析" },
    panels: [
      {
        x: { kind: "value", label: { en: `Bound ${sign}`, zh: `界限 ${sign}` } },
        y: { kind: "value", label: { en: "95 % interval", zh: "95% 置信区间" }, include: [0] },
        marks: [
          { kind: "rule", across: "y", at: 0, dash: "solid" },
          { kind: "interval", ink: 0, points },
        ],
      },
    ],
    notes: [],
    data: {
      columns: ["m", "low", "high"],
      rows: rows.map((r) => [r.m, r.ciLow, r.ciHigh]),
    },
  };
}
