import { nearest, UserError } from "../../../base/index.js";
import { FORMULA_FUNCTIONS, readExpression } from "../../../regress/index.js";
import { studyError } from "../../errors.js";
import { MAIN } from "../../stages/panel-step.js";
import type { Study } from "../read-study.js";
import { fullWidthError, markIn } from "./full-width.js";
import type { KnownColumns } from "./known-columns.js";
import { ANY, type NamingText, namesIn, namingTexts } from "./named-columns.js";

/** Marks inside a name or list that were meant to part it; brackets and colons may be in names. */
const IN_NAMES = "，、“”‘’";
/** Marks that a formula does not know; it reads full-width commas, brackets and signs. */
const IN_FORMULAS = "“”‘’、";

/**
 * Columns, functions and formulas of a study file that cannot be: of the model, of samples and
 * preparation, of sections.   中文: 检查列名、函数与公式
 */
export function checkNames(study: Study, columns: KnownColumns["of"]): UserError[] {
  const any = union(columns);
  return textsOf(study).flatMap((text) => {
    const { row, position } = study.placeOf(text.at);
    const place = { file: study.file, row, position };
    const known = text.panel === ANY ? any : columns.get(text.panel);
    if (known?.has(text.text) === true) return [];
    const mark = markIn(text.text, text.kind === "name" ? IN_NAMES : IN_FORMULAS);
    if (mark !== undefined) return [fullWidthError(mark.mark, place)];
    const errors = text.kind === "formula" ? formulaErrors(study, text, known) : [];
    if (known == null || errors.length > 0) return errors;
    return namesIn(text, known).flatMap(({ name, kind, at }) =>
      kind === "column" ? missing(study, name, at, known) : unknownFunction(study, name, at),
    );
  });
}

/** The columns of all panels; not known where one is not. */
function union(columns: KnownColumns["of"]): ReadonlySet<string> | null {
  const sets = [...columns.values()];
  if (sets.length === 0 || sets.includes(null)) return null;
  return new Set(sets.flatMap((set) => [...set!]));
}

/** The texts of the study that name columns. */
function textsOf(study: Study): NamingText[] {
  const { outcome, regressor, controls, cluster, samples, prepare, derive, sections, data } = study;
  const model = { outcome, regressor, controls, cluster, fixedEffects: ownEffects(study) };
  const name = (text: string | undefined, at: readonly PropertyKey[], panel = MAIN) =>
    text === undefined || text === "" ? [] : [{ text, at, panel, kind: "name" as const }];
  return [
    ...(["unit", "time", "regionCode", "firmName"] as const).flatMap((key) =>
      name(data[key], ["data", key]),
    ),
    ...Object.entries(data.panels ?? {}).flatMap(([panel, table]) =>
      (["unit", "time", "regionCode", "firmName"] as const).flatMap((key) =>
        name(table[key], ["data", "panels", panel, key], panel),
      ),
    ),
    ...Object.entries(study.policies).flatMap(([policy, entry]) => [
      ...("first" in entry ? name(entry.first, ["policies", policy, "first"], entry.panel) : []),
      ...("treatment" in entry
        ? name(entry.treatment, ["policies", policy, "treatment"], entry.panel)
        : []),
      ...("city" in entry ? name(entry.city, ["policies", policy, "city"], entry.panel) : []),
    ]),
    ...namingTexts(model, [], MAIN),
    ...Object.entries(samples).map(
      ([key, text]): NamingText => ({ text, at: ["samples", key], panel: ANY, kind: "formula" }),
    ),
    ...prepare.flatMap((o, i) => operationTexts(o, ["prepare", i])),
    ...derive.flatMap((o, i) => operationTexts(o, ["derive", i])),
    ...sections.flatMap((s, i) => namingTexts(s, ["sections", i], MAIN)),
  ];
}

/** Those of the file; without them they are unit and time, which are checked as such. */
function ownEffects(study: Study): readonly string[] {
  const { unit, time } = study.data;
  const given = study.fixedEffects;
  return given.length === 2 && given[0] === unit && given[1] === time ? [] : given;
}

type Operation = Study["prepare"][number];

/** The columns that an operation reads. */
function operationTexts(o: Operation, at: readonly PropertyKey[]): NamingText[] {
  const { panel } = o;
  const texts = (key: string, value: string | readonly string[], of = panel): NamingText[] =>
    [value].flat().map((text, i) => ({
      text,
      at: [...at, key, ...(typeof value === "string" ? [] : [i])],
      panel: of,
      kind: "name",
    }));
  if ("merge" in o) return texts("merge", o.merge, o.from);
  if ("split" in o) return texts("split", o.split);
  if ("fill" in o) return texts("fill", o.fill);
  if ("winsorise" in o) return texts("winsorise", o.winsorise);
  if ("trim" in o) return texts("trim", o.trim);
  if ("deflate" in o) return [...texts("deflate", o.deflate), ...texts("index", o.index)];
  if ("hypothetical" in o) return [...texts("first", o.first), ...texts("rank", o.rank)];
  if ("derive" in o || "keep" in o) return namingTexts(o, at, panel);
  if (!("ready" in o)) return [];
  const columns = ["column", "total", "area", "deflator", "tertiary", "secondary", "output"];
  const lists = ["systems", "inputs", "labour", "shares", "shocks", "by"];
  return [...columns, ...lists].flatMap((key) => {
    const value = (o as unknown as Record<string, unknown>)[key];
    if (typeof value === "string") return texts(key, value);
    const isNames = Array.isArray(value) && value.every((v) => typeof v === "string");
    return isNames ? texts(key, value as string[]) : [];
  });
}

function missing(
  study: Study,
  name: string,
  at: readonly PropertyKey[],
  known: ReadonlySet<string>,
): UserError[] {
  const role = ROLES[String(at.findLast((key) => typeof key === "string"))] ?? ROLES.other!;
  return [
    studyError("missing-column", {
      file: study.file,
      row: study.placeOf(at).row,
      column: name,
      nearest: nearest(name, known),
      role: { en: `${role[0]} "${name}"`, zh: `${role[1]}“${name}”` },
    }),
  ];
}

/** What a name is in its field. */
const ROLES: Readonly<Record<string, readonly [string, string]>> = {
  unit: ["the unit", "单位列"],
  time: ["the time", "时间列"],
  outcome: ["the outcome", "被解释变量"],
  controls: ["a control", "控制变量"],
  fixedEffects: ["a fixed effect", "固定效应"],
  effects: ["a fixed effect", "固定效应"],
  cluster: ["a cluster", "聚类变量"],
  show: ["the term", "变量项"],
  regressors: ["the term", "变量项"],
  instruments: ["an instrument", "工具变量"],
  other: ["the name", "名称"],
};

function unknownFunction(study: Study, name: string, at: readonly PropertyKey[]): UserError[] {
  if (FORMULA_FUNCTIONS.includes(name)) return [];
  const facts = { file: study.file, row: study.placeOf(at).row, name, known: FORMULA_FUNCTIONS };
  return [studyError("unknown-function", { ...facts, nearest: nearest(name, FORMULA_FUNCTIONS) })];
}

/** A formula that cannot be read at all. */
function formulaErrors(
  study: Study,
  { text, at }: NamingText,
  known: ReadonlySet<string> | null | undefined,
): UserError[] {
  try {
    readExpression(text, [...(known ?? [])]);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const facts = { ...error.facts, file: study.file, row: study.placeOf(at).row };
    return [new UserError(error.code, facts, error.text, error)];
  }
}
