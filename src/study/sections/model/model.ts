import { nearest } from "../../../base/index.js";
import {
  composeFormula,
  type Formula,
  type FormulaParts,
  type RegressOptions,
  type VcovSpec,
} from "../../../regress/index.js";
import type { Panel } from "../../../table/index.js";
import { studyError } from "../../errors.js";
import type { ColumnEntry } from "../../file/schema/column-schema.js";
import { panelOf, type StudyFrame } from "../../stages/frame.js";

/** The keys of a section or column that say which model is meant. */
export type ModelEntry = Partial<
  Pick<
    ColumnEntry,
    | "panel"
    | "sample"
    | "where"
    | "outcome"
    | "regressors"
    | "controls"
    | "effects"
    | "trends"
    | "cluster"
    | "vcov"
    | "weights"
    | "policy"
  >
>;

/** A regression with everything settled.   中文: 确定的回归设定 */
export interface Model {
  readonly panelName: string;
  readonly panel: Panel;
  readonly outcome: string;
  readonly regressors: readonly string[];
  readonly controls: readonly string[];
  readonly effects: readonly string[];
  readonly where: string | undefined;
  readonly options: RegressOptions;
  /** Whether the file names a variance, or robust errors are the default. */
  readonly variance: "asked" | "default";
  /** Name of the policy that the model is about, if any. */
  readonly policy: string | undefined;
}

/**
 * Settles a model: each key from the last entry that has it, else from the study.
 * 中文: 由栏目、章节与研究逐级确定回归设定
 *
 * Errors    study/unknown-panel, study/unknown-sample, study/no-regressor.
 */
export function resolveModel(frame: StudyFrame, ...entries: readonly ModelEntry[]): Model {
  const { study } = frame;
  const pick = <K extends keyof ModelEntry>(key: K): ModelEntry[K] | undefined =>
    entries.findLast((e) => e[key] !== undefined)?.[key];
  const panelName = pick("panel") ?? "main";
  const panel = panelOf(frame, panelName);
  const policy = pick("policy") ?? study.policyName;
  const regressors = pick("regressors") ?? defaultRegressors(frame, policy);
  const effects = pick("effects") ?? study.fixedEffects;
  const ownOutcome = pick("outcome");
  const outcome = ownOutcome ?? study.outcome;
  if (ownOutcome === undefined) checkName(frame, panel, outcome, ["outcome"]);
  const controls = controlsOf(frame, panel, entries).filter((c) => !regressors.includes(c));
  const where = whereOf(frame, entries);
  const weights = pick("weights");
  const trend = pick("trends");
  const asked = vcovOf(frame, entries);
  return {
    panelName,
    panel,
    outcome,
    regressors,
    controls,
    effects: effects === "none" ? [] : effects,
    where,
    policy,
    variance: asked === undefined ? "default" : "asked",
    options: {
      vcov: asked ?? { type: "hc1" },
      ...(where === undefined ? {} : { where }),
      ...(weights === undefined ? {} : { weights }),
      ...(trend === undefined ? {} : { trend: trend === "unit" ? panel.unit : trend }),
    },
  };
}

/** The formula of a model; `outcome`, `terms` and instruments can stand in for its own. */
export function formulaOf(
  model: Model,
  own: Partial<Pick<FormulaParts, "outcome" | "terms" | "instruments">> = {},
): Formula {
  const { outcome, regressors, controls, effects, panel } = model;
  return composeFormula({ outcome, terms: [...regressors, ...controls], effects, ...own }, panel);
}

function defaultRegressors(frame: StudyFrame, policy: string | undefined): readonly string[] {
  if (policy !== undefined) return [policy];
  if (frame.study.regressor !== undefined) return [frame.study.regressor];
  throw studyError("no-regressor", { file: frame.study.file });
}

/**
 * `all`, `none`, a list, or a list of names with a minus that are taken away from all. The study's
 * own are read only where they are used.
 */
function controlsOf(
  frame: StudyFrame,
  panel: Panel,
  entries: readonly ModelEntry[],
): readonly string[] {
  let own: readonly string[] | undefined;
  const less: string[] = [];
  for (const { controls } of entries) {
    if (controls === undefined || controls === "all") continue;
    if (controls !== "none" && controls.length > 0 && controls.every((c) => c.startsWith("-"))) {
      for (const c of controls) less.push(c.slice(1));
      continue;
    }
    own = controls === "none" ? [] : controls;
    less.length = 0;
  }
  if (own !== undefined) return own.filter((c) => !less.includes(c));
  const { controls } = frame.study;
  controls.forEach((name, i) => {
    if (!less.includes(name)) checkName(frame, panel, name, ["controls", i]);
  });
  return controls.filter((c) => !less.includes(c));
}

/** The study's own outcome and controls are answered with their line in the file. */
function checkName(
  { study }: StudyFrame,
  panel: Panel,
  name: string,
  at: readonly PropertyKey[],
): void {
  if (panel.has(name) || !PLAIN_NAME.test(name)) return;
  const [en, zh] = at[0] === "outcome" ? ["the outcome", "被解释变量"] : ["a control", "控制变量"];
  throw studyError("missing-column", {
    file: study.file,
    row: study.placeOf(at).row,
    column: name,
    nearest: nearest(name, panel.names),
    role: { en: `${en} "${name}"`, zh: `${zh}“${name}”` },
  });
}

const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_.]*$/u;

/** All conditions and named samples, section and column together. */
function whereOf(frame: StudyFrame, entries: readonly ModelEntry[]): string | undefined {
  const { samples, file } = frame.study;
  const conditions = entries.flatMap(({ sample, where }) => {
    const named = sample === undefined ? [] : Array.isArray(sample) ? sample : [sample];
    const found = named.map((name) => {
      const condition = samples[name];
      if (condition !== undefined) return condition;
      const known = Object.keys(samples);
      throw studyError("unknown-sample", { file, name, nearest: nearest(name, known), known });
    });
    return where === undefined ? found : [...found, where];
  });
  if (conditions.length < 2) return conditions[0];
  return conditions.map((c) => `(${c})`).join(" & ");
}

function vcovOf(frame: StudyFrame, entries: readonly ModelEntry[]): VcovSpec | undefined {
  for (const { vcov, cluster } of [...entries].reverse()) {
    if (cluster !== undefined && cluster.length > 0) return { type: "cluster", cluster };
    if (vcov === undefined) continue;
    if (typeof vcov === "string") return { type: vcov };
    if (vcov.type === "conley") return vcov;
    return vcov.lag === undefined ? { type: vcov.type } : { type: vcov.type, lag: vcov.lag };
  }
  const { cluster } = frame.study;
  return cluster.length > 0 ? { type: "cluster", cluster } : undefined;
}
