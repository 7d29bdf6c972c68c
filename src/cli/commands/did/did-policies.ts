import {
  type Competing,
  competing,
  type DidSample,
  didError,
  distancesOf,
  fitJson,
  fitTerms,
  groupLabels,
  type PolicyModel,
  type Synergy,
  spillover,
  subgroups,
  synergy,
  withSecondPolicy,
} from "../../../did/index.js";
import { coefficientFigure, regressionTable } from "../../../report/index.js";
import { readTable, type Table } from "../../../table/index.js";
import { realNumber } from "../../options.js";
import { needsWith } from "./did-check-options.js";
import { CLUSTERED, type DidAnswer, type DidMethod, type DidRequest } from "./did-method.js";
import type { DidOptions } from "./did-options.js";
import { rowsText, type Say } from "./did-text.js";

/** Draws of permutation tests when none are asked for. */
const DRAWS = 500;

/** Several policies, groups, distance. */
export const didPolicies: Readonly<Record<string, DidMethod>> = {
  synergy: {
    takes: [...CLUSTERED, "second"],
    run: ({ sample, options, table, say }) => {
      const first = need(options.second, "--second");
      const second = withSecondPolicy(sample(), table, {
        first,
        ...(options.empty === undefined ? {} : { empty: options.empty }),
      });
      const found = synergy(second.sample, second.other);
      return {
        ...policyAnswer(found.models, found.counts, say),
        json: policyJson(found),
        warnings: found.warnings,
      };
    },
  },
  competing: {
    takes: [...CLUSTERED, "policies"],
    run: ({ sample, options, table, say }) => {
      const s = sample();
      const names = need(options.policies, "--policies");
      const others = names.map((name) => {
        const values = table.number(name);
        return { name, values: Float64Array.from(s.rows, (row) => values[row]!) };
      });
      const found = competing(s, others);
      return {
        ...policyAnswer(found.models, null, say),
        json: policyJson(found),
        warnings: found.warnings,
      };
    },
  },
  subgroups: {
    takes: [...CLUSTERED, "by", "test", "draws", "seed", "assignments"],
    run: runSubgroups,
  },
  spillover: {
    takes: [...CLUSTERED, "lat", "lon", "rings"],
    run: runSpillover,
  },
};

function runSpillover({ sample, options, table, say }: DidRequest): DidAnswer {
  const s = sample();
  const lat = perUnit(s, table.number(need(options.lat, "--lat")));
  const lon = perUnit(s, table.number(need(options.lon, "--lon")));
  const lost = s.unitLevels.filter((_, u) => Number.isNaN(lat[u]! + lon[u]!));
  if (lost.length > 0) {
    const examples = lost.slice(0, 5).join(", ");
    throw didError("not-supported", {
      what: `${lost.length} units have no coordinates: ${examples}.`,
      whatZh: `${lost.length} 个单位没有坐标：${examples}。`,
      instead: "Give every unit latitude and longitude.",
      insteadZh: "请为每个单位补充经纬度。",
    });
  }
  const rings = need(options.rings, "--rings").map(realNumber("--rings"));
  const found = spillover(s, distancesOf(lat, lon), rings);
  const { rings: fit, far, near, ...rest } = found;
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
  const terms = fitTerms(fit).filter((t) => !s.covariates.includes(t.name));
  const sides = [
    ...(far === null
      ? []
      : [{ ...fitTerms(far)[0]!, name: say("did, far controls", "did（远处对照）") }]),
    ...(near === null
      ? []
      : [{ ...fitTerms(near)[0]!, name: say("did, near controls", "did（近处对照）") }]),
  ];
  return {
    text: rowsText([...terms, ...sides], say("by distance", "按距离"), say),
    json: { ...rest, ...json },
    warnings: found.warnings,
    table: regressionTable(
      own.map((f) => ({ ...f, tidy: () => fitTerms(f) })),
      { headings: heads },
    ),
    figure: coefficientFigure(
      terms.map((t) => ({ ...t, label: ringLabel(t.name) })),
      { title: { en: "Effect by distance", zh: "按距离的溢出效应" } },
    ),
  };
}

/** The terms of `spillover` in words: the treated, and the untreated within a ring. */
function ringLabel(term: string): { en: string; zh: string } {
  if (term === "did") return { en: "treated", zh: "处理地区" };
  return { en: term, zh: term.replace(/^within (.+) km$/, "距处理地区 $1 千米") };
}

function need<T>(value: T | undefined, option: string): T {
  if (value !== undefined) return value;
  throw didError("bad-option", { option, value: "", expected: "a value: this method needs it" });
}

/** One number for each unit, from the first row of the unit. */
function perUnit(s: DidSample, values: Float64Array): Float64Array {
  const out = new Float64Array(s.unitLevels.length);
  for (let i = s.n - 1; i >= 0; i--) out[s.unit[i]!] = values[s.rows[i]!]!;
  return out;
}

function policyAnswer(
  models: readonly PolicyModel[],
  counts: Readonly<Record<string, number>> | null,
  say: Say,
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
    text: rowsText(rows, title, say),
    table: regressionTable(
      models.map((m) => ({ ...m.fit, tidy: () => fitTerms(m.fit) })),
      { headings: models.map((m) => m.name) },
    ),
  };
}

function policyJson(found: Competing | Synergy): Record<string, unknown> {
  return { ...found, models: found.models.map((m) => ({ ...m, fit: fitJson(m.fit) })) };
}

async function runSubgroups({
  sample,
  options,
  table,
  given,
  say,
}: DidRequest): Promise<DidAnswer> {
  const s = sample();
  const factor = table.factor(need(options.by, "--by"));
  const { label, names } = groupLabels(
    factor.levels,
    Int32Array.from(s.rows, (row) => factor.codes[row]!),
  );
  const { seed, test } = options;
  const isRandom = options.assignments === undefined;
  needsWith(given, ["draws", "seed"], isRandom, "no --assignments with it");
  const file = options.assignments === undefined ? null : await readTable(options.assignments);
  const prepared = file === null ? {} : subgroupDraws(file, s, options);
  const found = subgroups(s, label, names, {
    seed,
    draws: options.draws ?? DRAWS,
    ...(test === undefined ? {} : { test }),
    ...prepared,
  });
  const rows = found.groups.map((g) => ({ ...fitTerms(g.fit)[0]!, name: g.label }));
  const p = found.pBootstrap ?? found.pTwoSided;
  return {
    text: `${rowsText(rows, say("by group", "分组估计"), say)}\n${say(
      `difference ${found.difference.toFixed(4)}, p (${found.test}) ${p.toFixed(4)}`,
      `组间差异 ${found.difference.toFixed(4)}，p（${found.test}）${p.toFixed(4)}`,
    )}`,
    json: { ...found, groups: found.groups.map((g) => ({ ...g, fit: fitJson(g.fit) })) },
    warnings: found.warnings,
    ...(isRandom ? { seed } : {}),
    table: regressionTable(
      found.groups.map((g) => ({ ...g.fit, tidy: () => fitTerms(g.fit) })),
      { headings: found.groups.map((g) => g.label), notes: [differenceNote(found.difference, p)] },
    ),
    figure: coefficientFigure(
      rows.map((r) => ({ ...r, label: `${options.by} = ${r.name}` })),
      {
        title: { en: "Effect by group", zh: "分组估计" },
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

/** Labels by unit (wide), or units taken (bootstrap): one row for each draw. */
function subgroupDraws(file: Table, s: DidSample, options: DidOptions) {
  const columns = file.names.filter((n) => n !== "draw").map((n) => file.number(n));
  const rows = Array.from({ length: file.nrow }, (_, b) =>
    Float64Array.from(columns, (c) => c[b]!),
  );
  if (options.test !== "bootstrap") {
    return { labels: rows.map((row) => Float64Array.from(s.unit, (u) => row[u]!)) };
  }
  const place = new Map(s.unitLevels.map((u, i) => [String(u), i]));
  return { resamples: rows.map((row) => Int32Array.from(row, (c) => place.get(String(c)) ?? -1)) };
}
