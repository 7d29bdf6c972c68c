import type { StudyFrame } from "../stages/frame.js";
import type { SectionOutput } from "./section.js";

/** A planted effect beside its estimate. */
export interface PlantedEffect {
  readonly name: string;
  readonly value: number;
  readonly estimate: number;
  readonly ciLow: number;
  readonly ciHigh: number;
}

/**
 * What a simulated study planted and what was estimated.   中文: 植入效应核对
 *
 * An effect on an index is given by its effects on the indicators: with min–max standardised
 * indicators it is Σ_j w_j · δ_j / (max_j − min_j), with the sign of each direction.
 */
export function plantedEffects(
  frame: StudyFrame,
  outputs: ReadonlyMap<string, SectionOutput>,
): PlantedEffect[] {
  return Object.entries(frame.study.planted ?? {}).flatMap(([name, planted]) => {
    const found = outputs
      .get(planted.section)
      ?.estimates.find((e) => e.column === planted.column && e.term === planted.term);
    const value = planted.value ?? effectOnIndex(frame, planted.index, planted.indicators ?? {});
    if (found === undefined || value === undefined) return [];
    const { estimate, ciLow, ciHigh } = found;
    return [{ name, value, estimate, ciLow, ciHigh }];
  });
}

function effectOnIndex(
  frame: StudyFrame,
  name: string | undefined,
  effects: Readonly<Record<string, number>>,
): number | undefined {
  const index = frame.indices.find((i) => i.name === name);
  if (index === undefined) return undefined;
  const weights = index.weights[0]!.values;
  let total = 0;
  index.indicators.forEach((indicator, j) => {
    const effect = effects[indicator.name] ?? 0;
    const raw = index.raw[j]!.filter((v) => !Number.isNaN(v));
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const v of raw) {
      if (v < low) low = v;
      if (v > high) high = v;
    }
    total += (weights[j]! * effect * (indicator.direction === "-" ? -1 : 1)) / (high - low);
  });
  return total;
}
