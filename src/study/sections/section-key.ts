import { sha256, version } from "../../base/index.js";
import { type Column, Panel, Table } from "../../table/index.js";
import type { StudyFrame } from "../stages/frame.js";
import type { PlannedSection } from "./plan-sections.js";

type Ready = Extract<PlannedSection, { kind: unknown }>;

/**
 * The part of the frame that a section may read: the columns that its entry and the settings it uses
 * name. A section sees nothing else, so that its key covers all that it depends on.
 * 中文: 章节可见的数据
 */
export function visibleFrame(frame: StudyFrame, section: Ready): StudyFrame {
  const words = wordsOf(frame, section);
  const tables = new Map(
    [...frame.tables].map(([name, table]) => [name, narrowed(table, words)] as const),
  );
  const reads = section.kind.reads.includes("indices");
  return {
    ...frame,
    tables,
    panel: tables.get("main") as Panel,
    indices: reads ? frame.indices : [],
    text: undefined,
    patents: undefined,
  };
}

/** The hash of everything that a section is made from.   中文: 章节的缓存键 */
export function sectionKey(
  frame: StudyFrame,
  visible: StudyFrame,
  section: Ready,
  draws: number | null,
): string {
  const { study } = frame;
  const words = wordsOf(frame, section);
  const named = <T>(all: Readonly<Record<string, T>> | undefined) =>
    Object.entries(all ?? {}).filter(([name]) => words.has(name));
  const columns = [...visible.tables].map(([name, table]) => [
    name,
    table.nrow,
    table.columns.map((c) => [c.name, columnHash(c)]),
  ]);
  return sha256(
    JSON.stringify([
      version,
      section.kind.name,
      section.id,
      section.entry,
      settingsOf(frame, section),
      [study.seed, study.simulated, study.parentheses, study.digits, draws],
      named(study.samples),
      // Indicators are named in their systems, not in the entry.
      section.kind.reads.includes("indices") ? study.data.labels : named(study.data.labels),
      frame.policies.filter((p) => words.has(p.name)),
      section.kind.reads.includes("indices") ? indicesHash(frame) : null,
      columns,
    ]),
  );
}

/** Settings of the study that the section's model falls back on. */
function settingsOf({ study, joins }: StudyFrame, { kind, entry }: Ready) {
  const keys = kind.schema.shape;
  const describesAll = kind.name === "descriptives" && !("variables" in entry);
  if (!("controls" in keys) && !describesAll) {
    return { policy: "policies" in keys ? study.policyName : undefined };
  }
  const { outcome, regressor, controls, fixedEffects, cluster, policyName } = study;
  return {
    outcome,
    regressor,
    controls,
    fixedEffects,
    cluster,
    policyName,
    ...(describesAll ? { joins: joins.map((j) => j.name) } : {}),
  };
}

/** Every word of the entry and its settings that can be the name of something. */
function wordsOf(frame: StudyFrame, section: Ready): ReadonlySet<string> {
  const words = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === "string") {
      words.add(value);
      for (const word of value.match(/[\p{L}_.][\p{L}\p{N}_.]*/gu) ?? []) words.add(word);
      for (const quoted of value.matchAll(/`([^`]+)`/g)) words.add(quoted[1]!);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        words.add(key);
        visit(inner);
      }
    }
  };
  visit(section.entry);
  visit(settingsOf(frame, section));
  for (const [name, condition] of Object.entries(frame.study.samples)) {
    if (words.has(name)) visit(condition);
  }
  for (const policy of frame.policies) {
    if (!words.has(policy.name)) continue;
    visit([policy.dummy, policy.first]);
  }
  return words;
}

function narrowed(table: Table, words: ReadonlySet<string>): Table {
  const keys = table instanceof Panel ? [table.unit, table.time] : [];
  const kept = table.columns.filter((c) => words.has(c.name) || keys.includes(c.name));
  const small = new Table(kept, table.origin);
  return table instanceof Panel ? new Panel(small, table) : small;
}

const hashes = new WeakMap<Column, string>();

function columnHash(column: Column): string {
  const known = hashes.get(column);
  if (known !== undefined) return known;
  const hash =
    column.kind === "number"
      ? sha256(bytesOf(column.values))
      : sha256(`${sha256(bytesOf(column.codes))} ${JSON.stringify(column.levels)}`);
  hashes.set(column, hash);
  return hash;
}

function indicesHash(frame: StudyFrame): string {
  const replace = (_key: string, value: unknown) =>
    value instanceof Float64Array ? sha256(bytesOf(value)) : value;
  return sha256(JSON.stringify(frame.indices, replace));
}

/** The bytes of an array alone: arrays out of the cache share one buffer. */
function bytesOf(array: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
