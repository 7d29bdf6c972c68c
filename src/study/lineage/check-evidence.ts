import { panelOf, type StudyFrame } from "../stages/frame.js";
import { type CountCell, type CountMeasure, countCells } from "./count-cells.js";
import { behindCell } from "./count-nodes.js";

/** One measure with what is shown behind its cells. */
export interface MeasureEvidence {
  readonly name: string;
  readonly kind: CountMeasure["kind"];
  /** Cells of the panel that have a number. */
  readonly cells: number;
  /** Those whose number is a sum of what is shown, and what all their sums are together. */
  readonly summed: number;
  readonly shown: number;
  /** Cells where what is shown is not what was counted. */
  readonly differing: readonly { readonly place: string; value: number; shown: number }[];
}

/** Weighted sums are added up in another order than they were counted. */
const ROUNDING = 1e-9;

/**
 * Compares, over every cell of every count, what the lineage shows with what was counted: hits in
 * sentences, patents.   中文: 逐格核对溯源与计数
 */
export function checkEvidence(frame: StudyFrame): readonly MeasureEvidence[] {
  const all: CountMeasure[] = [
    ...(frame.text?.measures ?? []).map((measure) => ({ kind: "attention", measure }) as const),
    ...(frame.patents?.measures ?? []).map((measure) => ({ kind: "patents", measure }) as const),
  ];
  return all.map((found) => evidenceOf(frame, found));
}

function evidenceOf(frame: StudyFrame, found: CountMeasure): MeasureEvidence {
  const { name, panel } = found.measure;
  const rows = Array.from({ length: panelOf(frame, panel).nrow }, (_, i) => i);
  const cells = new Map(countCells(frame, found, panel, rows).map((at) => [at.cell, at]));
  const differing: { place: string; value: number; shown: number }[] = [];
  let summed = 0;
  let shown = 0;
  for (const at of cells.values()) {
    const { sum } = behindCell(frame, found, at, (node) => node.id);
    const wanted = expected(found, at, sum);
    if (wanted === null) continue;
    summed++;
    shown += sum;
    const isSame = Math.abs(wanted.of - wanted.is) <= ROUNDING * Math.max(1, Math.abs(wanted.is));
    if (!isSame) differing.push({ place: at.place, value: wanted.is, shown: wanted.of });
  }
  return { name, kind: found.kind, cells: cells.size, summed, shown, differing };
}

/** The number as it was counted, and as what is shown makes it; null: it is no sum. */
function expected(
  found: CountMeasure,
  { cell, value }: CountCell,
  sum: number,
): { readonly is: number; readonly of: number } | null {
  if (Number.isNaN(sum)) return null;
  if (found.kind === "patents") {
    return { is: value, of: found.measure.parts.how === "log1p" ? Math.log1p(sum) : sum };
  }
  const { measure, counts } = found.measure;
  if (measure === "count") return { is: value, of: sum };
  return { is: counts[cell]!, of: sum };
}
