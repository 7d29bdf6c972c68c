import { least } from "../../base/index.js";
import { mean } from "../../math/index.js";
import { type Fit, type FrontierOptions, frontier } from "../../regress/index.js";
import { numberColumn, Panel, Table, textColumn } from "../../table/index.js";
import { type Derived, derived, remark } from "./derived.js";

/** Choices of `frontierTfp`; the defaults stand in `DEFAULTS`. */
export interface FrontierTfpOptions {
  readonly output: string;
  /** Such as capital and labour. */
  readonly inputs: readonly string[];
  /** Whether the columns hold levels (logarithms are taken) or logarithms. */
  readonly scale?: "levels" | "logs";
  readonly form?: "cobb-douglas" | "translog";
  /** `decay`: Battese–Coelli 1992; `invariant`: one inefficiency for a unit; `pooled`. */
  readonly time?: "decay" | "invariant" | "pooled";
  readonly distribution?: "half-normal" | "truncated-normal";
  /** Technical progress as a linear trend in the frontier. */
  readonly trend?: "none" | "linear";
}

/** Efficiency and total factor productivity of each row, and the frontier behind them. */
export interface FrontierTfp extends Derived {
  /** E[exp(−u)|ε], in 0 … 1. `values` is the same. */
  readonly efficiency: Float64Array;
  /** exp(β₀ + trend) · efficiency: output for one unit of the inputs' bundle, free of noise. */
  readonly tfp: Float64Array;
  readonly fit: Fit;
}

const DEFAULTS = {
  scale: "levels",
  form: "cobb-douglas",
  time: "decay",
  distribution: "half-normal",
  trend: "none",
} as const;

/**
 * Total factor productivity by stochastic frontier.   中文: 随机前沿法全要素生产率
 *
 * Formula   ln y = β₀ + Σ β_m ln x_m (+ ½ second-order terms: translog) (+ τ t) + v − u, u
 *           half-normal, with decay u_it = exp(−η(t − T)) u_i; efficiency E[exp(−u)|ε]. t counts from
 *           the first period; a translog takes ln x from its mean.
 * Defaults  Cobb–Douglas in levels, half-normal with time decay, no trend.
 * Result    a row for each row of the panel, missing where a column is missing or not positive.
 * Warnings  indices/not-positive-rows; those of `frontier` (wrong skewness, for instance).
 * Errors    those of `frontier`.
 * Agrees    R frontier 1.1 (golden c08) through `frontier`.
 * Source    Battese and Coelli (1992), doi:10.1007/BF00158774
 * @example frontierTfp(panel, { output: "gdp", inputs: ["capital", "jobs"] }).tfp
 */
export function frontierTfp(panel: Panel, options: FrontierTfpOptions): FrontierTfp {
  const { output, inputs, scale, form, time, distribution, trend } = { ...DEFAULTS, ...options };
  const logs = [output, ...inputs].map((name) => {
    const values = panel.number(name);
    return scale === "logs" ? values : values.map((v) => (v > 0 ? Math.log(v) : Number.NaN));
  });
  const rows = Array.from(panel.times.keys()).filter((i) =>
    logs.every((x) => Number.isFinite(x[i]!)),
  );
  const { table, terms } = frontierTable(panel, logs, rows, form);
  const right = [...terms, ...(trend === "linear" ? ["trend"] : [])].join(" + ");
  const inefficiency: Partial<FrontierOptions> =
    time === "pooled" ? { inefficiency: "pooled" } : { time };
  const found = frontier(table, `y ~ ${right}`, {
    vcov: { type: "iid" },
    distribution,
    ...inefficiency,
  });
  const beta = new Map(found.fit.names.map((name, j) => [name, found.fit.coefficients[j]!]));
  const efficiency = new Float64Array(panel.nrow).fill(Number.NaN);
  const tfp = new Float64Array(panel.nrow).fill(Number.NaN);
  rows.forEach((row, i) => {
    const own = found.efficiency.batteseCoelli[i]!;
    const progress = trend === "linear" ? beta.get("trend")! * table.number("trend")[i]! : 0;
    efficiency[row] = own;
    tfp[row] = Math.exp(found.fit.coefficients[0]! + progress) * own;
  });
  const out = panel.nrow - rows.length;
  const warnings = [
    ...remark(
      "not-positive-rows",
      out,
      "row(s) with a missing or non-positive output or input have no efficiency.",
      "行因产出或投入缺失或非正而没有效率值。",
    ),
    ...found.fit.warnings,
  ];
  return { ...derived(efficiency, warnings), efficiency, tfp, fit: found.fit };
}

/** The rows used under own names, with second-order terms for the translog. */
function frontierTable(
  panel: Panel,
  logs: readonly Float64Array[],
  rows: readonly number[],
  form: "cobb-douglas" | "translog",
): { readonly table: Panel; readonly terms: readonly string[] } {
  const at = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]!);
  const [y, ...raw] = logs.map(at);
  // Second-order terms of raw logarithms are all but collinear with them; centred ones leave the
  // efficiencies as they are and the coefficients are elasticities at the mean.
  const x = form === "translog" ? raw.map(centred) : raw;
  const first = least(rows.map((row) => panel.times[row]!));
  const columns = [
    textColumn(
      "unit",
      rows.map((row) => String(panel.unitFactor.levels[panel.unitFactor.codes[row]!])),
    ),
    numberColumn("time", at(panel.times)),
    numberColumn(
      "trend",
      rows.map((row) => panel.times[row]! - first),
    ),
    numberColumn("y", y!),
    ...x.map((values, m) => numberColumn(`x${m + 1}`, values)),
  ];
  const terms = x.map((_, m) => `x${m + 1}`);
  if (form === "translog") {
    x.forEach((a, m) => {
      for (let l = m; l < x.length; l++) {
        const name = `x${m + 1}x${l + 1}`;
        const half = l === m ? 0.5 : 1;
        columns.push(
          numberColumn(
            name,
            a.map((v, i) => half * v * x[l]![i]!),
          ),
        );
        terms.push(name);
      }
    });
  }
  return { table: new Panel(new Table(columns), { unit: "unit", time: "time" }), terms };
}

function centred(values: Float64Array): Float64Array {
  const centre = mean(values);
  return values.map((v) => v - centre);
}
