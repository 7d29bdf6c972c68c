import { nearest } from "../../base/index.js";
import { patentError } from "../errors.js";
import {
  DERWENT_TAGS,
  detectService,
  foldHeading,
  HEADINGS,
  PATENT_FIELDS,
  type PatentField,
  SYMBOL_PARTS,
} from "./column-presets.js";

/** Which columns hold which field; several columns of one name are tried in order. */
export interface ColumnMap {
  readonly service: string;
  readonly columns: ReadonlyMap<PatentField, readonly number[]>;
  /** Columns that hold the parts of a symbol; none where it stands in one cell. */
  readonly symbolParts: readonly number[];
  readonly width: number;
}

/** What the user says about columns: field → heading. */
export type UserMap = Readonly<Partial<Record<PatentField, string>>>;

/** Reads `--map id=公开号,ipc=国际分类`; `id` is the publication number.   中文: 解析列映射 */
export function parseUserMap(text: string): UserMap {
  const map: Partial<Record<PatentField, string>> = {};
  for (const pair of text.split(",")) {
    const cut = pair.indexOf("=");
    const name = pair.slice(0, cut < 0 ? undefined : cut).trim();
    const field = name === "id" ? "publication" : PATENT_FIELDS.find((f) => f === name);
    if (field === undefined || cut < 0) {
      throw patentError("unknown-field", {
        field: name,
        nearest: nearest(name, PATENT_FIELDS),
        known: PATENT_FIELDS,
      });
    }
    map[field] = pair.slice(cut + 1).trim();
  }
  return map;
}

/** How many fields a row of headings would give: what finds the header row. */
export function countFields(row: readonly string[]): number {
  const folded = new Set(row.map(foldHeading));
  if (isDerwent(folded)) return PATENT_FIELDS.length;
  return PATENT_FIELDS.filter((f) => HEADINGS[f].some((h) => folded.has(h))).length;
}

/**
 * Finds the columns of a patent export by its headings.   中文: 识别列
 *
 * Errors    patent/no-columns — neither numbers nor symbols are recognised; patent/unmapped-column
 *           — a column that the user named is not there.
 */
export function mapColumns(headings: readonly string[], user: UserMap, file: string): ColumnMap {
  const folded = headings.map(foldHeading);
  const columns = new Map<PatentField, readonly number[]>();
  const derwent = isDerwent(new Set(folded));
  for (const field of PATENT_FIELDS) {
    const named = user[field];
    const at =
      named === undefined
        ? headingsOf(field, derwent).flatMap((h) => places(folded, h))
        : places(folded, foldHeading(named));
    if (named !== undefined && at.length === 0) {
      throw patentError("unmapped-column", {
        file,
        column: named,
        nearest: nearest(named, headings),
        have: headings,
      });
    }
    if (at.length > 0) columns.set(field, at);
  }
  const parts = SYMBOL_PARTS.flatMap((h) => places(folded, h).slice(0, 1));
  const symbolParts = parts.length === SYMBOL_PARTS.length && !columns.has("ipc") ? parts : [];
  const needed = (["publication", "application", "ipc", "ipcMain"] as const).some((f) =>
    columns.has(f),
  );
  if (!needed) throw patentError("no-columns", { file, have: headings });
  return { service: detectService(headings), columns, symbolParts, width: headings.length };
}

function headingsOf(field: PatentField, derwent: boolean): readonly string[] {
  if (!derwent) return HEADINGS[field];
  const tag = DERWENT_TAGS[field];
  return tag === undefined ? [] : [tag];
}

function isDerwent(folded: ReadonlySet<string>): boolean {
  return ["pn", "ae", "ip", "ti"].every((tag) => folded.has(tag));
}

function places(folded: readonly string[], heading: string): number[] {
  return folded.flatMap((h, i) => (h === heading ? [i] : []));
}
