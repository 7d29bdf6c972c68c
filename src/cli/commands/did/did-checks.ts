import { referee, specificationCurve } from "../../../check/index.js";
import {
  compare,
  designFacts,
  eventStudyFit,
  eventStudyJson,
  type HonestRow,
  honest,
  honestInput,
  readFormula,
  specificationGrid,
} from "../../../did/index.js";
import {
  comparisonFigure,
  comparisonTable,
  type FigureModel,
  refereeTable,
  specificationFigure,
  specificationTable,
} from "../../../report/index.js";
import type { EventStudy } from "../../../result/index.js";
import { realNumber } from "../../options.js";
import { needsWith } from "./did-check-options.js";
import {
  CLUSTERED,
  type DidAnswer,
  type DidMethod,
  type DidRequest,
  ENGINE,
} from "./did-method.js";
import { pair } from "./did-options.js";
import { rowsText, type Say } from "./did-text.js";

/** Comparison of estimators, specification curve, sensitivity, referee check. */
export const didChecks: Readonly<Record<string, DidMethod>> = {
  compare: { takes: CLUSTERED, run: runCompare },
  "spec-curve": {
    takes: [...CLUSTERED, "choices", "samples", "fixedEffects", "variances"],
    run: runCurve,
  },
  honest: { takes: [...ENGINE, "bins", "restriction", "target", "m", "seed"], run: runHonest },
  referee: { takes: [...CLUSTERED, "lat", "lon", "cutoff", "lag", "draws"], run: runReferee },
};

const titleOf = ({ method, kind }: EventStudy, say: Say): string =>
  method === undefined ? kind : say(method.title.en, method.title.zh);

function runCompare({ sample, say }: DidRequest): DidAnswer {
  const found = compare({ sample });
  const studies = found.studies.map((s) => ({ label: s.method?.title ?? s.kind, result: s }));
  const rows = found.studies.flatMap((s) =>
    s.att === null ? [] : [{ ...s.att, name: titleOf(s, say) }],
  );
  return {
    text: rowsText(
      rows,
      say(`${found.outcome}: average effect`, `${found.outcome}：平均效应`),
      say,
    ),
    json: { ...found, studies: found.studies.map(eventStudyJson) },
    warnings: [...found.warnings, ...found.skipped.map((s) => s.reason)],
    table: comparisonTable(studies),
    figure: comparisonFigure(studies.filter((s) => s.result.events.length > 0)),
  };
}

function runCurve({ table, formula, keys, sample, options, say }: DidRequest): DidAnswer {
  const { cluster } = sample().spec;
  const grid = specificationGrid(
    table,
    formula,
    cluster === undefined ? keys : { ...keys, cluster },
    {
      ...(options.choices === undefined ? {} : { optional: options.choices }),
      ...(options.samples === undefined ? {} : { samples: options.samples.map(conditionOf) }),
      ...(options.fixedEffects === undefined ? {} : { fixedEffects: options.fixedEffects }),
      ...(options.variances === undefined ? {} : { variances: options.variances }),
    },
  );
  const found = specificationCurve(grid.dimensions, grid.estimate);
  const { share, median, specifications, failed } = found;
  const percent = (v: number) => (100 * v).toFixed(1);
  const lost =
    failed.length === 0
      ? ""
      : say(`, ${failed.length} could not be estimated`, `，另有 ${failed.length} 种无法估计`);
  return {
    text: say(
      `${specifications.length} specifications${lost}: median ${median.toFixed(4)}, range ${specifications[0]!.estimate.toFixed(4)} to ${specifications.at(-1)!.estimate.toFixed(4)}; ${percent(share.significant)} % significant at 5 %, ${percent(share.significantSameSign)} % with the sign of the median`,
      `${specifications.length} 种设定${lost}：中位数 ${median.toFixed(4)}，范围 ${specifications[0]!.estimate.toFixed(4)} 至 ${specifications.at(-1)!.estimate.toFixed(4)}；在 5% 水平上显著的占 ${percent(share.significant)}%，显著且与中位数同号的占 ${percent(share.significantSameSign)}%`,
    ),
    json: { ...found },
    warnings: [
      ...grid.warnings,
      ...grid.empty.map(({ what, reason }) => ({
        code: reason.code,
        en: `${what}: ${reason.text.what.en}`,
        zh: `${what}：${reason.text.what.zh}`,
      })),
    ],
    table: specificationTable(found),
    figure: specificationFigure(found, { baseline: grid.baseline }),
  };
}

/** `label: condition`, or a condition that is its own label. */
function conditionOf(text: string): { name: string; where: string } {
  const [label, ...rest] = text.split(": ");
  const where = rest.join(": ").trim();
  return where === "" ? { name: text, where: text } : { name: label!.trim(), where };
}

function runHonest(request: DidRequest): DidAnswer {
  const { table, formula, keys, regress, options, given, say } = request;
  needsWith(
    given,
    ["seed"],
    options.restriction !== "smoothness",
    "--restriction relative with it",
  );
  const bins = options.bins === undefined ? {} : { bins: pair("--bins")(options.bins) };
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
    figure: boundsFigure(rows, original, sign),
  };
}

function runReferee({ table, formula, keys, regress, options, say }: DidRequest): DidAnswer {
  const { vcov } = regress;
  const [cluster] = vcov.type === "cluster" ? vcov.cluster : [];
  const s = readFormula(table, formula, cluster === undefined ? keys : { ...keys, cluster });
  // Driscoll–Kraay and Newey–West allow for correlation in time as clusters do.
  const isSerial = ["cluster", "dk", "nw"].includes(vcov.type);
  const facts = designFacts(s, {
    logs: { table, formula },
    variance: isSerial ? "clustered" : "not-clustered",
    ...(options.draws === undefined ? {} : { draws: [{ name: "draws", count: options.draws }] }),
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
    table: refereeTable(findings),
  };
}

/** The interval under parallel trends, and those of each bound beside it. */
function boundsFigure(
  rows: readonly HonestRow[],
  original: Omit<HonestRow, "m">,
  sign: string,
): FigureModel {
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
        y: { kind: "value", label: { en: "95% interval", zh: "95% 置信区间" }, include: [0] },
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
