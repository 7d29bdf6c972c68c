import { type ModelFrame, type RegressOptions, regress, tidyRow } from "../regress/index.js";
import type { TidyRow } from "../result/index.js";
import { type Column, numberColumn, Panel, Table } from "../table/index.js";

/**
 * Difference of a coefficient between two groups with its variance.   中文: 全交互回归的系数差异
 *
 * `chow`: one regression in which every regressor and every effect is interacted with the group, the
 * t test of the interaction. `sur`: the same stacked regressions without any degrees-of-freedom
 * factor but G/(G − 1), normal p (Stata `suest`).
 */
export function interactedDifference(
  frame: ModelFrame,
  treatment: string,
  labels: Int32Array,
  options: RegressOptions,
  kind: "chow" | "sur",
): TidyRow {
  const columns: Column[] = [numberColumn("y", frame.outcome.values)];
  const terms: string[] = [];
  const dummy = Float64Array.from(labels);
  if (frame.intercept === "yes") {
    columns.push(numberColumn("g1", dummy));
    terms.push("g1");
  }
  frame.regressors.forEach((c, j) => {
    columns.push(numberColumn(`x${j}`, c.values));
    columns.push(
      numberColumn(
        `z${j}`,
        c.values.map((v, i) => v * dummy[i]!),
      ),
    );
    terms.push(`x${j}`, `z${j}`);
  });
  columns.push(numberColumn("g", dummy));
  const effects = frame.effects.map((e, f) => {
    columns.push(numberColumn(`f${f}`, Float64Array.from(e.codes)));
    if (e.slope === undefined) return `f${f}^g`;
    columns.push(numberColumn(`s${f}`, e.slope));
    return `f${f}^g[[s${f}]]`;
  });
  const known = new Set(columns.map((c) => c.name));
  const carried = carriedColumns(frame, options).filter((c) => !known.has(c.name));
  if (frame.weights !== null) columns.push(numberColumn("w", frame.weights));
  const table = new Table([...columns, ...carried]);
  const panel =
    frame.table instanceof Panel
      ? { panel: { unit: frame.table.unit, time: frame.table.time } }
      : {};
  const right = effects.length > 0 ? ` | ${effects.join(" + ")}` : "";
  const { where: _w, weights: _v, panel: _p, offset: _o, trend: _t, ...rest } = options;
  const fit = regress(table, `y ~ ${terms.join(" + ")}${right}`, {
    ...rest,
    ...panel,
    ...(frame.weights === null ? {} : { weights: "w" }),
    ...(kind === "sur" ? { ssc: { kAdj: false } } : {}),
  });
  const at = frame.regressors.findIndex((c) => c.name === treatment);
  const row = fit.tidy()[fit.indexOf(`z${at}`)]!;
  if (kind === "chow") return { ...row, name: treatment };
  return tidyRow(treatment, row.estimate, (row.se ?? 0) ** 2, Number.POSITIVE_INFINITY, fit.level);
}

/** Columns of the variance and the panel on the rows used. */
function carriedColumns(frame: ModelFrame, { vcov }: RegressOptions): Column[] {
  const names = new Set<string>();
  if (vcov.type === "cluster")
    for (const c of vcov.cluster) for (const part of c.split("^")) names.add(part);
  if (vcov.type === "conley") names.add(vcov.lat).add(vcov.lon);
  if (frame.table instanceof Panel) names.add(frame.table.unit).add(frame.table.time);
  const rows = frame.rows ?? Int32Array.from({ length: frame.n }, (_, i) => i);
  return [...new Table([...frame.table.select([...names]).columns]).take(rows).columns];
}
