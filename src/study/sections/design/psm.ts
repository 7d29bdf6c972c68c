import { z } from "zod";
import { psmDid } from "../../../did/index.js";
import {
  balanceFigure,
  balanceTable,
  describeResult,
  type FigureModel,
  supportFigure,
  type TableModel,
  type Wording,
} from "../../../report/index.js";
import type { Balance } from "../../../result/index.js";
import { modelFields } from "../../file/schema/column-schema.js";
import type { StudyFrame } from "../../stages/frame.js";
import { columnsTable, estimatesOf, methodsOf } from "../effects/columns-table.js";
import { labelsOf } from "../labels.js";
import { didSample } from "../model/did-model.js";
import { type MatchingOptions, matchModel, withoutGaps } from "../model/match-model.js";
import { matchingShape } from "../model/method-options.js";
import { type Model, resolveModel } from "../model/model.js";
import { type ColumnResult, matchingName, ofData, ofFit } from "../model/run-column.js";
import { defineSection, notesOf, output, type Piece } from "../section.js";

const { treated, on, score, when, support, weighting, ...matching } = matchingShape;

/** One way of matching, estimated. */
interface Matched {
  readonly name: Wording;
  readonly column: ColumnResult;
  readonly balance: Balance | null;
  readonly before: { readonly treated: number[]; readonly control: number[] };
  readonly after: {
    readonly treated: number[];
    readonly control: number[];
    readonly weights: { readonly treated: number[]; readonly control: number[] };
  };
}

/** Matching, its balance, and the estimate on the matched rows.   中文: 倾向得分匹配 */
export const psmSection = defineSection({
  name: "psm",
  title: { en: "Propensity-score matching", zh: "倾向得分匹配" },
  shape: {
    ...modelFields,
    treated,
    on,
    score,
    when,
    support,
    weighting,
    /** Each with its own options; default nearest 1:1. */
    methods: z
      .array(z.strictObject({ ...matching, method: matching.method.unwrap() }))
      .min(1)
      .default([{ method: "nearest" }]),
  },
  make: (frame, entry, context) => {
    const model = resolveModel(frame, entry);
    const common = { treated, on, score, when, support, weighting } as const;
    const shared = Object.fromEntries(
      Object.keys(common).map((k) => [k, entry[k as keyof typeof common]]),
    );
    const found = entry.methods.map((how) =>
      matched(frame, model, { ...shared, ...how } as MatchingOptions),
    );
    const several = found.length > 1;
    const table = columnsTable(
      frame,
      found.map((f) => f.column),
      { entry, context, show: model.regressors, headings: found.map((f) => f.name) },
    );
    const notes = notesOf(frame, entry);
    const tables: Piece<TableModel>[] = [{ part: null, model: table }];
    const figures: Piece<FigureModel>[] = [];
    found.forEach(({ name, balance, before, after }, i) => {
      const suffix = several ? `-${entry.methods[i]!.method}${i > 0 ? i + 1 : ""}` : "";
      const titled = (en: string, zh: string) => ({
        en: several ? `${en}: ${inEn(name)}` : en,
        zh: several ? `${zh}：${inZh(name)}` : zh,
      });
      if (balance === null) return;
      const labels = labelsOf(frame);
      const title = titled("Balance of covariates", "协变量平衡性");
      tables.push({
        part: `balance${suffix}`,
        model: balanceTable(balance, { title, labels, notes }),
      });
      figures.push({
        part: `balance${suffix}`,
        model: balanceFigure(balance, { title, labels, notes }),
      });
      if (before.treated.length > 1 && after.control.length > 1) {
        figures.push({
          part: `support${suffix}`,
          model: supportFigure(before, after, {
            title: titled("Propensity scores before and after matching", "匹配前后的倾向得分"),
            notes,
          }),
        });
      }
    });
    return output({
      tables,
      figures,
      results: {
        columns: found.map((f) => f.column.json),
        balance: found.map((f) => f.balance),
      },
      warnings: found.flatMap((f) => f.column.warnings),
      estimates: estimatesOf(found.map((f) => f.column)),
      methods: [
        ...methodsOf(found.map((f) => f.column)),
        ...found.flatMap(({ balance, name }) =>
          balance === null ? [] : [describeResult({ kind: "balance", balance, method: name })],
        ),
      ],
    });
  },
});

function matched(frame: StudyFrame, model: Model, options: MatchingOptions): Matched {
  const name = matchingName(options);
  if (options.treated !== undefined) {
    const found = matchModel(model, options);
    return {
      name,
      column: ofFit(model, found.fit, matchingFoot(found.matched, found.offSupport)),
      balance: found.balance,
      ...groups(found.scores, (i) => found.treated[i] === 1, found.weights),
    };
  }
  const { on: own, treated: _treated, ...how } = options;
  const { sample, policy } = didSample(
    frame,
    own === undefined ? model : { ...model, controls: own },
  );
  const found = psmDid(sample, withoutGaps(how));
  const notes = pairNotes(found.pairs.length, found.crossPeriod);
  return {
    name,
    column: ofData(
      model,
      found.fit,
      policy.name,
      matchingFoot(found.pairs.length, found.offSupport),
      notes,
    ),
    balance: found.balance,
    ...groups(found.scores, (i) => Number.isFinite(sample.first[sample.unit[i]!]!), found.weights),
  };
}

function matchingFoot(pairs: number, offSupport: number): ColumnResult["foot"] {
  return [
    { label: { en: "Treated matched", zh: "匹配的处理组" }, value: pairs },
    { label: { en: "Off support", zh: "未匹配的处理组" }, value: offSupport },
  ];
}

/** What a reader must know of pairs whose rows are of different years. */
function pairNotes(pairs: number, crossPeriod: number): Wording[] {
  if (crossPeriod === 0) return [];
  return [
    {
      en: `${crossPeriod} of ${pairs} pairs join rows of different years.`,
      zh: `${pairs} 对匹配中有 ${crossPeriod} 对跨越不同年份。`,
    },
  ];
}

/** Scores of the two groups, before matching and of the rows used, with their weights. */
function groups(
  scores: Float64Array,
  isTreated: (i: number) => boolean,
  weights: Float64Array,
): Pick<Matched, "before" | "after"> {
  const before = { treated: [] as number[], control: [] as number[] };
  const after = {
    treated: [] as number[],
    control: [] as number[],
    weights: { treated: [] as number[], control: [] as number[] },
  };
  scores.forEach((score, i) => {
    if (Number.isNaN(score)) return;
    const side = isTreated(i) ? "treated" : "control";
    before[side].push(score);
    if (!(weights[i]! > 0)) return;
    after[side].push(score);
    after.weights[side].push(weights[i]!);
  });
  return { before, after };
}

function inEn(name: Wording): string {
  return typeof name === "string" ? name : name.en;
}

function inZh(name: Wording): string {
  return typeof name === "string" ? name : name.zh;
}
