import {
  type Competing,
  fitJson,
  fitTerms,
  type PolicyModel,
  type Spillover,
  type SubgroupResult,
  type Synergy,
} from "../../../did/index.js";
import { coefficientFigure, regressionTable } from "../../../report/index.js";
import type { DidAnswer, DidRequest } from "./did-method.js";
import { rowsText, type Say } from "./did-text.js";

/** Several policies, groups, distance, by kind of result. */
export const policyViews = {
  synergy: (found: Synergy, { options, say }: DidRequest): DidAnswer => ({
    ...policyAnswer(found.models, found.counts, say, options.level),
    json: policyJson(found),
    warnings: found.warnings,
  }),
  competing: (found: Competing, { options, say }: DidRequest): DidAnswer => ({
    ...policyAnswer(found.models, null, say, options.level),
    json: policyJson(found),
    warnings: found.warnings,
  }),
  subgroups: subgroupsView,
  spillover: spilloverView,
};

function spilloverView(
  found: Spillover & { readonly covariates: readonly string[] },
  { options, say }: DidRequest,
): DidAnswer {
  const { rings: fit, far, near, covariates, ...rest } = found;
  const parts = { rings: fit, far, near };
  const json = Object.fromEntries(
    Object.entries(parts).map(([k, v]) => [k, v === null ? null : fitJson(v)]),
  );
  const own = [fit, far, near].flatMap((f) => (f === null ? [] : [f]));
  const heads = [
    { en: "rings", zh: "分圈层" },
    ...(far === null ? [] : [{ en: "far controls", zh: "远处对照" }]),
    ...(near === null ? [] : [{ en: "near controls", zh: "近处对照" }]),
  ];
  const terms = fitTerms(fit).filter((t) => !covariates.includes(t.name));
  const sides = [
    ...(far === null
      ? []
      : [{ ...fitTerms(far)[0]!, name: say("did, far controls", "did（远处对照）") }]),
    ...(near === null
      ? []
      : [{ ...fitTerms(near)[0]!, name: say("did, near controls", "did（近处对照）") }]),
  ];
  return {
    text: rowsText([...terms, ...sides], say("by distance", "按距离"), say, options.level),
    json: { ...rest, ...json },
    warnings: found.warnings,
    table: regressionTable(
      own.map((f) => ({ ...f, tidy: () => fitTerms(f) })),
      { headings: heads },
    ),
    figure: coefficientFigure(
      terms.map((t) => ({ ...t, label: ringLabel(t.name) })),
      { title: { en: "Effect by distance", zh: "按距离的溢出效应" }, level: options.level },
    ),
  };
}

/** The terms of `spillover` in words: the treated, and the untreated within a ring. */
function ringLabel(term: string): { en: string; zh: string } {
  if (term === "did") return { en: "treated", zh: "处理地区" };
  return { en: term, zh: term.replace(/^within (.+) km$/, "距处理地区 $1 千米") };
}

function policyAnswer(
  models: readonly PolicyModel[],
  counts: Readonly<Record<string, number>> | null,
  say: Say,
  level: number | undefined,
): Omit<DidAnswer, "json" | "warnings"> {
  const rows = models.map((m) => {
    const terms = fitTerms(m.fit);
    const shown = terms.length === 0 ? undefined : terms[0];
    return { ...shown!, name: `${m.name} (${m.subset}): ${shown!.name}` };
  });
  const title =
    counts === null
      ? say("other policies controlled", "控制其他政策")
      : Object.entries(counts)
          .map(([k, v]) => `${k} ${v}`)
          .join(", ");
  return {
    text: rowsText(rows, title, say, level),
    table: regressionTable(
      models.map((m) => ({ ...m.fit, tidy: () => fitTerms(m.fit) })),
      { headings: models.map((m) => m.name) },
    ),
  };
}

function policyJson(found: Competing | Synergy): Record<string, unknown> {
  return { ...found, models: found.models.map((m) => ({ ...m, fit: fitJson(m.fit) })) };
}

function subgroupsView(found: SubgroupResult, { options, values, say }: DidRequest): DidAnswer {
  const rows = found.groups.map((g) => ({ ...fitTerms(g.fit)[0]!, name: g.label }));
  const p = found.pBootstrap ?? found.pTwoSided;
  return {
    text: `${rowsText(rows, say("by group", "分组估计"), say, options.level)}\n${say(
      `difference ${found.difference.toFixed(4)}, p (${found.test}) ${p.toFixed(4)}`,
      `组间差异 ${found.difference.toFixed(4)}，p（${found.test}）${p.toFixed(4)}`,
    )}`,
    json: { ...found, groups: found.groups.map((g) => ({ ...g, fit: fitJson(g.fit) })) },
    warnings: found.warnings,
    ...(found.seed === null ? {} : { seed: found.seed }),
    table: regressionTable(
      found.groups.map((g) => ({ ...g.fit, tidy: () => fitTerms(g.fit) })),
      { headings: found.groups.map((g) => g.label), notes: [differenceNote(found.difference, p)] },
    ),
    figure: coefficientFigure(
      rows.map((r) => ({ ...r, label: `${values.by} = ${r.name}` })),
      {
        title: { en: "Effect by group", zh: "分组估计" },
        level: options.level,
        notes: [differenceNote(found.difference, p)],
      },
    ),
  };
}

function differenceNote(difference: number, p: number) {
  return {
    en: `Difference between the groups ${difference.toFixed(4)}, p = ${p.toFixed(3)}.`,
    zh: `组间差异 ${difference.toFixed(4)}，p = ${p.toFixed(3)}。`,
  };
}
