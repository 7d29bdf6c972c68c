import { panelOf, type StudyFrame } from "../stages/frame.js";
import { joinColumn, joinKeys } from "../stages/join-counts.js";
import type { PatentMeasure } from "../stages/patent-step.js";
import { cellsByPlace, type PlaceYears, placeYear } from "../stages/place-years.js";
import type { TextMeasure } from "../stages/text-measure.js";

/** The measure that a column was counted by. */
export type CountMeasure =
  | { readonly kind: "attention"; readonly measure: TextMeasure }
  | { readonly kind: "patents"; readonly measure: PatentMeasure };

/** One number of a measure, as a row of a panel has it. */
export interface CountCell {
  /** Number of the cell in the measure. */
  readonly cell: number;
  readonly value: number;
  /** Code and year. */
  readonly place: string;
  /** What a reader calls them. */
  readonly where: string;
}

/**
 * The measure that a lineage key such as `attention:words` names; none where it names another
 * thing.   中文: 溯源键所指的计数指标
 */
export function countMeasureOf(frame: StudyFrame, lineage: string): CountMeasure | undefined {
  const at = lineage.indexOf(":");
  const [kind, name] = [lineage.slice(0, at), lineage.slice(at + 1)];
  if (kind === "attention") {
    const measure = frame.text?.measures.find((m) => m.name === name);
    return measure && { kind, measure };
  }
  if (kind !== "patents") return undefined;
  const measure = frame.patents?.measures.find((m) => m.name === name);
  return measure && { kind, measure };
}

/** Sentences or applications for each cell, on average. */
export function piecesPerCell(found: CountMeasure): number {
  const { codes } = found.measure;
  const { length } =
    found.kind === "attention" ? found.measure.hits.sentence : found.measure.parts.application;
  return codes.length === 0 ? 0 : length / codes.length;
}

/** The cells of a measure in rows of a panel; rows without one have none. */
export function countCells(
  frame: StudyFrame,
  found: CountMeasure,
  panelName: string,
  rows: readonly number[],
): readonly CountCell[] {
  const panel = panelOf(frame, panelName);
  const by = unitOf(found);
  const about = { panel: panelName, by };
  const keys = keysOf(panel, by, () =>
    joinKeys(panel, joinColumn(panel, about, frame.study.data), about, frame.regions()),
  );
  const cells = cellsOf(found.measure);
  // A province's count is that of all its cities, a city's that of all its firms.
  const isOwn = by === "firm" || (by === "region" && panelName === "main");
  return rows.flatMap((row) => {
    const place = placeYear(keys[row], panel.times[row]!);
    const cell = cells.get(place);
    if (cell === undefined) return [];
    const unit = panel.unitFactor.levels[panel.unitFactor.codes[row]!];
    const where = `${isOwn ? unit : regionName(frame, keys[row]!)} ${panel.times[row]}`;
    return [{ cell, value: found.measure.values[cell]!, place, where }];
  });
}

function unitOf(found: CountMeasure): "firm" | "province" | "region" {
  if (found.kind === "patents") {
    return found.measure.by === "city" ? "region" : found.measure.by;
  }
  const { source, level } = found.measure;
  return source === "annual-reports" ? "firm" : level === "province" ? "province" : "region";
}

const joined = new WeakMap<object, Map<string, readonly string[]>>();

/** The codes of all rows of a panel: asked for again by every count. */
function keysOf(panel: object, by: string, make: () => readonly string[]): readonly string[] {
  const made = joined.get(panel) ?? new Map<string, readonly string[]>();
  joined.set(panel, made);
  const keys = made.get(by) ?? make();
  made.set(by, keys);
  return keys;
}

/** The name of a city or province; panels of firms know codes only. */
function regionName({ regions }: StudyFrame, code: string): string {
  return regions().byCode(code)?.name ?? code;
}

const counted = new WeakMap<object, ReadonlyMap<string, number>>();

function cellsOf(measure: PlaceYears): ReadonlyMap<string, number> {
  const known = counted.get(measure) ?? cellsByPlace(measure);
  counted.set(measure, known);
  return known;
}
