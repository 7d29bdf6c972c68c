import { combine } from "../../math/index.js";
import type { Table } from "../../table/index.js";
import type { EffectLevels, FitEngine } from "../fit.js";
import { evaluateExpression } from "../formula/evaluate-expression.js";
import { classify } from "../frame/classification.js";
import { columnsOf, piecesOf } from "../frame/term-columns.js";
import type { OlsFit } from "../ols-fit.js";
import { INTERCEPT } from "./linear-problem.js";
import type { LinearSolution } from "./linear-solution.js";
import type { SweptColumn } from "./sweep.js";

/** Fitted values, recovered effects and predictions of a linear fit, computed when asked for. */
export function linearRecovery(
  solution: Pick<LinearSolution, "frame" | "sweep"> & {
    readonly X: readonly Pick<SweptColumn, "name" | "raw">[];
    readonly y: Pick<SweptColumn, "name" | "raw">;
    readonly ols: Pick<OlsFit, "residuals">;
  },
  names: readonly string[],
  coefficients: Float64Array,
): Pick<FitEngine, "fitted" | "effects" | "predict"> {
  let levels: readonly Float64Array[] | null = null;
  const recover = (): readonly Float64Array[] => {
    if (levels !== null) return levels;
    const { sweep, X, frame, y } = solution;
    if (sweep.absorber === null) return [];
    const linear = combine(
      X.map((c) => c.raw),
      coefficients,
      frame.n,
    );
    const rest = y.raw.map((v, i) => v - linear[i]!);
    levels = normalise(solution, sweep.absorber.solve([rest]).effects[0]!);
    return levels;
  };
  return {
    fitted: () => solution.frame.outcome.values.map((v, i) => v - solution.ols.residuals[i]!),
    effects: () => {
      const found = recover();
      return solution.frame.effects.map(
        (e, f): EffectLevels => ({
          effect: e.name,
          levels: Array.from(found[f]!, (estimate, l) => ({ level: e.label(l), estimate })),
        }),
      );
    },
    predict: (table) => predictLinear(solution, names, coefficients, recover(), table),
  };
}

/** Level effects after the first begin with zero; the first takes up the difference. */
function normalise(
  { frame }: Pick<LinearSolution, "frame">,
  effects: readonly Float64Array[],
): Float64Array[] {
  const out = effects.map((e) => e.slice());
  const first = frame.effects.findIndex((e) => e.slope === undefined);
  frame.effects.forEach((e, f) => {
    if (e.slope !== undefined || f === first || first < 0) return;
    const base = out[f]![0]!;
    for (let l = 0; l < e.size; l++) out[f]![l]! -= base;
    for (let l = 0; l < out[first]!.length; l++) out[first]![l]! += base;
  });
  return out;
}

function predictLinear(
  solution: Pick<LinearSolution, "frame">,
  names: readonly string[],
  coefficients: Float64Array,
  levels: readonly Float64Array[],
  table: Table,
): Float64Array {
  const { frame } = solution;
  const scope = { table, text: frame.formula.text };
  const terms = [...frame.formula.terms, ...(frame.formula.instruments?.endogenous ?? [])];
  const columns = new Map(
    terms.flatMap((t) => {
      // Every level gets a column here; those of the reference are not among the names.
      const pieces = piecesOf(t, scope).map((p) =>
        p.kind === "levels" ? { ...p, reference: "none" as const } : p,
      );
      return columnsOf(pieces, null, scope).map((c) => [c.name, c.values] as const);
    }),
  );
  const out = new Float64Array(table.nrow);
  names.forEach((name, j) => {
    const values = columns.get(name);
    for (let i = 0; i < out.length; i++) {
      out[i]! += coefficients[j]! * (name === INTERCEPT ? 1 : (values?.[i] ?? 0));
    }
  });
  frame.effects.forEach((effect, f) => {
    const known = new Map(Array.from(levels[f]!, (v, l) => [effect.label(l), v] as const));
    const slope =
      effect.slope === undefined ? null : slopeValues(effect.name, effect.columns, scope);
    const here = classify(table, effect.columns);
    const byCode = Float64Array.from(
      { length: here.size },
      (_, l) => known.get(here.label(l)) ?? Number.NaN,
    );
    for (let i = 0; i < out.length; i++) {
      const level = here.codes[i]! < 0 ? Number.NaN : byCode[here.codes[i]!]!;
      out[i]! += level * (slope === null ? 1 : slope[i]!);
    }
  });
  return out;
}

function slopeValues(
  name: string,
  columns: readonly string[],
  scope: { readonly table: Table; readonly text: string },
): Float64Array {
  const inner = name.slice(columns.join("^").length + 1, -1);
  return scope.table.has(inner)
    ? scope.table.number(inner)
    : evaluateExpression({ kind: "name", at: 0, name: inner }, scope);
}
