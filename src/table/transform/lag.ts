import { type Column, numberColumn } from "../column.js";
import type { Panel } from "../panel.js";

/** Choices of `lag`. */
export interface LagOptions {
  /** `lag` (default), `lead`, `difference` y − y₋ₖ, `growth` (y − y₋ₖ)/y₋ₖ. */
  readonly kind?: "lag" | "lead" | "difference" | "growth";
  /** Periods k. Default 1. */
  readonly by?: number;
}

const PREFIX = { lag: "L", lead: "F", difference: "D", growth: "G" } as const;

/**
 * Adds lags, leads, differences or growth rates inside each unit.   中文: 滞后、前导、差分与增长率
 *
 * By the value of time, never across a gap or to another unit; missing where the other period or
 * its value is missing, and for growth where it is 0. Columns are named L1_gdp, F2_gdp, D1_gdp,
 * G1_gdp.
 *
 * Agrees    Stata `L.x`, `F.x`, `S1.x`.
 * @example lag(panel, ["gdp"], { kind: "growth" }).number("G1_gdp")
 */
export function lag(panel: Panel, names: readonly string[], options: LagOptions = {}): Panel {
  const kind = options.kind ?? "lag";
  const by = options.by ?? 1;
  const rows = panel.shiftedRows(kind === "lead" ? by : -by);
  const added = names.map((name): Column => {
    const values = panel.number(name);
    const { label, unit, source } = panel.column(name);
    const made = Float64Array.from(rows, (row, i) => {
      const other = row < 0 ? Number.NaN : values[row]!;
      if (kind === "difference") return values[i]! - other;
      if (kind === "growth") return other === 0 ? Number.NaN : (values[i]! - other) / other;
      return other;
    });
    const meta = {
      ...(label === undefined ? {} : { label: `${label} (${PREFIX[kind]}${by})` }),
      ...(unit === undefined || kind === "growth" ? {} : { unit }),
      ...(source === undefined ? {} : { source }),
    };
    return numberColumn(`${PREFIX[kind]}${by}_${name}`, made, meta);
  });
  return panel.withColumns(added);
}
