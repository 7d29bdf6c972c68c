import { sandwich } from "../../math/index.js";
import { regressError } from "../errors.js";
import type { VcovInput } from "./vcov-input.js";

/** Lag when none is given, as fixest: ⌊T^(1/4)⌋. */
export function defaultLag(periods: number): number {
  return Math.floor(periods ** 0.25);
}

/** Distinct times, ascending, and the position of each row's time among them. */
export function periodsOf(times: Float64Array): { values: Float64Array; codes: Int32Array } {
  const values = Float64Array.from(new Set(times)).sort();
  const position = new Map<number, number>();
  values.forEach((t, i) => {
    position.set(t, i);
  });
  return { values, codes: Int32Array.from(times, (t) => position.get(t)!) };
}

/** The panel of the input, or an error that says which variance needs it. */
export function requirePanel(input: VcovInput, what: string): NonNullable<VcovInput["panel"]> {
  if (input.panel === null) throw regressError("needs-panel", { what });
  return input.panel;
}

/** Bread · (Γ₀ + Σ weight·(Γ_l + Γ_lᵀ)) · Bread from summed products, lower order first. */
export function sandwichOf(input: VcovInput, meat: Float64Array): Float64Array {
  return sandwich(input.bread, meat, input.columns.length);
}
