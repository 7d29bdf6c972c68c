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
 * Full-width digits, blanks around, thousands separators (1,234.5 or 1 234.5) are taken; `—`, `…`,
 * `-`, `/`, `#` and the like are missing. Anything else is text: percentages keep their sign, a
 * figure with a note behind it (123①) is not guessed.
 */
export function parseCell(cell: SheetCell): ParsedCell {
  if (cell === null) return { kind: "missing", sign: "" };
  if (typeof cell === "number") return { kind: "number", value: cell };
  if (typeof cell === "boolean") return { kind: "number", value: cell ? 1 : 0 };
  const raw = cell.trim();
  const text = joinGroups(halfWidth(raw).trim());
  if (text === "" || MISSING.test(text)) return { kind: "missing", sign: raw };
  if (GROUPED.test(text)) return { kind: "number", value: Number(text.replaceAll(",", "")) };
  if (PLAIN.test(text)) return { kind: "number", value: Number(text) };
  return { kind: "text", text: raw };
}

/** 1 234 567 is a number; 12 15 may be two. */
function joinGroups(text: string): string {
  return /^[+-]?\d{1,3}(?:\s\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(/\s/g, "") : text;
}

/** Full-width forms only: NFKC would make 1231 of 123①. */
function halfWidth(text: string): string {
  return text.replaceAll(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
}
