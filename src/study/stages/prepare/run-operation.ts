import { type Notice, nearest } from "../../../base/index.js";
import type { GivenWeights, IndicatorSystem } from "../../../indices/index.js";
import { hypotheticalPilots } from "../../../policy/index.js";
import { deriveColumn, evaluateWhere } from "../../../regress/index.js";
import type { IndexResult } from "../../../result/index.js";
import {
  deflate,
  fill,
  type MergeReport,
  mergeTables,
  numberColumn,
  Panel,
  Table,
  trim,
  winsorise,
} from "../../../table/index.js";
import { studyError } from "../../errors.js";
import type { Operation } from "../../file/schema/prepare-schema.js";
import type { Place } from "../../graph/study-door.js";
import type { IndexMapping } from "../frame.js";
import { affine, indexColumns } from "./index-columns.js";
import { readyColumns } from "./ready-columns.js";
import { splitColumn } from "./split-column.js";

/** What operations are made with besides their entries. */
export interface OperationSettings {
  readonly place: Place;
  readonly system: (name: string) => IndicatorSystem;
  readonly givenWeights: (path: string) => GivenWeights;
}

/** What an operation did. */
export interface OperationResult {
  readonly table: Table;
  readonly warnings?: readonly Notice[];
  readonly index?: IndexResult;
  readonly mapping?: IndexMapping | null;
}

/** The columns that an operation makes, for the message of what needs them when it failed. */
export function columnsMade(
  o: Operation,
  systemOf: (name: string) => Pick<IndicatorSystem, "name">,
): readonly string[] {
  if ("derive" in o) return [o.derive];
  if ("split" in o) return [o.name];
  if ("map" in o && typeof o.map === "string") return [o.name ?? o.map];
  if ("merge" in o) return o.merge;
  if ("hypothetical" in o) return [o.hypothetical, `${o.hypothetical}_first`];
  if ("ready" in o) return [o.name];
  if ("index" in o && typeof o.index === "string" && !("deflate" in o)) {
    return [o.name ?? systemOf(o.index).name];
  }
  return [];
}

/** Does one operation of `prepare` or `derive`.   中文: 执行一步数据处理 */
export async function runOperation(
  tables: ReadonlyMap<string, Table>,
  o: Operation,
  settings: OperationSettings,
): Promise<OperationResult> {
  const { file } = settings.place;
  const table = tableOf(tables, o.panel, file);
  if ("derive" in o) return derived(table, o);
  if ("split" in o) {
    const meta = o.label === undefined ? {} : { label: o.label.en };
    return { table: table.withColumns([numberColumn(o.name, splitColumn(table, o), meta)]) };
  }
  if ("winsorise" in o || "trim" in o) {
    const cuts = [o.percent, 100 - o.percent] as const;
    const options = { cuts, ...(o.by === undefined ? {} : { by: o.by }) };
    const done =
      "winsorise" in o ? winsorise(table, o.winsorise, options) : trim(table, o.trim, options);
    return { table: done.table };
  }
  if ("keep" in o) {
    const kept = table.filter(evaluateWhere(table, o.keep));
    if (kept.nrow === 0) throw studyError("no-rows", { condition: o.keep });
    return { table: kept };
  }
  if ("merge" in o) return merged(table, tableOf(tables, o.from, file), o);
  if ("ready" in o || "hypothetical" in o || "fill" in o || "deflate" in o) {
    return onPanel(asPanel(table, o.panel, file), o);
  }
  if ("map" in o && typeof o.map === "string") return mapped(table, o as MapOperation);
  const entry = o as Extract<Operation, { index: string; weights: string }>;
  const panel = asPanel(table, entry.panel, file);
  const { index: name, ...rest } = entry;
  const made = await indexColumns(panel, rest, settings.system(name), settings.givenWeights);
  return {
    table: panel.withColumns(made.columns),
    index: made.index,
    mapping: made.mapping,
    warnings: made.index.warnings,
  };
}

type MapOperation = Extract<Operation, { map: string }>;

function derived(table: Table, o: Extract<Operation, { derive: string }>): OperationResult {
  const values = deriveColumn(table, o.formula);
  const meta = {
    lineage: `derived:${o.derive}`,
    ...(o.label === undefined ? {} : { label: o.label.en }),
  };
  return { table: table.withColumns([numberColumn(o.derive, values, meta)]) };
}

function mapped(table: Table, o: MapOperation): OperationResult {
  const from = table.column(o.map);
  const values = table.number(o.map);
  const { slope, intercept } = affine(values, o);
  const { label, unit, source, lineage } = from;
  const meta = Object.fromEntries(
    Object.entries({ label, unit, source, lineage }).filter(([, v]) => v !== undefined),
  );
  return {
    table: table.withColumns([
      numberColumn(
        o.name ?? o.map,
        values.map((v) => intercept + slope * v),
        meta,
      ),
    ]),
    mapping: { index: o.map, column: o.name ?? o.map, panel: o.panel, intercept, slope },
  };
}

function merged(
  table: Table,
  from: Table,
  o: Extract<Operation, { merge: string[] }>,
): OperationResult {
  const pairs = Array.isArray(o.on) ? o.on.map((n) => [n, n] as const) : Object.entries(o.on);
  const renamed = [
    ...pairs.map(([mine, theirs]) => ({ ...from.column(theirs), name: mine })),
    ...o.merge.map((name) => from.column(name)),
  ];
  const on = pairs.map(([mine]) => mine);
  const done = mergeTables(table, new Table(renamed, from.origin), { on, conflict: "error" });
  const keys = table instanceof Panel ? { unit: table.unit, time: table.time } : null;
  return {
    table: keys === null ? done.table : new Panel(done.table, keys),
    warnings: unmatched(o, done.report),
  };
}

/** Keys that found no partner, by the table that was merged in. */
function unmatched(
  { from, merge }: Extract<Operation, { merge: string[] }>,
  report: MergeReport,
): Notice[] {
  const columns = { en: merge.join(", "), zh: merge.join("、") };
  const say = (count: number, examples: readonly string[], en: string, zh: string): Notice[] => {
    if (count === 0) return [];
    const some = examples.slice(0, 3);
    return [
      {
        code: "table/unmatched-keys",
        en: `merging ${columns.en} from “${from}”: ${count} ${en}, such as ${some.join("; ")}`,
        zh: `从“${from}”并入 ${columns.zh}：${count} ${zh}，如 ${some.join("、")}`,
      },
    ];
  };
  return [
    ...say(
      report.leftOnly,
      report.leftExamples,
      "keys of the panel have no record there",
      "个键在其中没有对应记录",
    ),
    ...say(
      report.rightOnly,
      report.rightExamples,
      "keys there lie outside the panel and are not used",
      "个键不在面板之内，未使用",
    ),
  ];
}

function onPanel(
  panel: Panel,
  o: Extract<
    Operation,
    { ready: string } | { hypothetical: string } | { fill: string[] } | { deflate: string[] }
  >,
): OperationResult {
  if ("ready" in o) {
    const { columns, warnings } = readyColumns(panel, o);
    return { table: panel.withColumns(columns), warnings };
  }
  if ("hypothetical" in o) {
    const { first, rank, rankAt, hypothetical: name } = o;
    const made = hypotheticalPilots(panel, { first, rank, rankAt, name });
    return { table: new Panel(made, panel) };
  }
  if ("fill" in o) {
    const done = fill(panel, o.fill, { inside: o.inside, ends: o.ends });
    return { table: done.panel, warnings: done.warnings };
  }
  const { index, base, year, by } = o;
  const options = { time: panel.time, index, base, year, ...(by === undefined ? {} : { by }) };
  return { table: deflate(panel, o.deflate, options) };
}

function tableOf(tables: ReadonlyMap<string, Table>, name: string, file: string): Table {
  const found = tables.get(name);
  if (found !== undefined) return found;
  const known = [...tables.keys()];
  throw studyError("unknown-panel", {
    file,
    name,
    nearest: nearest(name, known),
    known,
  });
}

function asPanel(table: Table, name: string, file: string): Panel {
  if (table instanceof Panel) return table;
  throw studyError("unknown-panel", {
    file,
    name,
    nearest: undefined,
    known: ["main"],
  });
}
