import type { Comparison, HonestStudy, Referee, SpecificationCurve } from "../../../did/index.js";
import { eventStudyJson } from "../../../did/index.js";
import {
  baconFigure,
  baconTable,
  comparisonFigure,
  comparisonTable,
  type FigureModel,
  refereeTable,
  specificationFigure,
  specificationTable,
  twfeWeightsTable,
} from "../../../report/index.js";
import {
  type Decomposition,
  type EventStudy,
  percentOf,
  type TwfeWeights,
} from "../../../result/index.js";
import type { DidAnswer, DidRequest } from "./did-method.js";
import { baconText, rowsText, type Say, weightsText } from "./did-text.js";

/** Decompositions, comparisons, specification curve, sensitivity, referee check, by kind of result. */
export const checkViews = {
  bacon: (found: Decomposition, { say }: DidRequest): DidAnswer => ({
    text: baconText(found, say),
    json: { ...found },
    warnings: found.warnings,
    table: baconTable(found),
    figure: baconFigure(found),
  }),
  weights: (found: TwfeWeights, { say }: DidRequest): DidAnswer => ({
    text: weightsText(found, say),
    json: { ...found },
    warnings: found.warnings,
    table: twfeWeightsTable(found),
  }),
  compare: comparisonView,
  "specification-curve": curveView,
  honest: honestView,
  referee: refereeView,
};

const titleOf = ({ method, kind }: EventStudy, say: Say): string =>
  method === undefined ? kind : say(method.title.en, method.title.zh);

function comparisonView(found: Comparison, { options, say }: DidRequest): DidAnswer {
  const studies = found.studies.map((s) => ({ label: s.method?.title ?? s.kind, result: s }));
  const rows = found.studies.flatMap((s) =>
    s.att === null ? [] : [{ ...s.att, name: titleOf(s, say) }],
  );
  return {
    text: rowsText(
      rows,
      say(`${found.outcome}: average effect`, `${found.outcome}：平均效应`),
      say,
      options.level,
    ),
    json: { ...found, studies: found.studies.map(eventStudyJson) },
    warnings: [...found.warnings, ...found.skipped.map((s) => s.reason)],
    table: comparisonTable(studies),
    figure: comparisonFigure(studies.filter((s) => s.result.events.length > 0)),
  };
}

function curveView(curve: SpecificationCurve, { say }: DidRequest): DidAnswer {
  const { baseline, warnings, ...found } = curve;
  const { share, median, specifications, failed } = found;
  const percent = (v: number) => (100 * v).toFixed(1);
  const size = Number((100 * (1 - (found.level ?? 0.95))).toFixed(6));
  const lost =
    failed.length === 0
      ? ""
      : say(`, ${failed.length} could not be estimated`, `，另有 ${failed.length} 种无法估计`);
  return {
    text: say(
      `${specifications.length} specifications${lost}: median ${median.toFixed(4)}, range ${specifications[0]!.estimate.toFixed(4)} to ${specifications.at(-1)!.estimate.toFixed(4)}; ${percent(share.significant)} % significant at ${size} %, ${percent(share.significantSameSign)} % with the sign of the median`,
      `${specifications.length} 种设定${lost}：中位数 ${median.toFixed(4)}，范围 ${specifications[0]!.estimate.toFixed(4)} 至 ${specifications.at(-1)!.estimate.toFixed(4)}；在 ${size}% 水平上显著的占 ${percent(share.significant)}%，显著且与中位数同号的占 ${percent(share.significantSameSign)}%`,
    ),
    json: { ...found },
    warnings,
    table: specificationTable(found),
    figure: specificationFigure(found, { baseline }),
  };
}

function honestView(found: HonestStudy, { options, say }: DidRequest): DidAnswer {
  const sign = found.restriction === "relative" ? "M̄" : "M";
  const cell = (v: number | null) => (v === null ? "–" : v.toFixed(4));
  const { original, rows } = found;
  return {
    text: [
      say(
        `${percentOf(found.level)} intervals; effect (${found.target}) ${original.estimate.toFixed(4)} [${cell(original.ciLow)}, ${cell(original.ciHigh)}]`,
        `${percentOf(found.level)} 区间；效应（${found.target === "first" ? "首期" : "平均"}）${original.estimate.toFixed(4)} [${cell(original.ciLow)}, ${cell(original.ciHigh)}]`,
      ),
      ...rows.map((r) => `${sign} = ${r.m}: [${cell(r.ciLow)}, ${cell(r.ciHigh)}]`),
    ].join("\n"),
    json: { ...found },
    warnings: found.warnings,
    seed: found.seed ?? options.seed,
    figure: boundsFigure(found, sign),
  };
}

function refereeView({ findings, facts, warnings }: Referee, { say }: DidRequest): DidAnswer {
  const mark = { pass: "✓", warn: "!", fail: "✗", "not-run": "–" };
  const lines = findings.map((f) => {
    const advice = f.advice === undefined ? "" : `\n    → ${say(f.advice.en, f.advice.zh)}`;
    return `${mark[f.status]} ${f.rule}: ${say(f.text.en, f.text.zh)}${advice}`;
  });
  return {
    text: lines.join("\n"),
    json: { kind: "referee", findings, facts },
    warnings,
    table: refereeTable(findings),
  };
}

/** The interval under parallel trends, and those of each bound beside it. */
function boundsFigure({ rows, original, level }: HonestStudy, sign: string): FigureModel {
  const percent = percentOf(level);
  const points = [original, ...rows].flatMap(({ ciLow, ciHigh }, x) =>
    ciLow === null || ciHigh === null
      ? []
      : [{ x, y: (ciLow + ciHigh) / 2, low: ciLow, high: ciHigh }],
  );
  const categories = [
    { en: "parallel", zh: "平行趋势" },
    ...rows.map((r) => String(Number(r.m.toPrecision(4)))),
  ];
  return {
    kind: "figure",
    type: "honest",
    title: { en: "Sensitivity to violations of parallel trends", zh: "平行趋势敏感性分析" },
    panels: [
      {
        x: { kind: "category", categories, label: { en: `Bound ${sign}`, zh: `界限 ${sign}` } },
        y: {
          kind: "value",
          label: { en: `${percent} interval`, zh: `${percent} 置信区间` },
          include: [0],
        },
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
