import { coefficientNames } from "../../../regress/index.js";
import {
  type FootRow,
  type Labels,
  regressionTable,
  type TableModel,
  type Wording,
} from "../../../report/index.js";
import { withLabels } from "../../artefacts/with-labels.js";
import { studyError } from "../../errors.js";
import type { StudyFrame } from "../../stages/frame.js";
import { labelsOf } from "../labels.js";
import type { ColumnResult } from "../model/run-column.js";
import {
  type CommonEntry,
  notesOf,
  type SectionContext,
  type SectionEstimate,
} from "../section.js";

/** What a table of columns takes besides them. */
export interface ColumnsTable {
  readonly entry: CommonEntry;
  readonly context: SectionContext;
  /** Terms to print; the others become one row. */
  readonly show: readonly string[];
  readonly headings?: readonly Wording[];
  readonly groups?: readonly (Wording | undefined)[];
  readonly rows?: readonly FootRow[];
  readonly notes?: readonly Wording[];
  /** Labels of terms that are no columns of the data. */
  readonly labels?: Labels;
  readonly fitRows?: readonly ("r2" | "r2Adj" | "r2Within")[];
}

/** Estimated columns as the table of a paper.   中文: 多列回归表 */
export function columnsTable(
  frame: StudyFrame,
  results: readonly ColumnResult[],
  about: ColumnsTable,
): TableModel {
  const { entry, context } = about;
  const { study } = frame;
  const show = shownTerms(results, about.show);
  return regressionTable(
    results.map((r) => r.column),
    {
      title: context.title,
      parentheses: entry.parentheses ?? study.parentheses,
      digits: entry.digits ?? study.digits,
      labels: labelsOf(frame, about.labels),
      keep: show,
      outcome: "once",
      fitRows: about.fitRows ?? ["r2Adj"],
      ...(about.headings === undefined ? {} : { headings: about.headings }),
      ...(about.groups === undefined ? {} : { spans: spansOf(about.groups) }),
      rows: [...(about.rows ?? []), ...footOf(results)],
      notes: [...refusals(frame, results), ...(about.notes ?? []), ...notesOf(frame, entry)],
      lineage: (column, term) => `coefficient:${context.id}:${column + 1}:${term}`,
    },
  );
}

/**
 * The coefficients to print: `l(did)` is `l(did, 1)`, `i(year)` all its levels.
 *
 * Errors    study/no-term — a column was estimated but has none of them.
 */
function shownTerms(results: readonly ColumnResult[], show: readonly string[]): readonly string[] {
  const namesOf = (r: ColumnResult) => r.column.terms.map((t) => t.name);
  const all = [...new Set(results.flatMap(namesOf))];
  const shown = [...new Set(show.flatMap((text) => coefficientNames(text, all)))];
  results.forEach((r, j) => {
    const names = namesOf(r);
    if (names.length === 0 || names.some((n) => shown.includes(n))) return;
    const dropped = r.json.dropped as { readonly collinear?: readonly string[] } | undefined;
    throw studyError("no-term", {
      place: j + 1,
      wanted: show,
      have: names,
      collinear: dropped?.collinear ?? [],
    });
  });
  return shown;
}

/** Neighbouring columns of the same group stand under one heading. */
function spansOf(groups: readonly (Wording | undefined)[]) {
  const spans: { text: Wording; from: number; to: number }[] = [];
  groups.forEach((text, j) => {
    if (text === undefined) return;
    const last = spans.at(-1);
    const same = last?.to === j - 1 && JSON.stringify(last.text) === JSON.stringify(text);
    if (same) last.to = j;
    else spans.push({ text, from: j, to: j });
  });
  return spans;
}

/** Rows under the columns, by label in the order first met. */
function footOf(results: readonly ColumnResult[]): FootRow[] {
  const labels = new Map<string, Wording>();
  for (const r of results) for (const f of r.foot) labels.set(JSON.stringify(f.label), f.label);
  return [...labels].map(([key, label]) => ({
    label,
    cells: results.map((r) => r.foot.find((f) => JSON.stringify(f.label) === key)?.value ?? null),
  }));
}

/** Notes of single columns, with their numbers. */
function refusals(frame: StudyFrame, results: readonly ColumnResult[]): Wording[] {
  const labels = labelsOf(frame);
  return results.flatMap((r, j) =>
    r.notes.map((note) => {
      const both = typeof note === "string" ? { en: note, zh: note } : note;
      const { en, zh } = withLabels(both, labels);
      return { en: `(${j + 1}) ${en}`, zh: `(${j + 1}) ${zh}` };
    }),
  );
}

/** The estimates of all columns, for the lineage and the planted effects. */
export function estimatesOf(results: readonly ColumnResult[]): SectionEstimate[] {
  return results.flatMap((r, i) =>
    r.column.terms.map((t) => ({
      column: i + 1,
      term: t.name,
      estimate: t.estimate,
      ciLow: t.ciLow ?? Number.NaN,
      ciHigh: t.ciHigh ?? Number.NaN,
      behind: [r.model.outcome, t.name],
      panel: r.model.panelName,
    })),
  );
}

/** What the columns add to the methods section. */
export function methodsOf(results: readonly ColumnResult[]) {
  return results.flatMap((r) => r.methods);
}
