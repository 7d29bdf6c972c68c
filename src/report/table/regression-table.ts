import { covarianceNote } from "./covariance-note.js";
import { effectLabel, type Labels } from "./effect-label.js";
import { type PlainColumn, type ReportedColumn, toPlainColumn } from "./reported-column.js";
import { starsFor } from "./stars.js";
import { STARS_NOTE } from "./stars-note.js";
import {
  emptyCell,
  numberCell,
  type TableCell,
  type TableModel,
  type TableRow,
  textCell,
  type Wording,
} from "./table-model.js";
import { termLabel } from "./term-label.js";
import { inLang } from "./wording.js";

/** A further row at the foot of a regression table. */
export interface FootRow {
  readonly label: Wording;
  /** One entry for each column; a whole number prints as a count. */
  readonly cells: readonly (Wording | number | null | TableCell)[];
  readonly digits?: number;
}

/** Options of `regressionTable`.   中文: 回归表选项 */
export interface RegressionTableOptions {
  readonly title?: Wording;
  /** Standard errors or t values in parentheses. Default `se`. */
  readonly parentheses?: "se" | "t";
  /** Digits of estimates and what stands below. Default 3. */
  readonly digits?: number;
  /** Names as readers know them, by name in the fit (terms, outcomes, fixed effects). */
  readonly labels?: Labels;
  /** Terms to print, in this order; the others become one row 控制变量 是/否. Default: all. */
  readonly keep?: readonly string[];
  /** Heading of each column under its number. Default: the outcome. */
  readonly headings?: readonly Wording[];
  /** Whether a heading that all columns share stands once above them. Default `columns`. */
  readonly outcome?: "columns" | "once";
  /** Headings over columns; 0 is the first result, both ends included. */
  readonly spans?: readonly {
    readonly text: Wording;
    readonly from: number;
    readonly to: number;
  }[];
  readonly rows?: readonly FootRow[];
  /** Goodness-of-fit rows. Default `["r2Adj"]`. */
  readonly fitRows?: readonly ("r2" | "r2Adj" | "r2Within")[];
  readonly notes?: readonly Wording[];
  /** Id of the lineage node behind a coefficient (column from 0). */
  readonly lineage?: (column: number, term: string) => string | undefined;
}

/**
 * Results side by side: the regression table of a paper.   中文: 回归结果表
 *
 * Stars `*** p<0.01, ** p<0.05, * p<0.1`; rows for controls (with `keep`), fixed effects, N and
 * adjusted R²; a note on what stands in parentheses and how errors are clustered. Takes fits,
 * event studies (their overall effect as `ATT`) and columns of plain numbers.
 *
 * @example
 * regressionTable([fit1, fit2], { keep: ["did"], labels: { did: { en: "Policy", zh: "政策" } } });
 */
export function regressionTable(
  results: readonly ReportedColumn[],
  options: RegressionTableOptions = {},
): TableModel {
  const columns = results.map(toPlainColumn);
  const kept = options.keep ?? termOrder(columns);
  const label = (name: string) => termLabel(name, options.labels);
  const estimates = joinRows(
    kept
      .map((name) => ({
        label: label(name),
        cells: columns.map((column, j) => estimateCell(column, j, name, options)),
      }))
      .filter((row) => row.cells.some((cell) => cell.kind !== "empty")),
  );
  const headings = columns.map((column, j) => options.headings?.[j] ?? label(column.outcome));
  const groups = options.spans?.length === 0 ? undefined : options.spans;
  // Said once: above the columns, or below the table where these have other headings.
  const shared = options.outcome === "once" && areOne(headings) ? headings[0]! : null;
  const spans =
    shared === null || groups !== undefined
      ? groups
      : [{ text: shared, from: 0, to: columns.length - 1 }];
  return {
    kind: "table",
    title: options.title ?? { en: "Regression results", zh: "回归结果" },
    columns: [
      { header: "" },
      ...columns.map((_, j) => ({
        header: `(${j + 1})`,
        ...(shared === null ? { subheader: headings[j]! } : {}),
      })),
    ],
    ...(spans === undefined
      ? {}
      : { spans: spans.map((s) => ({ ...s, from: s.from + 1, to: s.to + 1 })) }),
    groups: [{ rows: estimates }, { rule: "above", rows: footRows(columns, kept, options) }],
    notes: [
      ...(shared === null || groups === undefined ? [] : [outcomeNote(shared)]),
      spreadNote(columns, options.parentheses ?? "se", options.labels),
      STARS_NOTE,
      ...(options.notes ?? []),
    ],
  };
}

/** Terms of one label that no column has together, such as a policy of two panels, share a row. */
function joinRows(rows: readonly TableRow[]): TableRow[] {
  const out: TableRow[] = [];
  for (const row of rows) {
    const isOther = (r: TableRow) =>
      inLang(r.label, "en") === inLang(row.label, "en") &&
      inLang(r.label, "zh") === inLang(row.label, "zh") &&
      r.cells.every((cell, j) => cell.kind === "empty" || row.cells[j]!.kind === "empty");
    const at = out.findIndex(isOther);
    if (at < 0) out.push(row);
    else {
      const cells = out[at]!.cells.map((cell, j) => (cell.kind === "empty" ? row.cells[j]! : cell));
      out[at] = { ...out[at]!, cells };
    }
  }
  return out;
}

function outcomeNote(outcome: Wording): Wording {
  return {
    en: `All columns: ${inLang(outcome, "en")}.`,
    zh: `各列均为：${inLang(outcome, "zh")}。`,
  };
}

/** Whether several headings say the same. */
function areOne(headings: readonly Wording[]): boolean {
  const [first, ...others] = headings.map((h) => `${inLang(h, "en")}|${inLang(h, "zh")}`);
  return others.length > 0 && others.every((h) => h === first);
}

/** Terms as first met; the constant last. */
function termOrder(columns: readonly PlainColumn[]): string[] {
  const names = [...new Set(columns.flatMap((c) => c.terms.map((t) => t.name)))];
  return [...names.filter((n) => !isConstant(n)), ...names.filter(isConstant)];
}

function isConstant(name: string): boolean {
  return name === "(Intercept)" || name === "_cons";
}

function estimateCell(
  column: PlainColumn,
  j: number,
  name: string,
  options: RegressionTableOptions,
): TableCell {
  const term = column.terms.find((t) => t.name === name);
  if (term === undefined) return emptyCell;
  const digits = options.digits ?? 3;
  const lineage = options.lineage?.(j, name);
  return {
    kind: "estimate",
    estimate: term.estimate,
    digits,
    stars: starsFor(term.p),
    spread: options.parentheses === "t" ? term.statistic : term.se,
    spreadDigits: options.parentheses === "t" ? Math.min(digits, 2) : digits,
    ...(lineage === undefined ? {} : { lineage }),
  };
}

function footRows(
  columns: readonly PlainColumn[],
  kept: readonly string[],
  options: RegressionTableOptions,
): TableRow[] {
  const digits = options.digits ?? 3;
  const statistics = new Set(columns.flatMap((c) => Object.keys(c.statistics ?? {})));
  return [
    ...yesNoRows(columns, kept, options),
    ...(options.rows ?? []).map((row) => ({
      label: row.label,
      cells: columns.map((_, j) => footCell(row.cells[j], row.digits ?? digits)),
    })),
    ...[...statistics].map((name) => ({
      label: name,
      cells: columns.map((c) => footCell(c.statistics?.[name], digits)),
    })),
    { label: "N", cells: columns.map((c) => numberCell(c.nobs, 0)) },
    ...fitRows(columns, options),
  ];
}

function yesNoRows(
  columns: readonly PlainColumn[],
  kept: readonly string[],
  options: RegressionTableOptions,
): TableRow[] {
  const rows: TableRow[] = [];
  const add = (label: Wording, has: (c: PlainColumn) => boolean) =>
    rows.push({
      label,
      // A column that could not be estimated says neither.
      cells: columns.map((c) =>
        Number.isNaN(c.nobs)
          ? emptyCell
          : textCell(has(c) ? { en: "Yes", zh: "是" } : { en: "No", zh: "否" }),
      ),
    });
  const hasOthers = (c: PlainColumn) =>
    c.controls === "yes" || c.terms.some((t) => !kept.includes(t.name) && !isConstant(t.name));
  if (columns.some(hasOthers)) add({ en: "Controls", zh: "控制变量" }, hasOthers);
  const effects = new Set(columns.flatMap((c) => Object.keys(c.fixedEffects ?? {})));
  for (const name of effects) {
    const shown = effectLabel(name, options.labels);
    const isTrend = name.includes("[");
    const label = {
      en: `${shown.en.slice(0, 1).toUpperCase()}${shown.en.slice(1)}${isTrend ? "" : " fixed effects"}`,
      zh: `${shown.zh}${isTrend ? "" : "固定效应"}`,
    };
    add(label, (c) => Object.hasOwn(c.fixedEffects ?? {}, name));
  }
  return rows;
}

function fitRows(columns: readonly PlainColumn[], options: RegressionTableOptions): TableRow[] {
  const names: Readonly<Record<"r2" | "r2Adj" | "r2Within", Wording>> = {
    r2: "R²",
    r2Adj: { en: "Adjusted R²", zh: "调整后 R²" },
    r2Within: { en: "Within R²", zh: "组内 R²" },
  };
  return (options.fitRows ?? ["r2Adj"]).flatMap((key) => {
    const values = columns.map((c) => c[key] ?? null);
    if (values.every((v) => v === null)) return [];
    return [{ label: names[key], cells: values.map((v) => numberCell(v, 3)) }];
  });
}

function footCell(cell: FootRow["cells"][number] | undefined, digits: number): TableCell {
  if (cell === undefined || cell === null) return emptyCell;
  if (typeof cell === "number") return numberCell(cell, Number.isInteger(cell) ? 0 : digits);
  if (typeof cell === "object" && "kind" in cell) return cell;
  return textCell(cell);
}

/** The columns of one note: `(1)–(4), (6)`. */
function columnsOf(notes: readonly string[], note: string): string {
  const runs: [number, number][] = [];
  notes.forEach((n, j) => {
    if (n !== note) return;
    const last = runs.at(-1);
    if (last?.[1] === j) last[1] = j + 1;
    else runs.push([j + 1, j + 1]);
  });
  return runs.map(([a, b]) => (a === b ? `(${a})` : `(${a})–(${b})`)).join(", ");
}

function spreadNote(
  columns: readonly PlainColumn[],
  kind: "se" | "t",
  labels: Labels | undefined,
): Wording {
  const own = (c: PlainColumn): Wording =>
    c.errors === undefined ? "" : covarianceNote(c.errors, labels);
  const inBoth = (lang: "en" | "zh") => {
    const notes = columns.map((c) => inLang(c.covarianceNote ?? own(c), lang));
    const known = notes.filter((n) => n !== "");
    if (known.length === 0) return "";
    const isEstimated = (_: string, j: number) => !Number.isNaN(columns[j]!.nobs);
    if (notes.filter(isEstimated).every((n) => n === known[0]))
      return `${lang === "zh" ? "，" : ", "}${known[0]}`;
    // Columns of other samples have other numbers of clusters: the ways alone are said once.
    const ways = notes.map((n) => n.replaceAll(/ ?[（(][\d,]+( 个)?[)）]/g, ""));
    if (ways.every((n) => n === ways[0])) return `${lang === "zh" ? "，" : ", "}${ways[0]}`;
    const list = [...new Set(known)].map((note) => `${columnsOf(notes, note)} ${note}`);
    return lang === "zh" ? `：${list.join("；")}` : `: ${list.join("; ")}`;
  };
  return kind === "se"
    ? {
        en: `Standard errors in parentheses${inBoth("en")}.`,
        zh: `括号内为标准误${inBoth("zh")}。`,
      }
    : { en: `t statistics in parentheses${inBoth("en")}.`, zh: `括号内为 t 值${inBoth("zh")}。` };
}
