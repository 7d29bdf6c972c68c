import { parseFigure } from "./parse-figure.js";
import type { SheetCell } from "./parse-sheet.js";

/** Where the names of the columns stand, and what stands between them and the data. */
export interface HeaderPlace {
  /** Row of the header, from 0. */
  readonly header: number;
  /** Rows below it with labels and units (CSMAR, CNRDS), from 0. */
  readonly labels: readonly number[];
}

/** Titles that may stand above a header. */
const MOST_TITLES = 10;
/** Rows of labels and units below a header. */
const MOST_LABELS = 2;
/** A unit in a cell of its own. */
const UNIT =
  /^(?:没有单位|无单位|无|[（(](?![-\d.,，\s%]+[）)]).+[）)]|[十百千万亿]*(?:元|美元|人|户|个|家|件|项|吨|公里|平方公里|平方米|公顷|亩|千瓦时|立方米|辆|张|册|所|股|天|年|倍|次)|%|％|‰|元\/.+|人\/.+)$/;

/**
 * Finds the header among the first rows of a text file.   中文: 定位文本表的表头
 *
 * A title is a row with its first cell alone, above a row of names. A file of one column, and one
 * whose second row already holds figures, has its header first.
 */
export function headerBelowTitles(rows: readonly (readonly SheetCell[])[]): number {
  let at = 0;
  while (at < MOST_TITLES && at + 2 < rows.length && isAlone(rows[at]!)) at++;
  if (at === 0 || !isNames(rows[at]!)) return 0;
  return at;
}

function isAlone(row: readonly SheetCell[]): boolean {
  return !isEmpty(row[0]) && row.slice(1).every(isEmpty);
}

/** Two names or more, none of them a figure other than a year. */
function isNames(row: readonly SheetCell[]): boolean {
  const filled = row.filter((c) => !isEmpty(c));
  return (
    filled.length >= 2 &&
    filled.every((cell) => {
      const { form, value } = figureOf(cell);
      return form === "text" || form === "year" || (value >= 1800 && value < 2200);
    })
  );
}

/**
 * Rows of labels and units between the header and the data, as CSMAR and CNRDS write them: under
 * names in Latin letters a row of Chinese ones, then perhaps one of units; below, columns of
 * figures in which those rows have none.   中文: 识别变量标签行与单位行
 */
export function findLabelRows(rows: readonly (readonly SheetCell[])[], header: number): number[] {
  const names = rows[header]!.filter((c) => !isEmpty(c));
  const latin = names.filter((c) => /^[\w.-]+$/.test(String(c))).length;
  if (latin < 0.8 * names.length) return [];
  const found: number[] = [];
  for (let at = header + 1; at <= header + MOST_LABELS && at + 1 < rows.length; at++) {
    const row = rows[at]!;
    const filled = row.filter((c) => !isEmpty(c));
    const isWords = filled.every((c) => figureOf(c).form === "text");
    const chinese = filled.filter((c) => /\p{Script=Han}/u.test(String(c))).length;
    const isLabels = found.length === 0 && chinese >= 0.5 * filled.length;
    const isUnits = filled.every((c) => UNIT.test(String(c).trim()));
    // 无 in a row of names is a figure that is missing, in one of units it is none.
    const isEither = isWords ? isLabels || isUnits : isUnits && found.length > 0;
    if (filled.length < 0.5 * names.length || !isEither) break;
    found.push(at);
  }
  return found.length > 0 && hasFiguresBelow(rows, found) ? found : [];
}

/** A column with figures only below the rows, and a word in each of them. */
function hasFiguresBelow(
  rows: readonly (readonly SheetCell[])[],
  labels: readonly number[],
): boolean {
  const below = rows.slice(labels.at(-1)! + 1);
  const width = rows[labels[0]!]!.length;
  for (let j = 0; j < width; j++) {
    if (labels.some((i) => isEmpty(rows[i]![j]))) continue;
    const forms = below.map((row) => figureOf(row[j] ?? null).form);
    if (forms.includes("text") || forms.every((f) => f === "missing")) continue;
    return true;
  }
  return false;
}

/** The label and the unit of a column in the rows found by `findLabelRows`. */
export function labelOf(
  rows: readonly (readonly SheetCell[])[],
  labels: readonly number[],
  column: number,
): { readonly label?: string; readonly unit?: string } {
  const cell = (at: number | undefined): string =>
    at === undefined ? "" : String(rows[at]![column] ?? "").trim();
  const isUnitsOnly =
    labels.length === 1 && rows[labels[0]!]!.every((c) => isEmpty(c) || UNIT.test(String(c)));
  const label = isUnitsOnly ? "" : cell(labels[0]);
  const unit = cell(isUnitsOnly ? labels[0] : labels[1]).replace(/^[（(](.*)[）)]$/, "$1");
  return {
    ...(label === "" ? {} : { label }),
    ...(unit === "" || /^(?:没有单位|无单位|无)$/.test(unit) ? {} : { unit }),
  };
}

function isEmpty(cell: SheetCell | undefined): boolean {
  return cell === null || cell === undefined || cell === "";
}

function figureOf(cell: SheetCell): ReturnType<typeof parseFigure> {
  if (typeof cell === "number") return { form: "plain", value: cell };
  return parseFigure(cell === null ? "" : String(cell));
}
