import type { FileMetaData } from "hyparquet";
import { firstLine, sha256 } from "../../base/index.js";
import type { Column, ColumnMeta } from "../column.js";
import { numberColumn, textColumn } from "../column.js";
import { tableError } from "../errors.js";
import { Table } from "../table.js";

/** Key under which our files keep the data dictionary, and that of their checksum. */
const META_KEY = "xinzhi";
const HASH_KEY = "xinzhi_sha256";
const BLANK = "0".repeat(64);

interface ReadParquetOptions {
  readonly file?: string;
  readonly sha256?: string;
}

/**
 * Reads a Parquet file: flat columns of numbers, booleans, text, dates and times.
 * 中文: 读取 Parquet 文件
 *
 * Whole numbers beyond 2^53 and dates become text (ISO 8601); booleans 0 and 1; null is missing.
 *
 * Errors    table/corrupt — damaged (files written here carry a checksum); table/nested-column.
 */
export async function readParquet(
  bytes: Uint8Array,
  options: ReadParquetOptions = {},
): Promise<Table> {
  const file = options.file ?? "data";
  const corrupt = (reason: string, cause?: unknown): Error =>
    tableError("corrupt", { file, format: "Parquet", reason }, cause);
  const { parquetMetadata, parquetRead } = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const buffer = new Uint8Array(bytes).buffer;
  let metadata: FileMetaData;
  try {
    metadata = parquetMetadata(buffer);
  } catch (cause) {
    throw corrupt(firstLine(cause), cause);
  }
  checkHash(bytes, metadata, corrupt);
  const n = Number(metadata.num_rows);
  const names = flatNames(metadata, file);
  const parts = new Map<string, unknown[]>(names.map((name) => [name, []]));
  try {
    await parquetRead({
      file: buffer,
      metadata,
      compressors,
      onChunk: ({ columnName, columnData, rowStart }) => {
        const column = parts.get(columnName);
        if (column === undefined) return;
        for (let i = 0; i < columnData.length; i++) column[rowStart + i] = columnData[i];
      },
    });
  } catch (cause) {
    throw corrupt(firstLine(cause), cause);
  }
  const meta = ourMeta(metadata);
  const columns = names.map((name) => {
    const values = parts.get(name)!;
    if (values.length !== n) throw corrupt(`column ${name} has ${values.length} of ${n} rows`);
    return toColumn(name, values, meta[name]);
  });
  return new Table(columns, {
    file,
    ...(options.sha256 === undefined ? {} : { sha256: options.sha256 }),
    rowNumbers: Int32Array.from({ length: n }, (_, i) => i + 1),
  });
}

/**
 * A table as a Parquet file: doubles and UTF-8 text, Snappy, with the data dictionary and a
 * checksum in the key-value metadata.   中文: 写 Parquet 文件
 */
export async function toParquet(table: Table): Promise<Uint8Array> {
  const { ByteWriter, parquetWrite } = await import("hyparquet-writer");
  const meta = Object.fromEntries(table.columns.map((c) => [c.name, metaOf(c)]));
  const writer = new ByteWriter();
  parquetWrite({
    writer,
    createdBy: "xinzhi",
    columnData: table.columns.map((c) =>
      c.kind === "number"
        ? {
            name: c.name,
            type: "DOUBLE",
            data: Array.from(c.values, (v) => (Number.isNaN(v) ? null : v)),
          }
        : {
            name: c.name,
            type: "STRING",
            data: Array.from(c.codes, (code) => (code < 0 ? null : c.levels[code]!)),
          },
    ),
    kvMetadata: [
      { key: META_KEY, value: JSON.stringify(meta) },
      { key: HASH_KEY, value: BLANK },
    ],
  });
  const bytes = Buffer.from(writer.getBuffer());
  const at = bytes.lastIndexOf(BLANK, undefined, "latin1");
  bytes.write(sha256(bytes), at, "latin1");
  return bytes;
}

function metaOf(column: Column): ColumnMeta & { kind: string } {
  const { label, unit, source, lineage, format, valueLabels, kind } = column;
  const all = { label, unit, source, lineage, format, valueLabels };
  const known = Object.entries(all).filter(([, value]) => value !== undefined);
  return { kind, ...(Object.fromEntries(known) as ColumnMeta) };
}

function ourMeta(metadata: FileMetaData): Record<string, ColumnMeta & { kind?: string }> {
  const text = metadata.key_value_metadata?.find((kv) => kv.key === META_KEY)?.value;
  if (text === undefined) return {};
  try {
    return JSON.parse(text) as Record<string, ColumnMeta & { kind?: string }>;
  } catch {
    return {};
  }
}

function checkHash(
  bytes: Uint8Array,
  metadata: FileMetaData,
  corrupt: (reason: string) => Error,
): void {
  const kv = metadata.key_value_metadata ?? [];
  const own = kv.find((k) => k.key === HASH_KEY)?.value;
  if (own === undefined) {
    // Any trace of our writer means that there was one.
    if (Buffer.from(bytes.slice(-65536)).includes("xinzhi"))
      throw corrupt("its checksum is missing");
    return;
  }
  const copy = Buffer.from(bytes);
  const at = copy.lastIndexOf(own, undefined, "latin1");
  if (own.length !== 64 || at < 0) throw corrupt("its checksum is damaged");
  copy.write(BLANK, at, "latin1");
  if (sha256(copy) !== own) throw corrupt("its content does not agree with its checksum");
}

function flatNames(metadata: FileMetaData, file: string): string[] {
  const [root, ...fields] = metadata.schema;
  const nested = fields.find((f) => (f.num_children ?? 0) > 0 || f.repetition_type === "REPEATED");
  if (nested !== undefined) throw tableError("nested-column", { file, column: nested.name });
  if (root === undefined || root.num_children !== fields.length) {
    throw tableError("corrupt", { file, format: "Parquet", reason: "its schema is incomplete" });
  }
  return fields.map((f) => f.name);
}

function toColumn(
  name: string,
  values: readonly unknown[],
  known: (ColumnMeta & { kind?: string }) | undefined,
): Column {
  const { kind, ...meta } = known ?? {};
  const isNumeric =
    kind === "number" ||
    (kind !== "text" &&
      values.every(
        (v) =>
          v === null ||
          v === undefined ||
          typeof v === "number" ||
          typeof v === "boolean" ||
          (typeof v === "bigint" && Number.isSafeInteger(Number(v))),
      ));
  if (isNumeric) {
    const numbers = Float64Array.from(values, (v) =>
      v === null || v === undefined ? Number.NaN : Number(v),
    );
    return numberColumn(name, numbers, meta);
  }
  return textColumn(
    name,
    values.map((v) => textOf(v)),
    meta,
  );
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) {
    const iso = value.toISOString();
    return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso;
  }
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}
