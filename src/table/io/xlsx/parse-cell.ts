import { parseFigure, trimBlanks } from "../parse-figure.js";
import type { SheetCell } from "../parse-sheet.js";

/** What a cell of a number column holds. */
export type ParsedCell =
  | { readonly kind: "number"; readonly value: number }
  /** Empty, or a sign that yearbooks use for no figure. */
  | { readonly kind: "missing"; readonly sign: string }
  | { readonly kind: "text"; readonly text: string };

const NUMBERS = new Set(["plain", "grouped", "full-width", "code"]);

/**
 * Reads a cell as yearbooks write figures.   中文: 解析年鉴数值单元格
 *
 * Full-width digits, blanks around, thousands separators (1,234.5 or 1 234.5) are taken; `—`, `…`,
 * `-`, `/`, `#` and the like are missing. Anything else is text: percentages keep their sign, a
 * figure with a note behind it (123①) is not guessed.
 */
export function parseCell(cell: SheetCell): ParsedCell {
  if (cell === null) return { kind: "missing", sign: "" };
  if (typeof cell === "number") return { kind: "number", value: cell };
  if (typeof cell === "boolean") return { kind: "number", value: cell ? 1 : 0 };
  const raw = trimBlanks(cell);
  const { form, value } = parseFigure(raw);
  if (form === "missing") return { kind: "missing", sign: raw };
  if (!NUMBERS.has(form)) return { kind: "text", text: raw };
  return { kind: "number", value: form === "code" ? Number(raw.normalize("NFKC")) : value };
}
