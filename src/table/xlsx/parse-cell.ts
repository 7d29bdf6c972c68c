import type { SheetCell } from "../read-sheet.js";

/** What a cell of a number column holds. */
export type ParsedCell =
  | { readonly kind: "number"; readonly value: number }
  /** Empty, or a sign that yearbooks use for no figure. */
  | { readonly kind: "missing"; readonly sign: string }
  | { readonly kind: "text"; readonly text: string };

const MISSING =
  /^(?:[-‐‑–—―─－一]+|[.…·]{2,}|…|\/|#|\*|无|缺|缺失|暂无|不详|n\/?a|nan|null|none|\\n)$/iu;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * Reads a cell as yearbooks write figures.   中文: 解析年鉴数值单元格
 *
 * Full-width digits, blanks inside and around, thousands separators (1,234.5) are taken; `—`, `…`,
 * `-`, `/`, `#` and the like are missing. Anything else is text: percentages keep their sign, a
 * figure with a note behind it (123①) is not guessed.
 */
export function parseCell(cell: SheetCell): ParsedCell {
  if (cell === null) return { kind: "missing", sign: "" };
  if (typeof cell === "number") return { kind: "number", value: cell };
  if (typeof cell === "boolean") return { kind: "number", value: cell ? 1 : 0 };
  const raw = cell.trim();
  // Before NFKC, which turns … into three dots.
  if (raw === "" || MISSING.test(raw)) return { kind: "missing", sign: raw };
  const text = raw.normalize("NFKC").replaceAll(/\s/g, "").replaceAll("，", ",");
  if (MISSING.test(text)) return { kind: "missing", sign: raw };
  if (GROUPED.test(text)) return { kind: "number", value: Number(text.replaceAll(",", "")) };
  if (PLAIN.test(text)) return { kind: "number", value: Number(text) };
  return { kind: "text", text: raw };
}
