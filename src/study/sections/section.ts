import { z } from "zod";
import type { Localized, Notice } from "../../base/index.js";
import {
  type FigureModel,
  type MethodFact,
  type RefereeFinding,
  type TableModel,
  termLabel,
} from "../../report/index.js";
import { bilingual, text, wording } from "../file/schema/common.js";
import type { StudyFrame } from "../stages/frame.js";
import { labelsOf } from "./labels.js";

/** A table or figure; `part` tells several of one section apart in their file names. */
export interface Piece<T> {
  readonly part: string | null;
  readonly model: T;
}

/** What a section gives. */
export interface SectionOutput {
  readonly tables: readonly Piece<TableModel>[];
  readonly figures: readonly Piece<FigureModel>[];
  /** What `results.json` keeps: full precision, the published field names. */
  readonly results: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Notice[];
  /** Estimates by column and term, for the check of planted effects and the lineage. */
  readonly estimates: readonly SectionEstimate[];
  /** What was done, in words, for the methods paragraph. */
  readonly methods: readonly MethodFact[];
  /** Findings of the referee check. */
  readonly findings: readonly RefereeFinding[];
}

/** One coefficient of a section. */
export interface SectionEstimate {
  /** Column of the table, from 1. */
  readonly column: number;
  readonly term: string;
  readonly estimate: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  /** Columns of the data behind it: outcome first. */
  readonly behind?: readonly string[];
  readonly panel?: string;
}

/** What a section is told besides its entry. */
export interface SectionContext {
  /** Name of the section in this study. */
  readonly id: string;
  /** Where its entry stands in the study file. */
  readonly at: readonly PropertyKey[];
  /** Title of the entry, else of the kind. */
  readonly title: Localized;
  readonly seed: number;
  /** The draws to make where so many are asked for; fewer when the run caps them. */
  readonly draws: (asked: number) => number;
}

/** The keys that every entry of `sections` may have. */
export const commonShape = {
  id: text.optional(),
  title: bilingual.optional(),
  notes: z.array(wording).optional(),
  table: text.optional(),
  figure: text.optional(),
  extra: text.optional(),
  parentheses: z.enum(["se", "t"]).optional(),
  digits: z.number().int().min(0).max(10).optional(),
} as const;

/** Keys that every entry has, as its kind reads them. */
export type CommonEntry = z.output<z.ZodObject<typeof commonShape>> & { readonly make: string };

/** An entry as its kind reads it. */
export type EntryOf<S extends z.ZodRawShape> = CommonEntry & z.output<z.ZodObject<S>>;

/** A kind of table or figure that a study file can ask for by name.   中文: 研究章节 */
export interface SectionKind {
  readonly name: string;
  readonly title: Localized;
  /** The whole entry, unknown keys refused. */
  readonly schema: z.ZodObject;
  /** Keys of earlier versions, still read, with the key of now. */
  readonly was: Readonly<Record<string, string>>;
  make(
    frame: StudyFrame,
    entry: CommonEntry,
    context: SectionContext,
  ): SectionOutput | Promise<SectionOutput>;
}

/** A kind of section from its own keys and what it makes.   中文: 定义一种章节 */
export function defineSection<S extends z.ZodRawShape>(kind: {
  readonly name: string;
  readonly title: Localized;
  readonly shape: S;
  readonly was?: Readonly<Record<string, string>>;
  readonly make: (
    frame: StudyFrame,
    entry: EntryOf<S>,
    context: SectionContext,
  ) => SectionOutput | Promise<SectionOutput>;
}): SectionKind {
  const { name, title, shape, was = {}, make } = kind;
  return {
    name,
    title,
    was,
    schema: z.strictObject({ make: z.literal(name), ...commonShape, ...shape }) as z.ZodObject,
    make: (frame, entry, context) => make(frame, entry as EntryOf<S>, context),
  };
}

/** A section's output from what it has; the rest is empty. */
export function output(
  made: Partial<Omit<SectionOutput, "tables" | "figures">> & {
    readonly tables?: readonly (TableModel | Piece<TableModel>)[];
    readonly figures?: readonly (FigureModel | Piece<FigureModel>)[];
  },
): SectionOutput {
  return {
    results: {},
    warnings: [],
    estimates: [],
    methods: [],
    findings: [],
    ...made,
    tables: (made.tables ?? []).map((t) => ("model" in t ? t : { part: null, model: t })),
    figures: (made.figures ?? []).map((f) => ("model" in f ? f : { part: null, model: f })),
  };
}

/** The label of a column or term in both languages: from the study, else its own name. */
export function labelOf(frame: StudyFrame, name: string): Localized {
  return termLabel(name, labelsOf(frame));
}

/** The note that every table and figure of a simulated study carries. */
export function simulatedNote(frame: StudyFrame): readonly Localized[] {
  return frame.study.simulated ? [{ en: "Simulated data.", zh: "模拟数据。" }] : [];
}

/** The notes of the entry, and that of a simulated study. */
export function notesOf(frame: StudyFrame, entry: CommonEntry): readonly (string | Localized)[] {
  return [...(entry.notes ?? []), ...simulatedNote(frame)];
}
