import { deserialize, serialize } from "node:v8";
import { append, nearest, UserError } from "../../base/index.js";
import { Panel, type Table } from "../../table/index.js";
import { studyError } from "../errors.js";
import type { Study } from "../file/read-study.js";
import type { Operation } from "../file/schema/prepare-schema.js";
import { tablesCodec } from "../graph/codecs.js";
import { hashFiles } from "../graph/hash-files.js";
import type { Codec, Step, StepContext, StepRef } from "../graph/step.js";
import type { FrameData, FrameFailure } from "./frame.js";
import { type JoinReport, joinCounts, type RegionYearCounts, regionsOf } from "./join-counts.js";
import type { PatentOutcome } from "./patent-step.js";
import { indexColumns } from "./prepare/index-columns.js";
import { policyColumns } from "./prepare/policy-columns.js";
import { columnsMade, runOperation, systemOf } from "./prepare/run-operation.js";
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
export function frameStep(study: Study, needs: FrameNeeds): Step<FrameData> {
  const { data, policies, prepare, derive, indices = [], regressor, policyName } = study;
  const refs: StepRef<unknown>[] = [
    ...needs.panels.map((p) => p.step),
    ...(needs.text === undefined ? [] : [needs.text]),
    ...(needs.patents === undefined ? [] : [needs.patents]),
  ];
  return {
    name: "frame",
    title: { en: "indices and policies", zh: "指数与政策变量" },
    needs: refs,
    options: () => ({
      data: { ...data, labels: undefined },
      policies,
      prepare,
      derive,
      indices,
      regressor,
      policyName,
      files: filesOf(study),
    }),
    cache: frameCodec,
    run: async (context) => {
      const builder = new FrameBuilder(study, context, needs);
      builder.joinCounts();
      builder.applyPolicies();
      for (const [i, o] of prepare.entries()) await builder.operate(o, ["prepare", i]);
      await builder.buildIndices();
      for (const [i, o] of derive.entries()) await builder.operate(o, ["derive", i]);
      return builder.result();
    },
  };
}

/** Systems, policy lists and weight files that the frame reads by itself. */
function filesOf(study: Study): readonly string[] {
  const lists = Object.values(study.policies).flatMap((p) =>
    "list" in p && p.list.endsWith(".csv") ? [study.path(p.list)] : [],
  );
  const entries = [
    ...(study.indices ?? []).map((i) => ({ system: i.system, weights: i.weights })),
    ...[...study.prepare, ...study.derive].flatMap((o) =>
      "index" in o && "weights" in o ? [{ system: o.index, weights: o.weights }] : [],
    ),
  ];
  const given = entries.flatMap(({ weights }) =>
    weights.startsWith("given:") ? [study.path(weights.slice("given:".length))] : [],
  );
  return [
    ...entries.map(({ system }) => systemOf(system, study).sha256 ?? system),
    hashFiles([...lists, ...given, ...(lists.length === 0 ? [] : regionFile(study))]),
  ];
}

/** The study's own region table, in which the cities of its lists are known by name. */
function regionFile(study: Study): string[] {
  return study.data.regions === undefined ? [] : [study.path(study.data.regions)];
}

/** Collects the frame piece by piece. */
class FrameBuilder {
  readonly #study: Study;
  readonly #text: TextOutcome | undefined;
  readonly #patents: PatentOutcome | undefined;
  readonly #tables: Map<string, Table>;
  readonly #joins: JoinReport[] = [];
  readonly #failures: FrameFailure[] = [];
  readonly #policies: FrameData["policies"][number][] = [];
  readonly #indices: FrameData["indices"][number][] = [];
  readonly #mappings: FrameData["mappings"][number][] = [];
  readonly #derived: FrameData["derived"][number][] = [];
  readonly #warnings: FrameData["warnings"][number][] = [];

  constructor(study: Study, context: StepContext, needs: FrameNeeds) {
    this.#study = study;
    this.#text = needs.text && context.get(needs.text);
    this.#patents = needs.patents && context.get(needs.patents);
    this.#tables = new Map(needs.panels.map(({ name, step }) => [name, context.get(step)]));
  }

  joinCounts(): void {
    for (const m of this.#text?.measures ?? []) {
      this.#join(m.panel, {
        ...m,
        by: m.source === "annual-reports" ? "firm" : m.level === "province" ? "province" : "region",
        source: m.title,
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
    const regions = regionsOf(this.#study);
    for (const [name, entry] of Object.entries(this.#study.policies)) {
      this.#attempt([name, `${name}_first`], ["policies", name], () => {
        const panel = this.#panel(entry.panel);
        const made = policyColumns(panel, name, entry, this.#study, this.#policies, regions);
        this.#tables.set(entry.panel, panel.withColumns(made.columns));
        this.#policies.push(made.policy);
        append(this.#warnings, made.warnings);
      });
    }
  }

  async operate(o: Operation, at: readonly (string | number)[]): Promise<void> {
    await this.#attempt(columnsMade(o, this.#study), at, async () => {
      const done = await runOperation(this.#tables, o, this.#study);
      this.#tables.set(o.panel, done.table);
      append(this.#warnings, done.warnings ?? []);
      if (done.index !== undefined) this.#indices.push(done.index);
      if (done.mapping) this.#mappings.push(done.mapping);
      if (done.derived !== undefined) this.#derived.push(done.derived);
    });
  }

  async buildIndices(): Promise<void> {
    for (const [i, entry] of (this.#study.indices ?? []).entries()) {
      const system = systemOf(entry.system, this.#study);
      await this.#attempt([entry.name ?? system.name], ["indices", i], async () => {
        const panel = this.#panel(entry.panel);
        const made = await indexColumns(panel, entry, system, this.#study);
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
    const { file } = this.#study;
    throw studyError("unknown-panel", { file, name, nearest: nearest(name, known), known });
  }

  #join(panelName: string, counts: Omit<RegionYearCounts, "panel">): void {
    this.#attempt([counts.name], ["data"], () => {
      const panel = this.#panel(panelName);
      const { column, report } = joinCounts(panel, { ...counts, panel: panelName }, this.#study);
      this.#tables.set(panelName, panel.withColumns([column]));
      this.#joins.push(report);
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
      const where = { file: this.#study.file, row: this.#study.placeOf(at).row };
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
