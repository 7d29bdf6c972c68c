import { mean, twoSidedP, variance } from "../../math/index.js";
import { regress, type VcovSpec } from "../../regress/index.js";
import type { BetaConvergence, SigmaConvergence } from "../../result/index.js";
import { numberColumn, type Panel, Table, textColumn } from "../../table/index.js";
import { indexError } from "../errors.js";
import { rowsByPeriod } from "../ready/derived.js";

/**
 * σ convergence: dispersion by period.   中文: σ 收敛
 *
 * Formula   sd (n − 1), coefficient of variation sd/mean, sd of logarithms (null when a value is not
 *           positive); the trend is the OLS slope of the coefficient of variation on time.
 * Errors    indices/too-few-values — a period with fewer than two values, or fewer than three periods.
 * @example sigmaConvergence(panel, "nqp").trend.estimate < 0
 */
export function sigmaConvergence(panel: Panel, column: string): SigmaConvergence {
  const values = panel.number(column);
  const periods = [...rowsByPeriod(panel)].map(([period, rows]) => {
    const y = Float64Array.from(rows, (i) => values[i]!).filter((v) => !Number.isNaN(v));
    if (y.length < 2) throw indexError("too-few-values", { measure: "sigma", count: y.length });
    const sd = Math.sqrt(variance(y));
    const sdLog = y.every((v) => v > 0) ? Math.sqrt(variance(y.map(Math.log))) : null;
    return { period, n: y.length, mean: mean(y), sd, cv: sd / mean(y), sdLog };
  });
  const trend = slope(
    periods.map((p) => p.period),
    periods.map((p) => p.cv),
  );
  return { kind: "sigma-convergence", variable: column, periods, trend };
}

function slope(x: readonly number[], y: readonly number[]) {
  const n = x.length;
  if (n < 3) throw indexError("too-few-values", { measure: "the trend of sigma", count: n });
  const mx = mean(x);
  const my = mean(y);
  const xx = x.reduce((sum, v) => sum + (v - mx) ** 2, 0);
  const estimate = x.reduce((sum, v, i) => sum + (v - mx) * (y[i]! - my), 0) / xx;
  const rss = y.reduce((sum, v, i) => sum + (v - my - estimate * (x[i]! - mx)) ** 2, 0);
  const se = Math.sqrt(rss / (n - 2) / xx);
  return { estimate, se, p: twoSidedP(estimate / se, n - 2) };
}

/** Choices of `betaConvergence`. */
export interface BetaOptions {
  /** `cross-section`: growth between first and last period; `panel`: from each period to the next. */
  readonly form?: "cross-section" | "panel";
  /** Control columns, taken at the start of each growth spell: conditional convergence. */
  readonly controls?: readonly string[];
  /** Effects of the panel form. */
  readonly effects?: "none" | "time" | "unit-time";
  readonly vcov?: VcovSpec;
}

/**
 * β convergence: growth on the starting level.   中文: β 收敛
 *
 * Formula   (1/T) ln(y_{t+T}/y_t) = α + β ln y_t + controls (+ effects);  speed −ln(1 + βT)/T,
 *           half-life ln 2 / speed (null when β ≥ 0 or 1 + βT ≤ 0).
 * Defaults  form `panel` (T = 1) with unit and time effects, clustered by unit; `cross-section` has
 *           heteroskedasticity-robust (HC1) errors.
 * Errors    indices/domain-column — a value that is not positive; those of `regress`.
 * Source    Barro and Sala-i-Martin (1992), doi:10.1086/261816
 */
export function betaConvergence(
  panel: Panel,
  column: string,
  options: BetaOptions = {},
): BetaConvergence {
  const { form = "panel", controls = [], effects = "unit-time" } = options;
  const y = panel.number(column);
  const bad = y.findIndex((v) => v <= 0);
  if (bad >= 0) {
    const row = panel.origin === undefined ? {} : { row: panel.fileRow(bad) };
    throw indexError("not-positive", { ...panel.where(), ...row, column, value: y[bad]! });
  }
  const { periods } = panel;
  const span = form === "panel" ? 1 : periods[periods.length - 1]! - periods[0]!;
  const later = panel.shiftedRows(span);
  const start = Array.from(y.keys()).filter(
    (i) => later[i]! >= 0 && (form === "panel" || panel.times[i] === periods[0]),
  );
  const at = (values: Float64Array) => Float64Array.from(start, (i) => values[i]!);
  const level = at(y).map(Math.log);
  const growth = Float64Array.from(start, (i) => Math.log(y[later[i]!]! / y[i]!) / span);
  // Own names, so that no column name can collide with the formula language.
  const table = new Table([
    textColumn(
      "unit",
      start.map((i) => String(panel.unitFactor.levels[panel.unitFactor.codes[i]!])),
    ),
    numberColumn("time", at(panel.times)),
    numberColumn("growth", growth),
    numberColumn("level", level),
    ...controls.map((name, c) => numberColumn(`control${c}`, at(panel.number(name)))),
  ]);
  const right = ["level", ...controls.map((_, c) => `control${c}`)].join(" + ");
  const absorbed = { none: "", time: " | time", "unit-time": " | unit + time" }[
    form === "panel" ? effects : "none"
  ];
  const vcov: VcovSpec =
    options.vcov ?? (form === "panel" ? { type: "cluster", cluster: ["unit"] } : { type: "hc1" });
  const fit = regress(table, `growth ~ ${right}${absorbed}`, { vcov });
  const beta = fit.tidy().find((row) => row.name === "level");
  if (beta === undefined || beta.se === null || beta.p === null) {
    throw indexError("too-few-values", { measure: "beta convergence", count: start.length });
  }
  const decay = 1 + beta.estimate * span;
  const speed = beta.estimate < 0 && decay > 0 ? -Math.log(decay) / span : null;
  return {
    kind: "beta-convergence",
    variable: column,
    form,
    beta: { estimate: beta.estimate, se: beta.se, p: beta.p },
    speed,
    halfLife: speed === null ? null : Math.LN2 / speed,
    nobs: fit.nobs,
    r2: fit.r2 ?? Number.NaN,
    warnings: fit.warnings,
  };
}
