import { existsSync } from "node:fs";
import { append, nearest, type UserError } from "../../base/index.js";
import { readTable } from "../../table/index.js";
import { studyError } from "../errors.js";
import { openStudySystem } from "../graph/study-door.js";
import { planSections } from "../sections/plan-sections.js";
import { columnsMade } from "../stages/prepare/run-operation.js";
import type { Study } from "./read-study.js";

/** What a study file is checked against without running it. */
export interface StudyCheck {
  readonly errors: readonly UserError[];
  /** Whether columns could be looked up: the main panel is there. */
  readonly columns: "checked" | "not-there";
}

/**
 * Every mistake of a study file that shows without running it: kinds and keys of sections, policies
 * and samples that are named, and columns of the model.   中文: 检查研究文件
 */
export async function checkStudy(study: Study): Promise<StudyCheck> {
  const errors: UserError[] = planSections(study).flatMap((s) => ("error" in s ? [s.error] : []));
  append(errors, unknownNames(study));
  const file = study.path(study.data.panel);
  if (study.data.panel.startsWith("simulated:") && !existsSync(file)) {
    return { errors, columns: "not-there" };
  }
  const table = await readTable(file);
  const system = (name: string) => openStudySystem(study, name);
  const made = [
    ...(study.text?.measures ?? []),
    ...(study.text?.targets ?? []),
    ...(study.patents?.measures ?? []),
  ].map((m) => m.name);
  const known = new Set([
    ...table.names,
    ...made,
    ...Object.keys(study.policies).flatMap((p) => [p, `${p}_first`]),
    ...[...study.prepare, ...study.derive].flatMap((o) => columnsMade(o, system)),
    ...(study.indices ?? []).flatMap((i) =>
      columnsMade({ ...i, index: i.system } as Parameters<typeof columnsMade>[0], system),
    ),
  ]);
  const check = (name: string, at: readonly PropertyKey[], en: string, zh: string): void => {
    if (known.has(name) || !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name)) return;
    errors.push(
      studyError("missing-column", {
        file: study.file,
        row: study.placeOf(at).row,
        column: name,
        nearest: nearest(name, known),
        role: { en: `${en} "${name}"`, zh: `${zh}“${name}”` },
      }),
    );
  };
  check(study.data.unit, ["data", "unit"], "the unit", "单位列");
  check(study.data.time, ["data", "time"], "the time", "时间列");
  check(study.outcome, ["outcome"], "the outcome", "被解释变量");
  for (const [i, c] of study.controls.entries()) check(c, ["controls", i], "a control", "控制变量");
  for (const key of ["fixedEffects", "cluster"] as const) {
    study[key].forEach((effect, i) => {
      for (const name of effect.split("^")) check(name, [key, i], "a fixed effect", "固定效应");
    });
  }
  return { errors, columns: "checked" };
}

/** Policies and samples that are named but not there. */
function unknownNames(study: Study): UserError[] {
  const policies = Object.keys(study.policies);
  const samples = Object.keys(study.samples);
  const errors: UserError[] = [];
  const { file } = study;
  const look = (
    code: "unknown-policy" | "unknown-sample",
    known: readonly string[],
    value: unknown,
    at: readonly PropertyKey[],
  ): void => {
    for (const name of Array.isArray(value) ? value : [value]) {
      if (typeof name !== "string" || known.includes(name)) continue;
      const row = study.placeOf(at).row;
      errors.push(studyError(code, { file, row, name, nearest: nearest(name, known), known }));
    }
  };
  if (study.policyName !== undefined) {
    look("unknown-policy", policies, study.policyName, ["policy"]);
  }
  const visit = (value: unknown, at: readonly PropertyKey[]): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const place = [...at, Array.isArray(value) ? Number(key) : key];
      if (key === "policy" || key === "policies") look("unknown-policy", policies, inner, place);
      else if (key === "sample") look("unknown-sample", samples, inner, place);
      else visit(inner, place);
    }
  };
  visit(study.sections, ["sections"]);
  return errors;
}
