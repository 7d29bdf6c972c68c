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
  type PsmOptions,
  placebo,
  placeboTime,
  psmDid,
  type Synergy,
  spillover,
  subgroups,
  synergy,
} from "../../did/index.js";
import { balanceFigure, placeboFigure, placeboTable, regressionTable } from "../../report/index.js";
import { readTable, type Table } from "../../table/index.js";
import type { DidAnswer, DidMethod, DidRequest } from "./did-method.js";
import type { DidOptions } from "./did-options.js";
import { balanceText, placeboText, rowsText, type Say } from "./did-text.js";

/** Draws of placebo and permutation tests when none are asked for. */
const DRAWS = 500;

/** Placebo, matching, several policies, groups, distance. */
export const didDesigns: Readonly<Record<string, DidMethod>> = {
  placebo: runPlacebo,
  psm: ({ sample, options, say }) => matchedAnswer(sample(), psmOptions(options), say),
  "entropy-balance": ({ sample, options, say }) =>
    matchedAnswer(sample(), { ...psmOptions(options), kind: "entropy" }, say),
  synergy: ({ sample, options, table, say }) => {
    const s = sample();
    const second = need(options.second, "--second");
    const first = perUnit(s, table.number(second), (v) =>
      v === 0 || Number.isNaN(v) ? Number.POSITIVE_INFINITY : v,
    );
    const found = synergy(s, { name: second, first });
    return {
      ...policyAnswer(found.models, found.counts, say),
      json: policyJson(found),
      warnings: found.warnings,
    };
  },
  competing: ({ sample, options, table, say }) => {
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
  subgroups: runSubgroups,
  spillover: ({ sample, options, table, say }) => {
    const s = sample();
    const lat = perUnit(s, table.number(need(options.lat, "--lat")));
    const lon = perUnit(s, table.number(need(options.lon, "--lon")));
    const rings = need(options.rings, "--rings").map(Number);
    const found = spillover(s, distancesOf(lat, lon), rings);
    const { rings: fit, far, near, ...rest } = found;
    const parts = { rings: fit, far, near };
    const json = Object.fromEntries(
      Object.entries(parts).map(([k, v]) => [k, v === null ? null : fitJson(v)]),
    );
    return {
      text: rowsText(fitTerms(fit), say("by distance", "按距离"), say),
      json: { ...rest, ...json },
      warnings: found.warnings,
    };
  },
};

function need<T>(value: T | undefined, option: string): T {
  if (value !== undefined) return value;
  throw didError("bad-option", { option, value: "", expected: "a value: this method needs it" });
}

/** One number for each unit, from the first row of the unit. */
function perUnit(
  s: DidSample,
  values: Float64Array,
  read: (v: number) => number = (v) => v,
): Float64Array {
  const out = new Float64Array(s.unitLevels.length);
  for (let i = s.n - 1; i >= 0; i--) out[s.unit[i]!] = read(values[s.rows[i]!]!);
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

function psmOptions(options: DidOptions): PsmOptions {
  const { score, method, ratio, caliper, radius, bandwidth, order, common, weighting } = options;
  if (options.replacement === true && order !== undefined) {
    throw didError("bad-option", {
      option: "--order",
      value: order,
      expected: "no --replacement with it",
    });
  }
  const given = {
    score,
    method,
    ratio,
    caliper,
    radius,
    bandwidth,
    weighting,
    draw: order,
    support: common === true ? ("common" as const) : undefined,
    when: options.when === undefined ? undefined : whenOf(options.when),
  };
  return Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined));
}

function whenOf(text: string): NonNullable<PsmOptions["when"]> {
  if (text === "pre" || text === "year" || text === "pooled") return text;
  const year = Number(text.replace(/^at=/, ""));
  if (Number.isInteger(year)) return year;
  throw didError("bad-option", {
    option: "--when",
    value: text,
    expected: "pre, year, pooled or at=2013",
  });
}

function matchedAnswer(s: DidSample, options: PsmOptions, say: Say): DidAnswer {
  const found = psmDid(s, options);
  const { fit, plain, weights, scores, balance, warnings, ...rest } = found;
  const rows = Array.from({ length: s.n }, (_, i) => ({
    unit: s.unitLevels[s.unit[i]!],
    time: s.periods[s.period[i]!],
    weight: weights[i],
    score: Number.isNaN(scores[i]) ? null : scores[i],
  }));
  const titled = (name: string, f: typeof fit) => ({ ...fitTerms(f)[0]!, name });
  const text = rowsText(
    [
      titled(say("without covariates", "不含协变量"), plain),
      titled(say("with covariates", "含协变量"), fit),
    ],
    say(`matched sample, N = ${fit.nobs}`, `匹配样本，N = ${fit.nobs}`),
    say,
  );
  return {
    text: balance === null ? text : `${text}\n${balanceText(balance, say)}`,
    json: {
      kind: options.kind === "entropy" ? "entropy-balance" : "psm",
      outcome: s.spec.outcome,
      ...rest,
      balance,
      fit: fitJson(fit),
      fitWithoutCovariates: fitJson(plain),
      rows,
    },
    warnings,
    ...(balance === null ? {} : { figure: balanceFigure(balance) }),
    table: regressionTable([plain, fit].map((f) => ({ ...f, tidy: () => fitTerms(f) }))),
  };
}

async function runPlacebo({ sample, options, say }: DidRequest): Promise<DidAnswer> {
  const s = sample();
  const mode = options.mode ?? "space";
  if (mode === "time") {
    const shifts = (options.shift ?? ["1", "2", "3"]).map(Number);
    const rows = placeboTime(s, shifts, options.sample ?? "pre");
    const { outcome } = s.spec;
    const json = { kind: "placebo", mode, outcome, shifts: rows };
    const list = rows.map((r) => ({ name: `${r.k}`, ...r }));
    return {
      text: rowsText(list, say("shifted by", "提前期数"), say),
      json,
      warnings: s.warnings,
    };
  }
  const assignments =
    options.assignments === undefined
      ? {}
      : { assignments: readPaths(await readTable(options.assignments), s, options.unit) };
  const { seed } = options;
  const found = placebo(s, { mode, seed, draws: options.draws ?? DRAWS, ...assignments });
  return {
    text: placeboText(found, say),
    json: { ...found },
    warnings: found.warnings,
    seed,
    table: placeboTable(found),
    figure: placeboFigure(found),
  };
}

async function runSubgroups({ sample, options, table, say }: DidRequest): Promise<DidAnswer> {
  const s = sample();
  const factor = table.factor(need(options.by, "--by"));
  const { label, names } = groupLabels(
    factor.levels,
    Int32Array.from(s.rows, (row) => factor.codes[row]!),
  );
  const { seed, test } = options;
  const file = options.assignments === undefined ? null : await readTable(options.assignments);
  const given = file === null ? {} : subgroupDraws(file, s, options);
  const found = subgroups(s, label, names, {
    seed,
    draws: options.draws ?? DRAWS,
    ...(test === undefined ? {} : { test }),
    ...given,
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
    seed,
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

/** First treated times by unit and draw: long (draw, unit, first) or wide (one row per draw). */
function readPaths(file: Table, s: DidSample, unit: string): Float64Array[] {
  const infinite = Number.POSITIVE_INFINITY;
  const never = (v: number) => (v === 0 || Number.isNaN(v) ? infinite : v);
  if (file.has("draw") && (file.has(unit) || file.has("unit")) && file.names.length <= 4) {
    const key = file.has(unit) ? unit : "unit";
    const value = file.names.find((n) => n !== "draw" && n !== key)!;
    const place = new Map(s.unitLevels.map((u, i) => [String(u), i]));
    const draws = new Map<number, Float64Array>();
    const draw = file.number("draw");
    const first = file.number(value);
    for (let i = 0; i < file.nrow; i++) {
      let path = draws.get(draw[i]!);
      if (path === undefined) {
        path = new Float64Array(s.unitLevels.length).fill(infinite);
        draws.set(draw[i]!, path);
      }
      const at = place.get(String(file.value(i, key)));
      if (at !== undefined) path[at] = never(first[i]!);
    }
    return [...draws.values()];
  }
  const columns = file.names.filter((n) => n !== "draw").map((n) => file.number(n));
  return Array.from({ length: file.nrow }, (_, b) =>
    Float64Array.from(columns, (c) => never(c[b]!)),
  );
}
