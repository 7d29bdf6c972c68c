import { existsSync } from "node:fs";
import { UserError } from "../../../base/index.js";
import { readTable } from "../../../table/index.js";
import { openStudySystem } from "../../graph/study-door.js";
import { MAIN } from "../../stages/panel-step.js";
import { columnsMade } from "../../stages/prepare/run-operation.js";
import { SIMULATED, type Study } from "../read-study.js";

/** The columns of each panel when all of the study is made; none known where its file is not there. */
export interface KnownColumns {
  readonly of: ReadonlyMap<string, ReadonlySet<string> | null>;
  readonly errors: readonly UserError[];
}

/** Reads the panels and adds the columns that the study makes.   中文: 各面板已知的列 */
export async function knownColumns(study: Study): Promise<KnownColumns> {
  const errors: UserError[] = [];
  const of = new Map<string, Set<string> | null>();
  const panels = [
    [MAIN, study.data.panel] as const,
    ...Object.entries(study.data.panels ?? {}).map(([name, { file }]) => [name, file] as const),
  ];
  for (const [name, named] of panels) {
    const file = study.path(named);
    if (named.startsWith(SIMULATED) && !existsSync(file)) of.set(name, null);
    else {
      const table = await attempt(errors, () => readTable(file));
      of.set(name, table === undefined ? null : new Set(table.names));
    }
  }
  const add = (panel: string, names: readonly string[]): void => {
    for (const name of names) of.get(panel)?.add(name);
  };
  for (const m of [...(study.text?.measures ?? []), ...(study.text?.targets ?? [])]) {
    add(m.panel, [m.name]);
  }
  for (const m of study.patents?.measures ?? []) add(m.panel, [m.name]);
  for (const [name, { panel }] of Object.entries(study.policies))
    add(panel, [name, `${name}_first`]);
  const system = (name: string) => openStudySystem(study, name);
  const indices = (study.indices ?? []).map(
    (i) => ({ ...i, index: i.system }) as Parameters<typeof columnsMade>[0],
  );
  for (const o of [...study.prepare, ...indices, ...study.derive]) {
    const made = await attempt(errors, () => columnsMade(o, system));
    if (made === undefined) continue;
    add(o.panel, made);
    if ("ready" in o && o.ready === "coupling") add(o.panel, [`${o.name}_C`, `${o.name}_T`]);
  }
  return { of, errors };
}

/** The user's error is noted, and the rest goes on. */
export async function attempt<T>(
  errors: UserError[],
  work: () => T | Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    errors.push(error);
    return undefined;
  }
}
