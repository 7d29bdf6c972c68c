import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { append, nearest, UserError } from "../../../base/index.js";
import { readYaml, shapeErrors } from "../../../base/parse-yaml.js";
import { decodeWhole } from "../../../bytes/index.js";
import { readBytes } from "../../../table/index.js";
import { studyError } from "../../errors.js";
import { studyDoors } from "../../graph/study-door.js";
import { sectionKinds } from "../../sections/index.js";
import { planSections } from "../../sections/plan-sections.js";
import { SIMULATED, type Study, studyOf } from "../read-study.js";
import { type StudyFile, studySchema } from "../study-schema.js";
import { checkNames } from "./check-names.js";
import { fullWidthMarks } from "./full-width.js";
import { attempt, knownColumns } from "./known-columns.js";
import { salvage } from "./salvage.js";

/** What a study file is checked against without running it. */
export interface StudyCheck {
  /** What could be read of the study; none where the file is no YAML. */
  readonly study: Study | undefined;
  readonly errors: readonly UserError[];
  /** Whether columns could be looked up: the main panel is there. */
  readonly columns: "checked" | "not-there";
}

/**
 * Every mistake of a study file that shows without running it, in the order of its lines: punctuation,
 * fields of the file and of each section, policies, samples and panels that are named, columns and
 * terms, formulas, files and word lists.   中文: 一次列出研究文件的全部错误
 *
 * `simulated`: the folder of simulated files, by the name of the study; default beside the file.
 */
export async function checkStudyFile(
  file: string,
  simulated: (name: string) => string = () => resolve(dirname(file), "simulated"),
): Promise<StudyCheck> {
  const text = decodeWhole(readBytes(file), { file });
  const errors: UserError[] = fullWidthMarks(text, file);
  const yaml = await attempt(errors, () => readYaml(text, file));
  // Lines with a wrong mark are read as something else: what follows from them is no mistake.
  if (yaml === undefined || errors.length > 0) {
    const marks = errors.filter((e) => e.code === "study/full-width");
    const shown = marks.length > 0 ? marks : errors;
    return { study: undefined, errors: sorted(shown), columns: "not-there" };
  }
  const { plain, placeOf } = yaml;
  append(errors, shapeErrors(plain, studySchema, { file, placeOf }));
  const parts = salvage(plain, studySchema);
  const about = { file, text, simulated: simulated(parts.name ?? "study") };
  const study = studyOf({ ...EMPTY, ...defined(parts) } as unknown as StudyFile, about, placeOf);
  append(errors, sectionErrors(study));
  append(errors, unknownNames(study));
  const isWhole = parts.data !== undefined;
  if (isWhole) append(errors, await missingFiles(study));
  const known = isWhole ? await knownColumns(study) : undefined;
  append(errors, known?.errors ?? []);
  append(errors, checkNames(study, known?.of ?? new Map()));
  const columns = known?.of.get("main") == null ? "not-there" : "checked";
  return { study, errors: sorted(errors), columns };
}

/** What a study without any entry is. */
const EMPTY = {
  data: { panel: "", unit: "", time: "" },
  policies: {},
  prepare: [],
  derive: [],
  samples: {},
  outcome: "",
  controls: [],
  cluster: [],
  sections: [],
  seed: 0,
};

function defined(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

/** By line; the same trouble of one line once. */
function sorted(errors: readonly UserError[]): UserError[] {
  const byText = new Map(errors.map((e) => [`${e.facts.row} ${e.message}`, e]));
  return [...byText.values()].sort((a, b) => (a.facts.row ?? 0) - (b.facts.row ?? 0));
}

/** All mistakes of each section by its kind. */
function sectionErrors(study: Study): UserError[] {
  const { file, placeOf } = study;
  return planSections(study).flatMap((section) => {
    if (!("error" in section)) return [];
    const kind = sectionKinds.get(section.make);
    if (kind === undefined || section.error.code !== "yaml/shape") return [section.error];
    const at = ["sections", section.at];
    const entry = { ...study.sections[section.at]!, make: kind.name };
    return shapeErrors(entry, kind.schema, { file, placeOf, at, whole: studySchema });
  });
}

/** Policies, samples and panels that are named but not there. */
function unknownNames(study: Study): UserError[] {
  const known = {
    policy: Object.keys(study.policies),
    sample: Object.keys(study.samples),
    panel: ["main", ...Object.keys(study.data.panels ?? {})],
  };
  const errors: UserError[] = [];
  const { file } = study;
  const look = (what: keyof typeof known, value: unknown, at: readonly PropertyKey[]): void => {
    for (const name of Array.isArray(value) ? value : [value]) {
      if (typeof name !== "string" || known[what].includes(name)) continue;
      const facts = { file, row: study.placeOf(at).row, name, known: known[what] };
      errors.push(studyError(`unknown-${what}`, { ...facts, nearest: nearest(name, facts.known) }));
    }
  };
  if (study.policyName !== undefined) look("policy", study.policyName, ["policy"]);
  const visit = (value: unknown, at: readonly PropertyKey[]): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const place = [...at, Array.isArray(value) ? Number(key) : key];
      if (key === "policy" || key === "policies") look("policy", inner, place);
      else if (key === "sample") look("sample", inner, place);
      else if (key === "panel") look("panel", inner, place);
      else visit(inner, place);
    }
  };
  visit(study.sections, ["sections"]);
  for (const part of ["prepare", "derive", "policies"] as const) visit(study[part], [part]);
  return errors;
}

/** Files, word lists, concordances, regions and policy lists that the study names and cannot have. */
async function missingFiles(study: Study): Promise<UserError[]> {
  const errors: UserError[] = [];
  const door = studyDoors(study)();
  const at = async (path: readonly PropertyKey[], work: () => unknown): Promise<void> => {
    const found: UserError[] = [];
    await attempt(found, work);
    const { file } = study;
    const { row } = study.placeOf(path);
    for (const e of found) {
      const facts = e.facts.file === undefined ? { ...e.facts, file, row } : e.facts;
      errors.push(new UserError(e.code, facts, e.text, e));
    }
  };
  const isThere = (name: string): boolean =>
    !name.startsWith(SIMULATED) || existsSync(study.path(name));
  const { text, patents } = study;
  for (const key of ["reports", "annualReports"] as const) {
    for (const [i, name] of (text?.[key] ?? []).entries()) {
      append(errors, lookFor(study, name, ["text", key, i]));
    }
  }
  for (const [i, m] of (text?.measures ?? []).entries()) {
    await at(["text", "measures", i], () => door.dictionary(m.terms ?? m.dictionary!));
  }
  for (const [i, name] of (patents?.files ?? []).entries()) {
    append(errors, lookFor(study, name, ["patents", "files", i]));
  }
  if (patents !== undefined) await at(["patents", "table"], () => door.concordance(patents.table));
  const { regions } = study.data;
  if (regions !== undefined && isThere(regions))
    await at(["data", "regions"], () => door.regions());
  for (const [name, policy] of Object.entries(study.policies)) {
    if ("list" in policy && isThere(policy.list)) {
      await at(["policies", name, "list"], () => door.policyList(policy.list));
    }
  }
  return errors;
}

/** A file that must be there already: one that a simulation writes need not. */
function lookFor(study: Study, name: string, at: readonly PropertyKey[]): UserError[] {
  if (name.startsWith(SIMULATED) || existsSync(study.path(name))) return [];
  const { row } = study.placeOf(at);
  return [studyError("missing-file", { file: study.file, row, name, path: study.path(name) })];
}
