import { type Notice, notice } from "../../base/index.js";
import { numberColumn } from "../column.js";
import type { Panel } from "../panel.js";
import { rowsByUnit } from "../rows-by-unit.js";

/** Codes in a mark column, one for each cell; a cell that stays missing has a missing mark. */
export const FILL_MARK = { observed: 0, interpolated: 1, extrapolated: 2 } as const;

/** Name of the mark column beside a filled column. @example fillMarkName("gdp") // "gdp_filled" */
export function fillMarkName(column: string): string {
  return `${column}_filled`;
}

/** Choices of `fill`; the defaults stand in `DEFAULTS`. */
export interface FillOptions {
  /** Between two observed values of a unit. */
  readonly inside?: "linear" | "growth" | "none";
  /** Before the first and after the last observed value of a unit. */
  readonly ends?: "growth" | "linear" | "nearest" | "none";
}

/** What was filled in one column, for every unit together. */
export interface FillReport {
  readonly column: string;
  readonly cells: number;
  readonly missing: number;
  readonly interpolated: number;
  readonly extrapolated: number;
  /** Still missing: no value in the unit, one value only, or growth between values of other sign. */
  readonly left: number;
  /** Filled cells over all cells that now have a value. */
  readonly shareFilled: number;
}

/** A filled panel and the account of it. */
export interface Filled {
  readonly panel: Panel;
  readonly report: readonly FillReport[];
  readonly warnings: readonly Notice[];
}

const DEFAULTS = { inside: "linear", ends: "growth" } as const;

/**
 * Fills gaps of a panel inside each unit and marks every filled cell.   中文: 面板缺失值填补
 *
 * Formula   inside, linear: on the line between the two neighbours by the value of time;
 *           growth: y_a · (y_b / y_a)^((t − t_a)/(t_b − t_a)).
 *           ends, growth: y · (1 + g)^k with the average growth g = (y_last / y_first)^(1/(t_last − t_first)) − 1
 *           of the unit's observed values; linear: on the line through the two nearest observed
 *           values; nearest: the nearest observed value.
 * Defaults  inside `linear`, ends `growth` (interpolation and average growth, as papers do).
 * Result    the columns filled in place, and beside each a column `NAME_filled`: 0 observed,
 *           1 interpolated, 2 extrapolated. Rows are never created.
 * Warnings  table/still-missing — cells that no rule could fill, counted by column.
 * Agrees    Stata `ipolate y year, by(city)` and `epolate` (inside linear, ends none or linear).
 * @example fill(panel, ["gdp"], { inside: "linear", ends: "growth" }).report[0]!.shareFilled
 */
export function fill(panel: Panel, columns: readonly string[], options: FillOptions = {}): Filled {
  const { inside, ends } = { ...DEFAULTS, ...options };
  const rowsOfUnits = rowsByUnit(panel);
  const warnings: Notice[] = [];
  const report: FillReport[] = [];
  const added = columns.flatMap((name) => {
    const column = panel.column(name);
    const values = Float64Array.from(panel.number(name));
    const marks = Float64Array.from(values, (v) => (Number.isNaN(v) ? v : FILL_MARK.observed));
    for (const rows of rowsOfUnits) fillUnit(rows, panel.times, values, marks, inside, ends);
    const account = count(name, panel.number(name), marks);
    report.push(account);
    if (account.left > 0) warnings.push(stillMissing(account));
    const { label, unit, source, lineage } = column;
    const meta = { label, unit, source, lineage };
    const known = Object.fromEntries(Object.entries(meta).filter(([, v]) => v !== undefined));
    return [numberColumn(name, values, known), numberColumn(fillMarkName(name), marks)];
  });
  return { panel: panel.withColumns(added), report, warnings };
}

function fillUnit(
  rows: readonly number[],
  times: Float64Array,
  values: Float64Array,
  marks: Float64Array,
  inside: NonNullable<FillOptions["inside"]>,
  ends: NonNullable<FillOptions["ends"]>,
): void {
  const known = rows.filter((row) => !Number.isNaN(values[row]!));
  if (known.length === 0 || known.length === rows.length) return;
  const points = known.map((row) => ({ t: times[row]!, y: values[row]! }));
  const first = points[0]!;
  const last = points[points.length - 1]!;
  let next = 0;
  for (const row of rows) {
    const t = times[row]!;
    while (next < points.length && points[next]!.t < t) next++;
    if (!Number.isNaN(values[row]!)) continue;
    const within = t > first.t && t < last.t;
    const value = within
      ? between(points[next - 1]!, points[next]!, t, inside)
      : beyond(points, t < first.t ? "before" : "after", t, ends);
    if (Number.isNaN(value)) continue;
    values[row] = value;
    marks[row] = within ? FILL_MARK.interpolated : FILL_MARK.extrapolated;
  }
}

interface Point {
  readonly t: number;
  readonly y: number;
}

function between(a: Point, b: Point, t: number, rule: "linear" | "growth" | "none"): number {
  if (rule === "none") return Number.NaN;
  if (rule === "linear") return onLine(a, b, t);
  return onGrowth(a, b, a, t);
}

function beyond(
  points: readonly Point[],
  side: "before" | "after",
  t: number,
  rule: "growth" | "linear" | "nearest" | "none",
): number {
  const n = points.length;
  const edge = side === "before" ? points[0]! : points[n - 1]!;
  if (rule === "nearest") return edge.y;
  if (rule === "none" || n < 2) return Number.NaN;
  if (rule === "growth") return onGrowth(points[0]!, points[n - 1]!, edge, t);
  const other = side === "before" ? points[1]! : points[n - 2]!;
  return onLine(edge, other, t);
}

function onLine(a: Point, b: Point, t: number): number {
  return a.y + ((b.y - a.y) * (t - a.t)) / (b.t - a.t);
}

/** The path through `from` that grows as between a and b; missing unless both have one sign. */
function onGrowth(a: Point, b: Point, from: Point, t: number): number {
  const ratio = b.y / a.y;
  if (!(ratio > 0) || !Number.isFinite(ratio)) return Number.NaN;
  return from.y * ratio ** ((t - from.t) / (b.t - a.t));
}

function count(column: string, before: Float64Array, marks: Float64Array): FillReport {
  let missing = 0;
  let interpolated = 0;
  let extrapolated = 0;
  for (let i = 0; i < before.length; i++) {
    if (Number.isNaN(before[i]!)) missing++;
    if (marks[i] === FILL_MARK.interpolated) interpolated++;
    else if (marks[i] === FILL_MARK.extrapolated) extrapolated++;
  }
  const filled = interpolated + extrapolated;
  const left = missing - filled;
  const present = before.length - left;
  const shareFilled = present === 0 ? 0 : filled / present;
  return { column, cells: before.length, missing, interpolated, extrapolated, left, shareFilled };
}

function stillMissing({ column, left }: FillReport): Notice {
  return notice(
    "table/still-missing",
    `${column}: ${left} cell(s) could not be filled (no value, or too few, in the unit).`,
    `${column}：有 ${left} 个单元格无法填补（该单位没有或仅有一个观测值，或不适用该规则）。`,
  );
}
