import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type Fit,
  parseFormula,
  type RegressOptions,
  regress,
  type VcovSpec,
} from "../../src/regress/index.js";
import { Panel, readCsv, type Table } from "../../src/table/index.js";

/** A model of a golden file, as far as the comparisons read it. */
export interface GoldenModel {
  readonly id: string;
  readonly kind: string;
  readonly spec: {
    readonly outcome: string;
    readonly regressors: readonly string[];
    readonly fixed_effects: readonly string[];
    readonly weights: string | null;
    readonly subset: string | null;
    readonly endogenous?: readonly string[];
    readonly instruments?: readonly string[];
    readonly exogenous?: readonly string[];
    readonly vcov: {
      readonly type: string;
      readonly clusters: readonly string[];
      readonly time?: string;
      readonly unit?: string;
      readonly lag?: number;
      readonly lat?: string;
      readonly lon?: string;
      readonly cutoff_km?: number;
    };
    readonly ssc: Readonly<Record<string, unknown>>;
    readonly singletons: "drop" | "keep";
  };
  // biome-ignore lint/suspicious/noExplicitAny: results differ by kind; tests read single fields
  readonly results: any;
}

export interface GoldenCase {
  readonly data: { readonly file: string };
  readonly models: readonly GoldenModel[];
  readonly tolerance: { readonly coefficients: number; readonly se: number };
  // biome-ignore lint/suspicious/noExplicitAny: extra blocks differ by case
  readonly [other: string]: any;
}

const HOME = resolve(import.meta.dirname, "../golden/regress");
const SHARED = resolve(
  process.env.XINZHI_SHARED ?? resolve(import.meta.dirname, "../../../shared"),
  "golden/regress",
);

/** Folder with a case: our copy, or the shared folder for third-party ones; null when absent. */
export function caseFolder(name: string): string | null {
  for (const folder of [HOME, SHARED]) if (existsSync(join(folder, `${name}.json`))) return folder;
  return null;
}

export function readCase(name: string): { golden: GoldenCase; table: Table } {
  const folder = caseFolder(name)!;
  const golden = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as GoldenCase;
  const file = join(folder, golden.data.file);
  return { golden, table: readCsv(readFileSync(file), { file }) };
}

/** The formula of a golden model in our language. */
export function formulaOf({ spec }: GoldenModel): string {
  const terms = spec.endogenous?.length ? (spec.exogenous ?? []) : spec.regressors;
  const parts = [`${spec.outcome} ~ ${terms.length > 0 ? terms.join(" + ") : "1"}`];
  if (spec.fixed_effects.length > 0) parts.push(spec.fixed_effects.join(" + "));
  if (spec.endogenous?.length) {
    parts.push(`${spec.endogenous.join(" + ")} ~ ${spec.instruments!.join(" + ")}`);
  }
  return parts.join(" | ");
}

/** The options of a golden model. */
export function optionsOf({ spec }: GoldenModel, ssc?: RegressOptions["ssc"]): RegressOptions {
  const { vcov } = spec;
  const parts = spec.ssc;
  return {
    vcov: vcovOf(vcov),
    ssc:
      ssc ??
      ({
        kAdj: parts.K_adj,
        kFixef: parts.K_fixef,
        gAdj: parts.G_adj,
        gDf: parts.G_df,
        tDf: parts.t_df,
      } as RegressOptions["ssc"] & object),
    singletons: spec.singletons,
    ...(spec.weights === null ? {} : { weights: spec.weights }),
    ...(spec.subset === null ? {} : { where: spec.subset }),
    tolerance: 1e-12,
  };
}

export function vcovOf(vcov: GoldenModel["spec"]["vcov"]): VcovSpec {
  const type = vcov.type.toLowerCase();
  const lag = vcov.lag === undefined ? {} : { lag: vcov.lag };
  if (type === "cluster") return { type, cluster: vcov.clusters };
  if (type === "dk" || type === "nw") return { type, ...lag };
  if (type === "conley") {
    return { type, lat: vcov.lat!, lon: vcov.lon!, cutoff: vcov.cutoff_km! };
  }
  return { type: type as "iid" | "hc1" | "hc2" | "hc3" };
}

/** Fits a golden model; cases with a city and a year are panels. */
export function fitGolden(table: Table, model: GoldenModel, ssc?: RegressOptions["ssc"]): Fit {
  const { vcov } = model.spec;
  const needsPanel = ["DK", "NW"].includes(vcov.type);
  const data = needsPanel ? new Panel(table, { unit: "city", time: "year" }) : table;
  const formula = formulaOf(model);
  parseFormula(formula);
  return regress(data, formula, optionsOf(model, ssc));
}

/** Relative deviation; absolute where the expected number is next to zero. */
export function deviation(actual: number | null, expected: number, floor = 1e-10): number {
  if (actual === null || Number.isNaN(actual)) return Number.POSITIVE_INFINITY;
  const gap = Math.abs(actual - expected);
  return gap <= floor ? gap / Math.max(1, Math.abs(expected)) : gap / Math.abs(expected);
}

/** Largest deviations of a fit, by kind of number. */
export type Deviations = Record<string, number>;

/** Compares a fit with the results of its golden model. */
export function compareFit(fit: Fit, results: GoldenModel["results"]): Deviations {
  const worst: Deviations = {};
  const note = (what: string, value: number) => {
    worst[what] = Math.max(worst[what] ?? 0, value);
  };
  note("nobs", Math.abs(fit.nobs - results.nobs));
  compareTerms(fit, results.coefficients, note);
  if (typeof results.df_t === "number") note("df", Math.abs(fit.covariance.df - results.df_t));
  if (results.vcov?.matrix) compareMatrix(fit, results.vcov, note);
  const found = { ...fit.extra, r2: fit.r2, r2Adj: fit.r2Adj, r2Within: fit.r2Within } as Record<
    string,
    number | null
  >;
  found.rmse = fit.rmse;
  for (const [name, ours] of Object.entries(STATISTICS)) {
    const expected = results.fit?.[name];
    if (typeof expected === "number" && found[ours] !== undefined) {
      note(ours, deviation(found[ours] ?? null, expected));
    }
  }
  const wald = results.tests?.wald_f;
  if (wald) {
    note("wald", deviation(fit.wald?.statistic ?? null, wald.stat));
    note("wald p", logDeviation(fit.wald?.p ?? Number.NaN, wald.p));
  }
  return worst;
}

const STATISTICS: Readonly<Record<string, string>> = {
  rss: "rss",
  tss: "tss",
  r2: "r2",
  adj_r2: "r2Adj",
  within_r2: "r2Within",
  within_adj_r2: "r2WithinAdj",
  loglik: "logLik",
  aic: "aic",
  bic: "bic",
  rmse_fixest: "rmse",
};

export function compareTerms(
  fit: { tidy(): ReturnType<Fit["tidy"]> },
  expected: readonly Record<string, number | string>[],
  note: (what: string, value: number) => void,
): void {
  const rows = new Map(fit.tidy().map((row) => [row.name, row]));
  note("terms", Math.abs(rows.size - expected.length));
  for (const e of expected) {
    const row = rows.get(String(e.term));
    if (row === undefined) {
      note(`missing term ${e.term}`, Number.POSITIVE_INFINITY);
      continue;
    }
    note("estimate", deviation(row.estimate, Number(e.estimate)));
    note("se", deviation(row.se, Number(e.se)));
    note("t", deviation(row.statistic, Number(e.stat), 1e-9));
    note("p", logDeviation(row.p ?? Number.NaN, Number(e.p)));
    note("ci", deviation(row.ciLow, Number(e.ci_low), 1e-9));
    note("ci", deviation(row.ciHigh, Number(e.ci_high), 1e-9));
  }
}

/** p values compare relatively from 1e-12 on, absolutely below. */
export function logDeviation(actual: number, expected: number): number {
  if (Number.isNaN(actual)) return Number.POSITIVE_INFINITY;
  return expected < 1e-12 && actual < 1.1e-12 ? 0 : Math.abs(actual - expected) / expected;
}

function compareMatrix(
  fit: Fit,
  expected: { terms: readonly string[]; matrix: readonly (readonly number[])[] },
  note: (what: string, value: number) => void,
): void {
  const k = fit.names.length;
  const scale = (a: number, b: number) =>
    Math.sqrt(Math.abs(expected.matrix[a]![a]! * expected.matrix[b]![b]!));
  expected.terms.forEach((one, a) => {
    expected.terms.forEach((two, b) => {
      const at = fit.names.indexOf(one) * k + fit.names.indexOf(two);
      const gap = Math.abs(fit.covariance.matrix[at]! - expected.matrix[a]![b]!);
      note("vcov", gap / scale(a, b));
    });
  });
}
