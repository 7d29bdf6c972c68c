import { type Notice, notice, sha256 } from "../../../base/index.js";
import type { Column, ColumnMeta } from "../../column.js";
import { isStataDate, stataDateText, stataYear } from "../../stata-dates.js";
import { type Origin, Table } from "../../table.js";
import { isYearName } from "../clean-columns.js";
import { DtaCursor } from "./dta-cursor.js";
import { decodeDta } from "./dta-decode.js";
import { type DtaHead, nameWidth, readDtaHead } from "./dta-head.js";
import { collect, type DtaTexts, readNumbers, readTexts } from "./dta-values.js";

/** Options of `readDta`. */
export interface ReadDtaOptions {
  /** Name that messages use. Default `"data"`. */
  readonly file?: string;
  readonly sha256?: string;
  /**
   * Encoding of texts. Default: found by `decode` for all of them together (`latin1` for files from
   * western Windows).
   */
  readonly encoding?: "utf-8" | "gb18030" | "latin1";
  /** Labelled numbers stay numbers with their labels (`keep`, default) or become `text`. */
  readonly labels?: "keep" | "text";
}

/** Characteristics in which our writer keeps what Stata has no place for. */
export const OUR_CHARACTERISTICS = {
  name: "xinzhi_name",
  unit: "xinzhi_unit",
  source: "xinzhi_source",
  lineage: "xinzhi_lineage",
  /** Labels longer than Stata's 80 characters, in full. */
  label: "xinzhi_label",
  hash: "xinzhi_sha256",
} as const;

/**
 * Reads a Stata file, formats 113 to 119 (Stata 8 to 18).   中文: 读取 Stata 文件
 *
 * Numbers of every width, the missing codes `.` and `.a`–`.z` (NaN, kind kept), fixed and long
 * strings, variable labels, value labels, display formats. Texts should be UTF-8 from 118 on, and
 * older files do not say: all go through `decodeDta`. Dates (`%td`, `%tm`, `%tq` …) stay numbers with
 * their format, which .csv and .xlsx get written out; days in a column named as year become years.
 *
 * Errors    table/corrupt — cut short or damaged; a file written by us is checked by its hash, so
 *           that no changed byte goes unnoticed; table/dta-release.
 * Warnings  in the table's origin: those of `decodeDta`, table/dates, table/dates-as-years,
 *           table/labels-missing.
 * Agrees    Stata's specification (help dta); R haven 2.5 reads what we write.
 * @example readDta(readFileSync("panel.dta")).number("gdp")
 */
export function readDta(input: Uint8Array, options: ReadDtaOptions = {}): Table {
  const file = options.file ?? "data";
  const cursor = new DtaCursor(input, file);
  const head = readDtaHead(cursor);
  checkHash(cursor, head);
  const dataStart = cursor.at;
  const stride = head.types.reduce((sum, t) => sum + t.width, 0);
  cursor.skip(stride * head.nobs);
  if (head.release >= 117) cursor.expect("</data><strls>");
  const strls = head.release >= 117 ? readStrls(cursor, head.release) : new Map<string, string>();
  const labelSets = readValueLabels(cursor, head.release);
  const raw = head.types.map((type, j) => {
    const start = dataStart + head.types.slice(0, j).reduce((sum, t) => sum + t.width, 0);
    if (type.kind === "str") return readTexts(cursor.bytes, type.width, start, stride, head.nobs);
    if (type.kind === "strL") return readStrlColumn(cursor, head, start, stride, strls);
    return readNumbers(cursor, type, start, stride, head.nobs);
  });
  const { decode, notices } = decodeDta(
    head,
    raw.map((data, j) => ({ name: head.names[j]!, texts: "levels" in data ? data : undefined })),
    [...labelSets.values()].flatMap((labels) => [...labels.values()]),
    file,
    options.encoding,
  );
  const columns = raw.map((data, j): Column => {
    const meta = metaOf(head, j, labelSets, decode);
    const name = ownText(head, j, "name", decode) ?? decode(head.names[j]!);
    if ("values" in data) return asText({ kind: "number", name, ...meta, ...data }, options.labels);
    const { valueLabels: _, ...textMeta } = meta;
    return { kind: "text", name, ...textMeta, ...decodeLevels(data, decode) };
  });
  const dated = readDates(columns);
  const told = [...notices, ...missingLabels(head, labelSets, decode), ...dated.notices];
  return new Table(dated.columns, {
    file,
    ...(told.length === 0 ? {} : { notices: told }),
    ...(options.sha256 === undefined ? {} : { sha256: options.sha256 }),
    ...dataSetTexts(head, decode),
    // A .dta file has no header line: row i is observation i + 1.
    rowNumbers: Int32Array.from({ length: head.nobs }, (_, i) => i + 1),
  });
}

/**
 * Dates stay the numbers that Stata counts, with their format, and are named; a column of years that
 * holds days or times becomes years.
 */
function readDates(columns: readonly Column[]): {
  readonly columns: readonly Column[];
  readonly notices: Notice[];
} {
  const years: string[] = [];
  const dates: string[] = [];
  const read = columns.map((column): Column => {
    const { name } = column;
    if (!isStataDate(column) || /^%-?ty/.test(column.format ?? "")) return column;
    const { format = "", values, ...rest } = column;
    const first = values.find((v) => !Number.isNaN(v));
    if (first === undefined) return column;
    const as = values.map((v) => stataYear(v, format));
    const isDay = /^%-?(?:t[dc]|d)/.test(format);
    if (
      isDay &&
      isYearName(name) &&
      as.every((y, i) => Number.isNaN(y) === Number.isNaN(values[i]!))
    ) {
      years.push(`${name}: ${stataDateText(first, format)} → ${stataYear(first, format)}`);
      return { ...rest, values: as };
    }
    dates.push(`${name} ${format} ${first} = ${stataDateText(first, format)}`);
    return column;
  });
  return { columns: read, notices: dateNotices(years, dates) };
}

function dateNotices(years: readonly string[], dates: readonly string[]): Notice[] {
  const list = (items: readonly string[]): string =>
    items.slice(0, 8).join("; ") + (items.length > 8 ? "; …" : "");
  return [
    ...(years.length === 0
      ? []
      : [
          notice(
            "table/dates-as-years",
            `${years.length} column(s) of years hold dates, of which the year was taken: ${list(years)}`,
            `${years.length} 个年份列为日期，已取其年份：${list(years)}`,
          ),
        ]),
    ...(dates.length === 0
      ? []
      : [
          notice(
            "table/dates",
            `${dates.length} column(s) hold dates, as numbers counted from 1960 (${list(dates)}); .csv and .xlsx get them written out, and year(${dates[0]!.split(" ")[0]}) in panel gen gives the year`,
            `${dates.length} 列为日期，以 1960 年起的计数表示（${list(dates)}）；写出 .csv 和 .xlsx 时为日期文本，panel gen 中 year(${dates[0]!.split(" ")[0]}) 取年份`,
          ),
        ]),
  ];
}

/** Value labels that variables name but the file does not hold: a file cut behind its data, say. */
function missingLabels(head: DtaHead, sets: LabelSets, decode: (raw: string) => string): Notice[] {
  const lost = head.names.filter((_, j) => {
    const label = head.labelNames[j]!;
    return label !== "" && !sets.has(label);
  });
  if (lost.length === 0) return [];
  const names = lost.slice(0, 8).map(decode).join(", ");
  return [
    notice(
      "table/labels-missing",
      `the value labels of ${lost.length} variable(s) are not in the file: ${names}`,
      `文件中缺少 ${lost.length} 个变量的值标签：${names}`,
    ),
  ];
}

/** A label in full, unless Stata has given another since. */
function whole(label: string, long: string | undefined): string {
  return label !== "" && long?.startsWith(label) ? long : label;
}

/** Label and notes of the data set; Stata numbers the notes and keeps their count in `note0`. */
function dataSetTexts(head: DtaHead, decode: (raw: string) => string): Partial<Origin> {
  const long = head.characteristics.find(
    (c) => c.variable === "_dta" && c.name === OUR_CHARACTERISTICS.label,
  );
  const label = whole(decode(head.label), long && decode(long.content));
  const notes = head.characteristics
    .filter((c) => c.variable === "_dta" && /^note[1-9]\d*$/.test(c.name))
    .sort((a, b) => Number(a.name.slice(4)) - Number(b.name.slice(4)))
    .map((c) => decode(c.content));
  return { ...(label === "" ? {} : { label }), ...(notes.length === 0 ? {} : { notes }) };
}

/** Our files carry their own checksum, blanked; Stata stamps a time when it saves them anew. */
function checkHash(cursor: DtaCursor, head: DtaHead): void {
  const own = head.characteristics.filter((c) => c.name === OUR_CHARACTERISTICS.hash);
  const first = own[0];
  if (first === undefined || head.timestamp !== "") return;
  const copy = Buffer.from(cursor.bytes);
  for (const c of own) copy.fill(48, c.at, c.at + 64);
  if (own.length !== 2 || own.some((c) => c.content !== first.content)) {
    cursor.fail("its checksum is damaged");
  }
  if (sha256(copy) !== first.content) cursor.fail("its content does not agree with its checksum");
}

/** Long strings by their address `v,o`. */
function readStrls(cursor: DtaCursor, release: number): Map<string, string> {
  const strls = new Map<string, string>();
  while (cursor.accept("GSO")) {
    const v = cursor.u32();
    const o = release === 117 ? cursor.u32() : cursor.u64();
    const kind = cursor.u8();
    if (kind !== 129 && kind !== 130) cursor.fail(`a long string of kind ${kind}`);
    const length = cursor.u32();
    const start = cursor.skip(length);
    const end = kind === 130 && length > 0 ? cursor.at - 1 : cursor.at;
    strls.set(`${v},${o}`, cursor.bytes.toString("latin1", start, end));
  }
  cursor.expect("</strls>");
  return strls;
}

function readStrlColumn(
  cursor: DtaCursor,
  head: DtaHead,
  start: number,
  stride: number,
  strls: ReadonlyMap<string, string>,
): DtaTexts {
  const addresses = ADDRESS_WIDTHS[head.release]!.map((vBytes) =>
    Array.from({ length: head.nobs }, (_, row) =>
      strlAddress(cursor, start + row * stride, vBytes),
    ),
  );
  const isKnown = (address: string): boolean => address === "0,0" || strls.has(address);
  const found = addresses.find((all) => all.every(isKnown));
  if (found === undefined) {
    cursor.fail(`the long string ${addresses[0]!.find((a) => !isKnown(a))} is missing`);
  }
  return collect(head.nobs, (row) => (found[row] === "0,0" ? "" : strls.get(found[row]!)!));
}

/**
 * Bytes of `v` in the eight of an address `v,o`. Format 119 has 3 and 5, but ReadStat (R haven,
 * pyreadstat) writes 2 and 6 there as in 118; the second is taken only if every address of the
 * column then names a string of the file.
 */
const ADDRESS_WIDTHS: Readonly<Record<number, readonly number[]>> = {
  117: [4],
  118: [2],
  119: [3, 2],
};

function strlAddress(cursor: DtaCursor, at: number, vBytes: number): string {
  const { bytes, little } = cursor;
  const oBytes = 8 - vBytes;
  const v = little ? bytes.readUIntLE(at, vBytes) : bytes.readUIntBE(at, vBytes);
  const o = little ? bytes.readUIntLE(at + vBytes, oBytes) : bytes.readUIntBE(at + vBytes, oBytes);
  return `${v},${o}`;
}

type LabelSets = ReadonlyMap<string, ReadonlyMap<number, string>>;

function readValueLabels(cursor: DtaCursor, release: number): LabelSets {
  const sets = new Map<string, ReadonlyMap<number, string>>();
  if (release < 117) {
    while (cursor.at < cursor.bytes.length) readLabelSet(cursor, release, sets);
    return sets;
  }
  cursor.expect("<value_labels>");
  while (cursor.accept("<lbl>")) {
    readLabelSet(cursor, release, sets);
    cursor.expect("</lbl>");
  }
  cursor.expect("</value_labels></stata_dta>");
  return sets;
}

function readLabelSet(
  cursor: DtaCursor,
  release: number,
  sets: Map<string, ReadonlyMap<number, string>>,
): void {
  const length = cursor.u32();
  const name = cursor.raw(nameWidth(release));
  cursor.skip(3);
  const start = cursor.at;
  const n = cursor.u32();
  const textLength = cursor.u32();
  if (8 + 8 * n + textLength > length) cursor.fail(`the value label ${name} has a wrong size`);
  const offsets = Array.from({ length: n }, () => cursor.u32());
  const values = Array.from({ length: n }, () => cursor.i32());
  const textStart = cursor.skip(textLength);
  const labels = new Map<number, string>();
  offsets.forEach((offset, i) => {
    if (offset >= textLength) cursor.fail(`the value label ${name} points outside its text`);
    const from = textStart + offset;
    const zero = cursor.bytes.indexOf(0, from);
    const end = zero < 0 || zero > textStart + textLength ? textStart + textLength : zero;
    labels.set(values[i]!, cursor.bytes.toString("latin1", from, end));
  });
  cursor.at = start;
  cursor.skip(length);
  sets.set(name, labels);
}

function metaOf(
  head: DtaHead,
  j: number,
  sets: LabelSets,
  decode: (raw: string) => string,
): ColumnMeta {
  const labels = sets.get(head.labelNames[j]!);
  const own = (key: "unit" | "source" | "lineage" | "label") => ownText(head, j, key, decode);
  const meta = {
    label: whole(decode(head.labels[j]!), own("label")),
    format: head.formats[j]!,
    unit: own("unit"),
    source: own("source"),
    lineage: own("lineage"),
    valueLabels:
      head.labelNames[j] === "" || labels === undefined
        ? undefined
        : Object.fromEntries([...labels].map(([value, text]) => [value, decode(text)])),
  };
  const entries = Object.entries(meta).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(entries) as ColumnMeta;
}

function ownText(
  head: DtaHead,
  j: number,
  key: keyof typeof OUR_CHARACTERISTICS,
  decode: (raw: string) => string,
): string | undefined {
  const found = head.characteristics.find(
    (c) => c.variable === head.names[j] && c.name === OUR_CHARACTERISTICS[key],
  );
  return found === undefined ? undefined : decode(found.content);
}

function decodeLevels(data: DtaTexts, decode: (raw: string) => string): DtaTexts {
  const levels: string[] = [];
  const codeOf = new Map<string, number>();
  const newCode = data.levels.map((raw) => {
    const level = decode(raw);
    const known = codeOf.get(level);
    if (known !== undefined) return known;
    codeOf.set(level, levels.length);
    return levels.push(level) - 1;
  });
  return { levels, codes: data.codes.map((code) => (code < 0 ? -1 : newCode[code]!)) };
}

/** With `labels: "text"`, labelled numbers become their labels; unlabelled ones their digits. */
function asText(column: Column & { kind: "number" }, labels: ReadDtaOptions["labels"]): Column {
  const { valueLabels } = column;
  if (labels !== "text" || valueLabels === undefined) return column;
  const { values, missingCodes: _, valueLabels: __, format: ___, ...meta } = column;
  const texts = collect(values.length, (row) => {
    const value = values[row]!;
    return Number.isNaN(value) ? "" : (valueLabels[value] ?? String(value));
  });
  return { ...meta, kind: "text", ...texts };
}
