import type { Labels } from "./effect-label.js";
import { STARS_NOTE } from "./stars-note.js";
import type { TableCell, TableModel, Wording } from "./table-model.js";
import { inLang } from "./wording.js";

/** How a finished table is to look.   中文: 表格样式 */
export interface TableStyle {
  readonly title?: Wording;
  /** Names as readers know them, by what stands in the table. */
  readonly labels?: Labels;
  /** Digits of estimates and of what stands below them. */
  readonly digits?: number;
  readonly parentheses?: "se" | "t";
  readonly stars?: "show" | "none";
}

/**
 * The same table in another style; counts and statistics keep their digits.   中文: 改变表格样式
 *
 * @example restyleTable(regressionTable(fits), { digits: 4, parentheses: "t", stars: "none" });
 */
export function restyleTable(table: TableModel, style: TableStyle): TableModel {
  const { title, labels = {}, parentheses, stars } = style;
  const named = (text: Wording): Wording => labels[inLang(text, "en")] ?? text;
  const columns = table.columns.map((c) => ({
    ...c,
    header: named(c.header),
    ...(c.subheader === undefined ? {} : { subheader: named(c.subheader) }),
  }));
  const groups = table.groups.map((group) => ({
    ...group,
    rows: group.rows.map((row) => ({
      label: named(row.label),
      cells: row.cells.map((cell) => restyleCell(cell, style)),
    })),
  }));
  const kept = table.notes.filter((note) => stars !== "none" || note !== STARS_NOTE);
  return {
    ...table,
    ...(title === undefined ? {} : { title }),
    columns,
    groups,
    notes: parentheses === "t" ? kept.map(asTNote) : kept,
  };
}

/** Whether a table has estimates with something in parentheses.   中文: 表中是否有括号内数值 */
export function hasParentheses(table: TableModel): boolean {
  return table.groups.some((g) =>
    g.rows.some((r) => r.cells.some((c) => c.kind === "estimate" && c.spread !== null)),
  );
}

function restyleCell(cell: TableCell, style: TableStyle): TableCell {
  const { digits, parentheses, stars } = style;
  if (cell.kind === "number" && cell.stars !== undefined) {
    return {
      ...cell,
      ...(digits === undefined ? {} : { digits }),
      ...(stars === "none" ? { stars: "" } : {}),
    };
  }
  if (cell.kind !== "estimate") return cell;
  const places = digits ?? cell.digits;
  const isT = parentheses === "t";
  return {
    ...cell,
    digits: places,
    stars: stars === "none" ? "" : cell.stars,
    spread:
      isT && cell.spread !== null
        ? cell.spread > 0
          ? cell.estimate / cell.spread
          : null
        : cell.spread,
    spreadDigits: isT ? Math.min(places, 2) : places,
  };
}

function asTNote(note: Wording): Wording {
  if (typeof note === "string") return note;
  return {
    en: note.en.replace(/^Standard errors in parentheses/, "t statistics in parentheses"),
    zh: note.zh.replace(/^括号内为标准误/, "括号内为 t 值"),
  };
}
