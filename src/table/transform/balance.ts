import { type Notice, notice } from "../../base/index.js";
import { type Column, numberColumn } from "../column.js";
import { Panel } from "../panel.js";
import { Table } from "../table.js";
import { takeOrMissing } from "./merge-tables.js";

/** Choices of `balance`. */
export interface BalanceOptions {
  /** `units` (default): keep the units seen in every period; `rows`: add the rows that lack. */
  readonly by?: "units" | "rows";
  /** Columns that must have a value for a period to count as seen. Default none. */
  readonly observed?: readonly string[];
  /** Periods wanted. Default all of the panel. */
  readonly from?: number;
  readonly to?: number;
}

/** A balanced panel and what it took. */
export interface Balanced {
  readonly panel: Panel;
  readonly unitsKept: number;
  readonly unitsDropped: readonly string[];
  readonly rowsAdded: number;
  readonly rowsDropped: number;
  readonly warnings: readonly Notice[];
}

/**
 * Makes a panel balanced, by dropping units or by adding empty rows.   中文: 平衡面板
 *
 * Added rows have unit and time, columns that are constant within the unit, and missing elsewhere.
 *
 * Warnings  table/units-dropped.
 * @example balance(panel, { observed: ["gdp"] }).unitsDropped
 */
export function balance(panel: Panel, options: BalanceOptions = {}): Balanced {
  const wanted = panel.periods.filter(
    (t) => t >= (options.from ?? -Infinity) && t <= (options.to ?? Infinity),
  );
  const inside = panel.filter([...panel.times].map((t) => wanted.includes(t)));
  return options.by === "rows"
    ? addRows(panel, inside, wanted)
    : dropUnits(panel, inside, wanted, options.observed ?? []);
}

function dropUnits(
  panel: Panel,
  inside: Panel,
  wanted: readonly number[],
  observed: readonly string[],
): Balanced {
  const columns = observed.map((name) => inside.column(name));
  const isSeen = (row: number): boolean =>
    columns.every((c) =>
      c.kind === "number" ? !Number.isNaN(c.values[row]!) : c.codes[row]! >= 0,
    );
  const { codes, levels } = inside.unitFactor;
  const seen = new Int32Array(levels.length);
  for (let i = 0; i < inside.nrow; i++) if (isSeen(i)) seen[codes[i]!]!++;
  const kept = inside.filter([...codes].map((u) => seen[u] === wanted.length));
  const dropped = panel.unitFactor.levels
    .map(String)
    .filter((name) => !kept.unitFactor.levels.map(String).includes(name));
  return {
    panel: kept,
    unitsKept: kept.unitFactor.levels.length,
    unitsDropped: dropped,
    rowsAdded: 0,
    rowsDropped: panel.nrow - kept.nrow,
    warnings:
      dropped.length === 0
        ? []
        : [
            notice(
              "table/units-dropped",
              `${dropped.length} units are not seen in all ${wanted.length} periods and were dropped: ${dropped.slice(0, 8).join(", ")}`,
              `${dropped.length} 个单位并非 ${wanted.length} 期齐全，已剔除：${dropped.slice(0, 8).join("、")}`,
            ),
          ],
  };
}

function addRows(panel: Panel, inside: Panel, wanted: readonly number[]): Balanced {
  const { codes, levels } = inside.unitFactor;
  const rowOf = new Map<string, number>();
  const first = new Int32Array(levels.length).fill(-1);
  for (let i = 0; i < inside.nrow; i++) {
    rowOf.set(`${codes[i]},${inside.times[i]}`, i);
    if (first[codes[i]!]! < 0) first[codes[i]!] = i;
  }
  const cells = levels.flatMap((_, u) => wanted.map((t) => ({ u, t })));
  const rows = cells.map(({ u, t }) => rowOf.get(`${u},${t}`) ?? -1);
  const fallback = cells.map(({ u }, k) => (rows[k]! < 0 ? first[u]! : rows[k]!));
  const columns = inside.columns.map((column): Column => {
    if (column.name === panel.time) {
      return {
        ...column,
        ...numberColumn(
          column.name,
          cells.map((c) => c.t),
        ),
      };
    }
    const isFixed = column.name === panel.unit || isConstant(inside, column, first);
    return takeOrMissing(column, isFixed ? fallback : rows);
  });
  const added = rows.filter((r) => r < 0).length;
  return {
    panel: new Panel(new Table(columns), panel),
    unitsKept: levels.length,
    unitsDropped: [],
    rowsAdded: added,
    rowsDropped: panel.nrow - inside.nrow,
    warnings: [],
  };
}

function isConstant(panel: Panel, column: Column, first: Int32Array): boolean {
  const { codes } = panel.unitFactor;
  for (let i = 0; i < panel.nrow; i++) {
    if (panel.value(i, column.name) !== panel.value(first[codes[i]!]!, column.name)) return false;
  }
  return true;
}
