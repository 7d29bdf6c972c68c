import { codeHash, sha256 } from "../../base/index.js";
import { type Column, Panel } from "../../table/index.js";
import { settingAt } from "../file/read-study.js";
import type { StudyFrame } from "../stages/frame.js";
import type { FrameRead } from "./observe-frame.js";
import type { PlannedSection } from "./plan-sections.js";

type Ready = Extract<PlannedSection, { kind: unknown }>;

/**
 * The hash of what a section is made from whatever it reads: the code, its kind and entry, the seed
 * and the draws.   中文: 章节的基本键
 */
export function sectionBase(frame: StudyFrame, section: Ready, draws: number | null): string {
  const { kind, id, entry } = section;
  return sha256(JSON.stringify([codeHash(), kind.name, id, entry, frame.study.seed, draws]));
}

/** The key of a section: its base, and what it read by content.   中文: 章节的缓存键 */
export function sectionKey(base: string, frame: StudyFrame, reads: readonly FrameRead[]): string {
  return sha256(JSON.stringify([base, reads.map((read) => [read, contentOf(frame, read)])]));
}

/** The content of what was read, as it stands in a frame. */
export function contentOf(frame: StudyFrame, read: FrameRead): string {
  const [kind, ...path] = read;
  const [first = "", second = ""] = path;
  const table = frame.tables.get(first);
  switch (kind) {
    case "column":
      return table?.has(second) ? columnHash(table.column(second)) : "none";
    case "has":
      return String(table?.has(second) === true);
    case "names":
      return JSON.stringify(path.length === 0 ? [...frame.tables.keys()] : (table?.names ?? null));
    case "table":
      return table instanceof Panel
        ? `panel ${table.unit} ${table.time} ${table.nrow}`
        : `table ${table?.nrow ?? "none"}`;
    case "setting":
      return plainHash(settingAt(frame.study, path));
    case "keys":
      return JSON.stringify(Object.keys(settingAt(frame.study, path) ?? {}));
    case "policy":
      return plainHash(frame.policies.get(first));
    case "part":
      return first === "policies"
        ? plainHash([...frame.policies])
        : plainHash((frame as unknown as Record<string, unknown>)[first]);
    case "file":
      return sha256(frame.readFile(first));
    case "system": {
      const system = frame.system(first);
      return system.sha256 ?? plainHash(system);
    }
  }
}

const hashes = new WeakMap<object, string>();

function columnHash(column: Column): string {
  const known = hashes.get(column);
  if (known !== undefined) return known;
  const { label, unit, source, lineage, valueLabels } = column;
  const about = JSON.stringify([column.kind, label, unit, source, lineage, valueLabels]);
  const content =
    column.kind === "number"
      ? sha256(bytesOf(column.values))
      : `${sha256(bytesOf(column.codes))} ${JSON.stringify(column.levels)}`;
  const hash = sha256(`${about} ${content}`);
  hashes.set(column, hash);
  return hash;
}

function plainHash(value: unknown): string {
  const known = typeof value === "object" && value !== null ? hashes.get(value) : undefined;
  if (known !== undefined) return known;
  const replace = (_key: string, inner: unknown) =>
    inner instanceof Float64Array || inner instanceof Int32Array ? sha256(bytesOf(inner)) : inner;
  const hash = sha256(JSON.stringify(value, replace) ?? "undefined");
  if (typeof value === "object" && value !== null) hashes.set(value, hash);
  return hash;
}

/** The bytes of an array alone: arrays out of the cache share one buffer. */
function bytesOf(array: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
