import type { Table } from "../../src/table/index.js";

const MISSING = new Set(["", "NA", ".", "NaN"]);
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A table as text: names, then cells; missing is `∅`. */
export function tableText(table: Table): string {
  const rows = [table.names.join("\u0001")];
  for (let i = 0; i < table.nrow; i++) {
    rows.push(
      table.columns
        .map((c) => {
          if (c.kind === "number") return Number.isNaN(c.values[i]!) ? "∅" : String(c.values[i]);
          return c.codes[i]! < 0 ? "∅" : c.levels[c.codes[i]!]!;
        })
        .join("\u0001"),
    );
  }
  return rows.join("\u0002");
}

/**
 * What a plain reader by RFC 4180 makes of a CSV; undefined where the file is not plain: another
 * encoding or delimiter, controls, quotes inside cells, rows of other lengths, formulas, guards, blanks, codes
 * that only look like numbers, empty lines.
 */
export function independentCsv(bytes: Buffer): string | undefined {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd;|]/u.test(text.replace(/\n/g, ""))) return undefined;
  const rows = records(text);
  const [names, ...body] = rows ?? [];
  if (names === undefined || body.length === 0 || names.length < 2) return undefined;
  if (new Set(names).size < names.length) return undefined;
  if (names.some((n) => n === "" || n !== n.trim())) return undefined;
  if (body.some((r) => r.length !== names.length)) return undefined;
  const cells = body.flat();
  if (cells.some((c) => c !== c.trim() || (/^[=+@'-]/.test(c) && !PLAIN.test(c)))) return undefined;
  const kinds = names.map((_, j) => {
    const filled = body.map((r) => r[j]!).filter((c) => !MISSING.has(c));
    if (filled.some((c) => /^[+-]?0\d/.test(c) || /\d{16}/.test(c))) return "unclear";
    if (filled.every((c) => PLAIN.test(c) && Number.isFinite(Number(c)))) return "number";
    // Some look like figures: the reader weighs them.
    return filled.some((c) => /^[\d０-９.,，+\-—…%％\s*()（）]/u.test(c)) ? "unclear" : "text";
  });
  if (kinds.includes("unclear")) return undefined;
  const lines = body.map((r) =>
    r
      .map((c, j) => {
        if (MISSING.has(c)) return "∅";
        return kinds[j] === "number" ? String(Number(c)) : c;
      })
      .join("\u0001"),
  );
  return [names.join("\u0001"), ...lines].join("\u0002");
}

/** Records of text, quotes undone; undefined where a quote stands inside a cell that is not quoted. */
function records(text: string): string[][] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    let cell: string;
    if (text[at] === '"') {
      const found = /"((?:[^"]|"")*)"/y;
      found.lastIndex = at;
      const quoted = found.exec(text);
      // In quotes NA is a text and an empty cell may be one.
      if (quoted === null || MISSING.has(quoted[1]!) || quoted[1]!.includes("\n")) return undefined;
      cell = quoted[1]!.replaceAll('""', '"');
      at = found.lastIndex;
    } else {
      const end = text.slice(at).search(/[,\n]/);
      cell = end < 0 ? text.slice(at) : text.slice(at, at + end);
      if (cell.includes('"')) return undefined;
      at += cell.length;
    }
    row.push(cell);
    const next = text[at];
    at++;
    if (next === ",") {
      if (at >= text.length) return undefined;
      continue;
    }
    if (next !== "\n" && next !== undefined) return undefined;
    if (row.length === 1) return undefined;
    rows.push(row);
    row = [];
  }
  return rows;
}
