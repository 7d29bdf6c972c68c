import { mathError } from "../errors.js";

/** One constraint aᵀx (≤, =, ≥) b. */
export interface LinearConstraint {
  readonly row: ArrayLike<number>;
  readonly relation: "<=" | "=" | ">=";
  readonly bound: number;
}

export interface LinearProgram {
  /** Coefficients of the objective, minimised. */
  readonly objective: ArrayLike<number>;
  readonly constraints: readonly LinearConstraint[];
  /** Variables that may be negative; the others are ≥ 0. */
  readonly free?: "all" | "none";
}

export interface LinearProgramSolution {
  readonly x: Float64Array;
  readonly value: number;
  /** Dual value of each constraint (change of the minimum per unit of its bound). */
  readonly duals: Float64Array;
}

const EPS = 1e-9;

/**
 * Minimises a linear function under linear constraints: dense two-phase simplex with Bland's rule
 * against cycling. For problems of up to a few hundred rows.   中文: 线性规划（单纯形法）
 *
 * Defaults  free "none".
 * Errors    math/infeasible, math/unbounded, math/not-converged.
 * @example
 * linearProgram({ objective: [-1, -1], constraints: [
 *   { row: [1, 2], relation: "<=", bound: 4 }, { row: [3, 1], relation: "<=", bound: 6 } ] });
 * // x = [1.6, 1.2], value −2.8
 */
export function linearProgram(problem: LinearProgram): LinearProgramSolution {
  const n = problem.objective.length;
  const isFree = problem.free === "all";
  const t = buildTableau(problem, n, isFree);
  runPhase(t, t.phase1, t.columns, problem.constraints.length);
  if (t.phase1[t.columns]! < -EPS * t.scale) {
    throw mathError("infeasible", { rows: problem.constraints.length });
  }
  expelArtificials(t);
  runPhase(t, t.phase2, t.artificialFrom, problem.constraints.length);
  const value = new Float64Array(t.columns);
  t.basis.forEach((column, r) => {
    value[column] = t.rows[r]![t.columns]!;
  });
  const x = Float64Array.from({ length: n }, (_, j) =>
    isFree ? value[j]! - value[n + j]! : value[j]!,
  );
  // The reduced cost of a constraint's artificial column is minus its dual (the cost itself is 0).
  const duals = Float64Array.from(t.sign, (s, i) => -s * t.phase2[t.artificialFrom + i]!);
  return { x, value: -t.phase2[t.columns]!, duals };
}

interface Tableau {
  readonly rows: Float64Array[];
  readonly phase1: Float64Array;
  readonly phase2: Float64Array;
  readonly basis: Int32Array;
  readonly columns: number;
  readonly artificialFrom: number;
  readonly sign: readonly number[];
  readonly scale: number;
}

function buildTableau(problem: LinearProgram, n: number, isFree: boolean): Tableau {
  const { constraints } = problem;
  const m = constraints.length;
  const slackFrom = isFree ? 2 * n : n;
  const slacks = constraints.filter((c) => c.relation !== "=").length;
  const artificialFrom = slackFrom + slacks;
  const columns = artificialFrom + m;
  const sign = constraints.map((c) => (c.bound < 0 ? -1 : 1));
  const basis = new Int32Array(m);
  let slack = slackFrom;
  let scale = 1;
  const rows = constraints.map((c, i) => {
    const row = new Float64Array(columns + 1);
    for (let j = 0; j < n; j++) {
      row[j] = sign[i]! * c.row[j]!;
      if (isFree) row[n + j] = -row[j]!;
    }
    if (c.relation !== "=") row[slack++] = sign[i]! * (c.relation === "<=" ? 1 : -1);
    row[artificialFrom + i] = 1;
    row[columns] = sign[i]! * c.bound;
    scale = Math.max(scale, row[columns]!);
    basis[i] = artificialFrom + i;
    return row;
  });
  const phase1 = new Float64Array(columns + 1);
  for (const row of rows) {
    for (let j = 0; j < artificialFrom; j++) phase1[j]! -= row[j]!;
    phase1[columns]! -= row[columns]!;
  }
  const phase2 = new Float64Array(columns + 1);
  for (let j = 0; j < n; j++) {
    phase2[j] = problem.objective[j]!;
    if (isFree) phase2[n + j] = -problem.objective[j]!;
  }
  return { rows, phase1, phase2, basis, columns, artificialFrom, sign, scale };
}

function runPhase(t: Tableau, cost: Float64Array, width: number, m: number): void {
  const limit = 200 * (m + width) + 1000;
  for (let step = 0; step < limit; step++) {
    // Largest improvement first; Bland's rule (lowest index) later, since it cannot cycle.
    const column = entering(cost, width, step < limit / 4 ? "largest" : "first");
    if (column < 0) return;
    const row = leaving(t, column);
    if (row < 0) throw mathError("unbounded", { rows: m });
    pivotOn(t, row, column);
  }
  throw mathError("not-converged", { what: "the simplex method", iterations: limit });
}

function entering(cost: Float64Array, width: number, rule: "largest" | "first"): number {
  let best = -1;
  let least = -EPS;
  for (let j = 0; j < width; j++) {
    if (cost[j]! < least) {
      best = j;
      if (rule === "first") return j;
      least = cost[j]!;
    }
  }
  return best;
}

function leaving(t: Tableau, column: number): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  t.rows.forEach((row, i) => {
    if (row[column]! <= EPS) return;
    const ratio = row[t.columns]! / row[column]!;
    const ties = best >= 0 && Math.abs(ratio - least) <= 1e-12 * (1 + Math.abs(least));
    if (ties ? t.basis[i]! < t.basis[best]! : ratio < least) {
      least = ratio;
      best = i;
    }
  });
  return best;
}

function pivotOn(t: Tableau, at: number, column: number): void {
  const pivot = t.rows[at]!;
  const inverse = 1 / pivot[column]!;
  for (let j = 0; j <= t.columns; j++) pivot[j]! *= inverse;
  pivot[column] = 1;
  for (const row of [...t.rows, t.phase1, t.phase2]) {
    if (row === pivot) continue;
    const factor = row[column]!;
    if (factor === 0) continue;
    for (let j = 0; j <= t.columns; j++) row[j]! -= factor * pivot[j]!;
    row[column] = 0;
  }
  t.basis[at] = column;
}

/** Artificial variables still in the basis (at zero) are exchanged where possible. */
function expelArtificials(t: Tableau): void {
  for (let i = 0; i < t.basis.length; i++) {
    if (t.basis[i]! < t.artificialFrom) continue;
    const row = t.rows[i]!;
    for (let j = 0; j < t.artificialFrom; j++) {
      if (Math.abs(row[j]!) > EPS) {
        pivotOn(t, i, j);
        break;
      }
    }
  }
}
