import { type Notice, notice } from "../../base/index.js";
import { type Column, numberColumn, type TextColumn } from "../column.js";
import { type Figure, type FigureForm, parseFigure } from "./parse-figure.js";

/** What is known of the columns beyond their texts. */
export interface CleanOptions {
  /** Names of columns that stay as they are. */
  readonly text: ReadonlySet<string>;
  /** Row of the file for a row of the table. */
  readonly fileRow: (row: number) => number;
  /** `comma` in files whose fields are parted by semicolons. Default `point`. */
  readonly decimal?: "point" | "comma";
  /**
   * Columns of which some cells were numbers in the file. Whole numbers that a workbook stores as
   * text in all cells are left as text (they may be codes), and named.
   */
  readonly stored?: ReadonlySet<string>;
  /** `texts`: the file tells numbers from texts (a workbook); `none`: it does not (CSV). */
  readonly types: "texts" | "none";
}

/** Levels looked at before a column is taken for words. */
const FIRST_LEVELS = 40;
/** Names of columns that hold codes by right. */
const CODE_NAME = /代码|编码|编号|邮编|区号|证券|股票|电话|code|stkcd|symbol|(?:^|_)id$|^id/i;
/** Share of cells that look like numbers from which a text column is named. */
const NAMED_SHARE = 0.5;
const SHOWN = 8;

/** Columns whose name says that they hold years. */
export function isYearName(name: string): boolean {
  return /^(?:year|years|yr|.*年份|.*年度|年)$/i.test(name.trim());
}

/**
 * Reads columns of text that hold figures as numbers, and says what was read as what; a column
 * that only mostly holds figures stays text and is named with its first other cell.
 * 中文: 把文本形式的数值列读成数值并说明
 *
 * Taken: thousands separators, full-width digits and minus signs, percentages (45.6% is 45.6, if
 * all cells have the sign), (1.5) for −1.5, 2019年, dates in a column of years, and signs for no
 * figure beside numbers. Codes with leading zeros make the column text.
 *
 * Warnings  table/read-as-numbers, table/looks-numeric.
 */
export function cleanColumns(
  columns: readonly Column[],
  options: CleanOptions,
): { readonly columns: Column[]; readonly notices: Notice[] } {
  const read: Told[] = [];
  const named: Told[] = [];
  const cleaned = columns.map((column): Column => {
    if (column.kind === "number" || options.text.has(column.name)) return column;
    const figures = figuresOf(column, options.decimal ?? "point");
    if (figures === undefined) return column;
    const cells = tally(column, figures);
    if (!isNumeric(column.name, cells, figures, options)) {
      const told = nameLooksNumeric(column, figures, cells, options);
      if (told !== undefined) named.push(told);
      return column;
    }
    const values = Float64Array.from(column.codes, (c) => (c < 0 ? Number.NaN : figures[c]!.value));
    const told = describeForms(column, figures, cells);
    if (told !== undefined) read.push(told);
    const { kind: _, codes: __, levels: ___, name, ...meta } = column;
    const unit = (cells.percent ?? 0) > 0 && meta.unit === undefined ? { unit: "%" } : {};
    return numberColumn(name, values, { ...meta, ...unit });
  });
  return { columns: cleaned, notices: [...readNotice(read), ...namedNotice(named)] };
}

/** A column and what is said of it. */
interface Told {
  readonly en: string;
  readonly zh: string;
}

type Tally = Partial<Record<FigureForm, number>>;

/** The levels as figures; undefined where the first ones are mostly words. */
function figuresOf(column: TextColumn, decimal: "point" | "comma"): Figure[] | undefined {
  const { levels } = column;
  const first = levels.slice(0, FIRST_LEVELS).map((l) => parseFigure(l, decimal));
  const words = first.filter((f) => f.form === "text").length;
  if (words > first.length / 2) return undefined;
  return [...first, ...levels.slice(FIRST_LEVELS).map((l) => parseFigure(l, decimal))];
}

function tally(column: TextColumn, figures: readonly Figure[]): Tally {
  const cells: Tally = {};
  for (const code of column.codes) {
    if (code < 0) continue;
    const { form } = figures[code]!;
    cells[form] = (cells[form] ?? 0) + 1;
  }
  return cells;
}

function isNumeric(
  name: string,
  cells: Tally,
  figures: readonly Figure[],
  options: CleanOptions,
): boolean {
  const has = (form: FigureForm): boolean => (cells[form] ?? 0) > 0;
  if (has("text") || has("code")) return false;
  const simple = has("plain") || has("grouped") || has("full-width") || has("decimal-comma");
  if (!simple && !has("bracketed") && !has("percent") && !has("year") && !has("date")) return false;
  const isYears = figures.every(
    ({ form, value }) => form === "missing" || (Number.isInteger(value) && isYear(value)),
  );
  if (has("date")) return isYearName(name) && isYears;
  if (has("year")) return isYears;
  if (has("percent")) return !simple && !has("bracketed");
  const isWhole = figures.every(({ form, value }) => form === "missing" || Number.isInteger(value));
  // (1), (2), (3) are numbers of items, not losses.
  if (has("bracketed") && !simple && isWhole) return false;
  // A comma before three digits parts thousands or decimals: both readings are open.
  if (options.decimal === "comma" && has("grouped") && !has("decimal-comma")) return false;
  if (options.types === "none" || options.stored?.has(name) === true) return true;
  const isPlain = !has("grouped") && !has("bracketed") && !has("full-width");
  return !(isPlain && isWhole) || (isYears && isYearName(name));
}

function isYear(value: number): boolean {
  return value >= 1800 && value < 2200;
}

const FORMS: Readonly<Record<Exclude<FigureForm, "text" | "code">, readonly [string, string]>> = {
  plain: ["numbers stored as text", "文本型数字"],
  grouped: ["thousands separators", "千位分隔"],
  "full-width": ["full-width digits or signs", "全角数字或符号"],
  "decimal-comma": ["decimal commas", "小数逗号"],
  bracketed: ["brackets for negative numbers", "括号表示负数"],
  percent: ["percentages, in percent", "百分数，单位为 %"],
  year: ["years", "年份"],
  date: ["dates, as their years", "日期，取年份"],
  missing: ["missing", "缺失"],
};

function describeForms(
  column: TextColumn,
  figures: readonly Figure[],
  cells: Tally,
): Told | undefined {
  const forms = (Object.keys(FORMS) as (keyof typeof FORMS)[]).filter(
    (f) => (cells[f] ?? 0) > 0 && f !== "plain",
  );
  const shown = forms.length > 0 ? forms : (["plain"] as const);
  const part = (form: keyof typeof FORMS, lang: 0 | 1): string => {
    const at = figures.findIndex((f) => f.form === form);
    const value = form === "missing" ? (lang === 0 ? "missing" : "缺失") : figures[at]!.value;
    const word = form === "missing" ? "" : `${FORMS[form][lang]}, `;
    return `${JSON.stringify(column.levels[at])} → ${value} (${word}${cells[form]})`;
  };
  return {
    en: `${column.name}: ${shown.map((f) => part(f, 0)).join(", ")}`,
    zh: `${column.name}：${shown.map((f) => part(f, 1)).join("，")}`,
  };
}

function readNotice(read: readonly Told[]): Notice[] {
  if (read.length === 0) return [];
  const more = read.length > SHOWN ? "; …" : "";
  const list = (lang: "en" | "zh"): string =>
    read
      .slice(0, SHOWN)
      .map((r) => r[lang])
      .join(lang === "en" ? "; " : "；") + more;
  return [
    notice(
      "table/read-as-numbers",
      `${read.length} column(s) of figures in text form were read as numbers (cells): ${list("en")}`,
      `${read.length} 列文本形式的数值已读成数值（单元格数）：${list("zh")}`,
    ),
  ];
}

function nameLooksNumeric(
  column: TextColumn,
  figures: readonly Figure[],
  cells: Tally,
  options: CleanOptions,
): Told | undefined {
  const count = (...forms: FigureForm[]): number =>
    forms.reduce((sum, f) => sum + (cells[f] ?? 0), 0);
  const numbers = count("plain", "grouped", "full-width", "decimal-comma", "bracketed", "percent");
  const all = numbers + count("text", "code", "year", "date");
  // Codes and dates are texts by right.
  if (numbers === 0 || numbers < NAMED_SHARE * all || count("code") > 0) return undefined;
  const usual: FigureForm = count("percent") > numbers / 2 ? "percent" : "plain";
  const isOdd = (form: FigureForm): boolean =>
    form === "text" ||
    form === "date" ||
    form === "year" ||
    (count("percent") > 0 && form !== "missing" && (form === "percent") !== (usual === "percent"));
  const row = column.codes.findIndex((c) => c >= 0 && isOdd(figures[c]!.form));
  if (row < 0) {
    if (CODE_NAME.test(column.name)) return undefined;
    return {
      en: `${column.name} (all ${numbers} cells; they may be codes)`,
      zh: `${column.name}（全部 ${numbers} 个单元格；可能是代码）`,
    };
  }
  const like = column.codes.reduce(
    (n, c) => (c >= 0 && figures[c]!.form !== "missing" && !isOdd(figures[c]!.form) ? n + 1 : n),
    0,
  );
  const odd = JSON.stringify(column.levels[column.codes[row]!]!.slice(0, 30));
  const at = options.fileRow(row);
  return {
    en: `${column.name} (${like} of ${all} cells; not row ${at} ${odd})`,
    zh: `${column.name}（${all} 个单元格中有 ${like} 个；第 ${at} 行 ${odd} 不是）`,
  };
}

function namedNotice(named: readonly Told[]): Notice[] {
  if (named.length === 0) return [];
  const list = (lang: "en" | "zh"): string =>
    named
      .slice(0, SHOWN)
      .map((n) => n[lang])
      .join(lang === "en" ? "; " : "；");
  return [
    notice(
      "table/looks-numeric",
      `${named.length} column(s) look like numbers but were read as text: ${list("en")}. Correct the cells, or take the column as figures with xinzhi panel convert --numeric`,
      `${named.length} 列看似数值但按文本读取：${list("zh")}。请更正单元格，或用 xinzhi panel convert --numeric 按数值读取`,
    ),
  ];
}
