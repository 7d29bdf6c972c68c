import { append, greatest, type Notice, nearest, notice } from "../base/index.js";
import type { Panel } from "../table/index.js";
import { indexError } from "./errors.js";
import { evaluateExpression, unitName } from "./evaluate-expression.js";
import { columnsOf } from "./expression.js";
import type { Indicator, IndicatorSystem } from "./system.js";

/** Indicator values before standardisation, and the rows that have all of them. */
export interface PreparedIndicators {
  /** One column for each indicator, as long as the panel. */
  readonly raw: readonly Float64Array[];
  readonly missing: readonly number[];
  /** Rows without a missing indicator. */
  readonly rows: Int32Array;
  readonly warnings: readonly Notice[];
}

/**
 * Evaluates the formulas of a system over a panel.   中文: 计算各指标原值
 *
 * Errors    indices/unknown-column (nearest name), indices/domain, indices/infinite, indices/empty,
 *           indices/missing with `missing: "error"`, indices/no-complete-row.
 * Warnings  indices/division-by-zero, indices/rows-without-index, and where an indicator is missing
 *           for a whole unit or a whole period.
 */
export function prepareIndicators(
  panel: Panel,
  system: IndicatorSystem,
  missing: "drop" | "error",
): PreparedIndicators {
  const warnings: Notice[] = [];
  const raw = system.indicators.map((indicator) => evaluate(panel, system, indicator, warnings));
  const counts = raw.map((x) => countMissing(x));
  counts.forEach((count, j) => {
    const indicator = system.indicators[j]!.name;
    if (count === panel.nrow) throw indexError("empty", { indicator });
    if (count === 0) return;
    if (missing === "error") {
      const first = raw[j]!.findIndex(Number.isNaN);
      throw indexError("missing", {
        ...place(panel, first),
        indicator,
        count,
      });
    }
    append(warnings, wholeGaps(panel, raw[j]!, indicator));
  });
  const rows = completeRows(raw, panel.nrow);
  if (rows.length === 0) {
    const worst = counts.indexOf(greatest(counts));
    throw indexError("no-complete-row", {
      indicators: raw.length,
      worst: system.indicators[worst]!.name,
      missing: counts[worst]!,
      rows: panel.nrow,
    });
  }
  if (rows.length < panel.nrow) warnings.push(rowsWithoutIndex(panel.nrow, rows.length));
  return { raw, missing: counts, rows, warnings };
}

function evaluate(
  panel: Panel,
  system: IndicatorSystem,
  indicator: Indicator,
  warnings: Notice[],
): Float64Array {
  for (const name of columnsOf(indicator.expression)) {
    if (panel.has(name)) continue;
    throw indexError("unknown-column", {
      ...(system.file === null ? {} : { file: system.file }),
      ...(indicator.line === null ? {} : { row: indicator.line }),
      indicator: indicator.name,
      name,
      nearest: nearest(name, panel.names),
      have: panel.names,
    });
  }
  const { values, zeroDivisions } = evaluateExpression(indicator.expression, panel, {
    indicator: indicator.name,
    column: (name) => panel.number(name),
  });
  if (zeroDivisions > 0) {
    warnings.push(
      notice(
        "indices/division-by-zero",
        `${indicator.name}: ${zeroDivisions} division(s) by zero are missing.`,
        `${indicator.name}：有 ${zeroDivisions} 处除数为零，记为缺失。`,
      ),
    );
  }
  const infinite = values.findIndex((v) => v === Infinity || v === -Infinity);
  if (infinite >= 0) {
    throw indexError("infinite", { ...place(panel, infinite), indicator: indicator.name });
  }
  return values;
}

function place(panel: Panel, row: number) {
  return {
    ...panel.where(),
    ...(panel.origin === undefined ? {} : { row: panel.fileRow(row) }),
    unit: unitName(panel, row),
    time: panel.times[row]!,
  };
}

function countMissing(x: Float64Array): number {
  let count = 0;
  for (let i = 0; i < x.length; i++) if (Number.isNaN(x[i]!)) count++;
  return count;
}

function completeRows(raw: readonly Float64Array[], n: number): Int32Array {
  const bad = new Uint8Array(n);
  for (const x of raw) for (let i = 0; i < n; i++) if (Number.isNaN(x[i]!)) bad[i] = 1;
  const rows = new Int32Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) if (bad[i] === 0) rows[count++] = i;
  return rows.slice(0, count);
}

/** Units and periods in which an indicator has no value at all: no filling inside them can help. */
function wholeGaps(panel: Panel, x: Float64Array, indicator: string): Notice[] {
  const seenUnits = new Set<number>();
  const seenTimes = new Set<number>();
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i]!)) continue;
    seenUnits.add(panel.unitFactor.codes[i]!);
    seenTimes.add(panel.times[i]!);
  }
  const units = panel.unitFactor.levels.filter((_, code) => !seenUnits.has(code));
  const times = panel.periods.filter((time) => !seenTimes.has(time));
  const out: Notice[] = [];
  if (units.length > 0) out.push(gap("whole-unit-missing", indicator, units.map(String)));
  if (times.length > 0) out.push(gap("whole-period-missing", indicator, times.map(String)));
  return out;
}

function gap(code: string, indicator: string, names: readonly string[]): Notice {
  const shown = names.slice(0, 5).join(", ");
  const more = names.length > 5 ? ` (+${names.length - 5})` : "";
  return notice(
    `indices/${code}`,
    `${indicator} has no value at all for ${shown}${more}: there is no index there.`,
    `${indicator} 在 ${shown}${more} 完全没有数据：无法计算指数。`,
  );
}

function rowsWithoutIndex(rows: number, complete: number): Notice {
  return notice(
    "indices/rows-without-index",
    `${rows - complete} of ${rows} rows lack an indicator: their index is missing, and they do not enter standardisation or weights.`,
    `${rows} 行中有 ${rows - complete} 行指标不全：其指数为缺失，也不参与标准化与赋权。`,
  );
}
