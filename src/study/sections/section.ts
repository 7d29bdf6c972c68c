import type { Localized, Notice } from "../../base/index.js";
import type { FigureModel, TableModel } from "../../report/index.js";
import type { StudyFrame } from "../frame.js";
import type { SectionEntry } from "../study-schema.js";

/** A table or figure with its place in the numbering. */
export interface SectionOutput {
  readonly tables: readonly TableModel[];
  readonly figures: readonly FigureModel[];
  /** What `results.json` keeps: full precision, the published field names. */
  readonly results: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Notice[];
  /** Estimates by column and term, for the check of planted effects and the lineage. */
  readonly estimates: readonly SectionEstimate[];
}

/** One coefficient of a section. */
export interface SectionEstimate {
  /** Column of the table, from 1. */
  readonly column: number;
  readonly term: string;
  readonly estimate: number;
  readonly ciLow: number;
  readonly ciHigh: number;
}

/** A kind of table or figure that a study file can ask for by name.   中文: 研究章节 */
export interface SectionKind {
  readonly name: string;
  readonly title: Localized;
  /** Names of its options in the study file, besides `make` and `title`. */
  readonly options: readonly string[];
  readonly make: (frame: StudyFrame, entry: SectionEntry) => SectionOutput | Promise<SectionOutput>;
}

/** The label of a column in both languages: from the study, else its own name. */
export function labelOf(frame: StudyFrame, name: string): Localized {
  return frame.study.data.labels?.[name] ?? { en: name, zh: name };
}

/** All labels of the study by name, with the treatment's. */
export function labelsOf(frame: StudyFrame): Readonly<Record<string, Localized>> {
  return frame.study.data.labels ?? {};
}

/** The note that every table and figure of a simulated study carries. */
export function simulatedNote(frame: StudyFrame): readonly Localized[] {
  return frame.study.simulated ? [{ en: "Simulated data.", zh: "模拟数据。" }] : [];
}
