import { deserialize, serialize } from "node:v8";
import { append, type Notice, nearest, notice, UserError } from "../../base/index.js";
import { Panel, type Table } from "../../table/index.js";
import { studyError } from "../errors.js";
import type { Operation } from "../file/schema/prepare-schema.js";
import { tablesCodec } from "../graph/codecs.js";
import type { Codec, Step, StepContext, StepRef } from "../graph/step.js";
import type { FrameData, FrameFailure, FramePolicy } from "./frame.js";
import { type FrameSettings, readFrameSettings } from "./frame-settings.js";
import { type JoinReport, joinCounts, type RegionYearCounts } from "./join-counts.js";
import type { PatentOutcome } from "./patent-step.js";
import { derivedColumns } from "./prepare/derived-columns.js";
import { indexColumns } from "./prepare/index-columns.js";
import { policyColumns } from "./prepare/policy-columns.js";
import { columnsMade, runOperation } from "./prepare/run-operation.js";
import type { TextOutcome } from "./text-step.js";

/** The steps that the frame is made from. */
export interface FrameNeeds {
  readonly panels: readonly { readonly name: string; readonly step: StepRef<Table> }[];
  readonly text: StepRef<TextOutcome> | undefined;
  readonly patents: StepRef<PatentOutcome> | undefined;
}

/**
 * Panels + counts from texts and patents + policies + preparation + indices: the data of all
 * sections. What cannot be made is noted and fails only the sections that need it.
 * 中文: 合成研究数据
 */
export function frameStep(needs: FrameNeeds): Step<FrameData> {
  return {
    name: "frame",
    title: { en: "indices and policies", zh: "指数与政策变量" },
    needs: [
      ...needs.panels.map((p) => p.step),
      ...(needs.text === undefined ? [] : [needs.text]),
      ...(needs.patents === undefined ? [] : [needs.patents]),
    ],
    cache: frameCodec,
    read: async (door) => {
      const settings = await readFrameSettings(door);
      return async (context) => {
        const builder = new FrameBuilder(settings, context, needs);
        builder.joinCounts();
        builder.applyPolicies();
        for (const [i, o] of settings.prepare.entries()) await builder.operate(o, ["prepare", i]);
        await builder.buildIndices();
        for (const [i, o] of settings.derive.entries()) await builder.operate(o, ["derive", i]);
        return builder.result();
      };
    },
  };
}

/** Collects the frame piece by piece. */
class FrameBuilder {
  readonly #settings: FrameSettings;
  readonly #text: TextOutcome | undefined;
  readonly #patents: PatentOutcome | undefined;
  readonly #tables: Map<string, Table>;
  readonly #joins: JoinReport[] = [];
  readonly #failures: FrameFailure[] = [];
  readonly #policies = new Map<string, FramePolicy>();
  readonly #indices: FrameData["indices"][number][] = [];
  readonly #mappings: FrameData["mappings"][number][] = [];
  readonly #derived: FrameData["derived"][number][] = [];
  readonly #warnings: FrameData["warnings"][number][] = [];

  constructor(settings: FrameSettings, context: StepContext, needs: FrameNeeds) {
    this.#settings = settings;
    this.#text = needs.text && context.get(needs.text);
    this.#patents = needs.patents && context.get(needs.patents);
    this.#tables = new Map(needs.panels.map(({ name, step }) => [name, context.get(step)]));
    for (const [name, table] of this.#tables) {
      const told = (table.origin?.notices ?? []).map((n) => ({
        ...n,
        en: `data ${name}: ${n.en}`,
        zh: `数据 ${name}：${n.zh}`,
      }));
      append(this.#warnings, told);
    }
  }

  joinCounts(): void {
    for (const m of this.#text?.measures ?? []) {
      this.#join(m.panel, {
        ...m,
        by: m.source === "annual-reports" ? "firm" : m.level === "province" ? "province" : "region",
        source: m.dictionary,
        lineage: `attention:${m.name}`,
        // A region-year without a report is unknown, not silent.
        absent: "missing",
      });
    }
    for (const m of this.#patents?.measures ?? []) {
      this.#join(m.panel, {
        ...m,
        by: m.by === "city" ? "region" : m.by,
        source: this.#patents!.concordance,
        lineage: `patents:${m.name}`,
        // Means and shares over patents, and pools, are not known where there is no patent.
        absent: /^(similarity|breadth|width[23])/.test(m.measure) ? "missing" : "zero",
      });
    }
  }

  applyPolicies(): void {
    for (const [name, entry] of Object.entries(this.#settings.policies)) {
      this.#attempt([name, `${name}_first`], ["policies", name], () => {
        const panel = this.#panel(entry.panel);
        const made = policyColumns(panel, name, entry, this.#policies, this.#settings);
        this.#tables.set(entry.panel, panel.withColumns(made.columns));
        this.#policies.set(name, made.policy);
        append(this.#warnings, made.warnings);
      });
    }
  }

  async operate(o: Operation, at: readonly (string | number)[]): Promise<void> {
    await this.#attempt(columnsMade(o, this.#settings.system), at, async () => {
      const done = await runOperation(this.#tables, o, this.#settings);
      this.#tables.set(o.panel, done.table);
      append(this.#warnings, done.warnings ?? []);
      if (done.index !== undefined) this.#indices.push(done.index);
      if (done.mapping) this.#mappings.push(done.mapping);
      append(this.#derived, derivedColumns(o, done.table));
    });
  }

  async buildIndices(): Promise<void> {
    const { givenWeights } = this.#settings;
    for (const [i, entry] of this.#settings.indices.entries()) {
      const column = entry.name ?? this.#settings.system(entry.system).name;
      await this.#attempt([column], ["indices", i], async () => {
        const panel = this.#panel(entry.panel);
        const system = this.#settings.system(entry.system);
        const made = await indexColumns(panel, entry, system, givenWeights);
        this.#tables.set(entry.panel, panel.withColumns(made.columns));
        this.#indices.push(made.index);
        if (made.mapping !== null) this.#mappings.push(made.mapping);
        append(this.#warnings, made.index.warnings);
      });
    }
  }

  result(): FrameData {
    return {
      tables: this.#tables,
      indices: this.#indices,
      mappings: this.#mappings,
      policies: this.#policies,
      joins: this.#joins,
      failures: this.#failures,
      warnings: this.#warnings,
      derived: this.#derived,
    };
  }

  #panel(name: string): Panel {
    const found = this.#tables.get(name);
    if (found instanceof Panel) return found;
    const known = [...this.#tables.keys()];
    const { file } = this.#settings.place;
    throw studyError("unknown-panel", { file, name, nearest: nearest(name, known), known });
  }

  #join(panelName: string, counts: Omit<RegionYearCounts, "panel">): void {
    this.#attempt([counts.name], ["data"], () => {
      const panel = this.#panel(panelName);
      const about = { ...counts, panel: panelName };
      const { column, report, repeated } = joinCounts(panel, about, this.#settings);
      this.#tables.set(panelName, panel.withColumns([column]));
      this.#joins.push(report);
      append(this.#warnings, repeatedNotice(counts.name, repeated));
    });
  }

  /** Runs a piece; the user's error is kept for what needs its columns. */
  #attempt<R extends void | Promise<void>>(
    columns: readonly string[],
    at: readonly (string | number)[],
    piece: () => R,
  ): R | undefined {
    const failed = (error: unknown): undefined => {
      if (!(error instanceof UserError)) throw error;
      const { file, placeOf } = this.#settings.place;
      const where = { file, row: placeOf(at).row };
      const facts = { ...where, ...error.facts };
      // A piece that makes no column of its own changes what all sections see.
      if (columns.length === 0) throw new UserError(error.code, facts, error.text, error);
      for (const column of columns) {
        this.#failures.push({ column, code: error.code, facts, text: error.text });
      }
    };
    try {
      const done = piece();
      return done instanceof Promise ? (done.catch(failed) as R) : done;
    } catch (error) {
      return failed(error);
    }
  }
}

/** Which number stands where there are several is for the user to know. */
function repeatedNotice(name: string, repeated: readonly string[]): Notice[] {
  if (repeated.length === 0) return [];
  const some = repeated.slice(0, 3);
  return [
    notice(
      "study/repeated-count",
      `${name}: ${repeated.length} places and years have several records, of which the last is used, such as ${some.join("; ")}`,
      `${name}：${repeated.length} 个单位—年份有多条记录，采用最后一条，如 ${some.join("、")}`,
    ),
  ];
}

/** The frame in bytes: the tables in one part, everything else in another.   中文: 数据框的编解码 */
export const frameCodec: Codec<FrameData> = {
  encode: ({ tables, indices, mappings, policies, joins, failures, warnings, derived }) =>
    serialize({
      tables: tablesCodec.encode(tables),
      rest: { indices, mappings, policies, joins, failures, warnings, derived },
    }),
  decode: (bytes) => {
    const { tables, rest } = deserialize(bytes) as {
      tables: Uint8Array;
      rest: Omit<FrameData, "tables">;
    };
    return { ...rest, tables: tablesCodec.decode(tables) };
  },
};
