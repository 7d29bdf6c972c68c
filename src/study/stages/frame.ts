import type { Facts, Localized, Notice } from "../../base/index.js";
import { nearest } from "../../base/index.js";
import type { IndicatorSystem } from "../../indices/index.js";
import type { Regions } from "../../region/index.js";
import type { IndexResult } from "../../result/index.js";
import { Panel, readBytes, type Table } from "../../table/index.js";
import { studyError } from "../errors.js";
import type { Study } from "../file/read-study.js";
import { openStudySystem } from "../graph/study-door.js";
import type { JoinReport } from "./join-counts.js";
import type { PatentOutcome } from "./patent-step.js";
import type { TextOutcome } from "./text-step.js";

/** A policy as it stands in its panel. */
export interface FramePolicy {
  readonly name: string;
  readonly panel: string;
  /** Column of the dummy (or share) and of the first treated time. */
  readonly dummy: string;
  readonly first: string;
  readonly label: Localized | null;
  /** Units newly treated by first time, in the panel. */
  readonly cohorts: readonly { readonly first: number; readonly units: number }[];
  /** The policies that it is made of. */
  readonly parts: readonly string[];
}

/** A column that could not be made, and why: what needs it fails with this. */
export interface FrameFailure {
  readonly column: string;
  readonly code: string;
  readonly facts: Facts;
  readonly text: { readonly what: Localized; readonly fix: Localized };
}

/** The affine mapping of an index to printed moments. */
export interface IndexMapping {
  readonly index: string;
  readonly column: string;
  readonly panel: string;
  /** column = intercept + slope × index. */
  readonly intercept: number;
  readonly slope: number;
}

/** What is computed from the data and kept between runs. */
export interface FrameData {
  readonly tables: ReadonlyMap<string, Table>;
  readonly indices: readonly IndexResult[];
  readonly mappings: readonly IndexMapping[];
  readonly policies: ReadonlyMap<string, FramePolicy>;
  readonly joins: readonly JoinReport[];
  readonly failures: readonly FrameFailure[];
  readonly warnings: readonly Notice[];
  readonly derived: readonly DerivedColumn[];
}

/** A column that the study made from others, for the lineage. */
export interface DerivedColumn {
  readonly panel: string;
  readonly column: string;
  /** What it is, as a formula or in words. */
  readonly formula: Localized;
  readonly columns: readonly string[];
  /** The panel or table that these are columns of; left out: the same. */
  readonly from?: string;
}

/** What the sections of a study work on.   中文: 研究数据框 */
export interface StudyFrame extends FrameData {
  readonly study: Study;
  /** The main panel with joined counts, indices, policies and derived columns. */
  readonly panel: Panel;
  /** A file or an indicator system that an entry names. */
  readonly readFile: (name: string) => Buffer;
  readonly system: (name: string) => IndicatorSystem;
  /** The regions that the study knows. */
  readonly regions: () => Regions;
  readonly text: TextOutcome | undefined;
  readonly patents: PatentOutcome | undefined;
}

/** What a study is made of beside its data, for `frameOf`. */
type Outcomes = Pick<StudyFrame, "text" | "patents" | "regions">;

/** The frame of a study from its data.   中文: 组成研究数据框 */
export function frameOf(study: Study, data: FrameData, outcomes: Outcomes): StudyFrame {
  const { path } = study;
  const systems = new Map<string, IndicatorSystem>();
  return {
    ...data,
    ...outcomes,
    study,
    panel: data.tables.get("main") as Panel,
    readFile: (name) => readBytes(path(name)),
    system: (name) => {
      const made = systems.get(name) ?? openStudySystem(study, name);
      systems.set(name, made);
      return made;
    },
  };
}

/**
 * A panel of the frame by name.   中文: 取面板
 *
 * Errors    study/unknown-panel — no such panel, or a plain table.
 */
export function panelOf(frame: StudyFrame, name = "main"): Panel {
  const found = frame.tables.get(name);
  if (found instanceof Panel) return found;
  const known = [...frame.tables].filter(([, t]) => t instanceof Panel).map(([n]) => n);
  throw studyError("unknown-panel", {
    file: frame.study.file,
    name,
    nearest: nearest(name, known),
    known,
  });
}

/**
 * A policy of the frame; left out, the study's own.   中文: 取政策
 *
 * Errors    study/no-policy, study/unknown-policy.
 */
export function policyOf(frame: StudyFrame, name = frame.study.policyName): FramePolicy {
  if (name === undefined) throw studyError("no-policy", { file: frame.study.file });
  const found = frame.policies.get(name);
  if (found !== undefined) return found;
  const known = Object.keys(frame.study.policies);
  throw studyError("unknown-policy", {
    file: frame.study.file,
    name,
    nearest: nearest(name, known),
    known,
  });
}
