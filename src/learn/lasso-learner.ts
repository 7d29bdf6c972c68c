import type { Rng } from "../base/index.js";
import { crossProducts, crossVector, mean } from "../math/index.js";
import type { Learner } from "./learner.js";
import { applyScaling, linearPredictor, scalingOf } from "./standardize.js";

const PATH_LENGTH = 60;
const PATH_RATIO = 1e-3;
const INNER_FOLDS = 5;
const SETTLED = 1e-9;
const MAX_SWEEPS = 5000;

/**
 * Lasso on standardised features: min 1/(2n) ‖y − ȳ − Zb‖² + λ‖b‖₁.   中文: LASSO 学习器
 *
 * Coordinate descent on the Gram matrix (covariance updates), warm starts along a path. λ is given,
 * or chosen from 60 values down to 0.001 of the largest by five-fold cross-validation inside the
 * training rows (the smallest mean squared error).
 * Source    Friedman, Hastie & Tibshirani (2010), J. Stat. Softw. 33(1).
 */
export function lassoLearner(lambda?: number): Learner {
  return {
    name: lambda === undefined ? "lasso" : `lasso:${lambda}`,
    prepare(features) {
      const scaling = scalingOf(features);
      return (y, rng) => {
        const centre = mean(y);
        const problem = prepare(features, y);
        const chosen = lambda ?? crossValidate(features, y, rng);
        const path = lambda === undefined ? pathOf(problem.largest).filter((v) => v > chosen) : [];
        let b: Float64Array = new Float64Array(features.length);
        for (const step of [...path, chosen]) b = descend(problem, step, b);
        return linearPredictor(scaling, b, centre);
      };
    },
  };
}

interface LassoProblem {
  /** Z′Z/n and Z′y/n. */
  readonly gram: Float64Array;
  readonly target: Float64Array;
  readonly largest: number;
}

function prepare(features: readonly Float64Array[], y: Float64Array): LassoProblem {
  const n = y.length;
  const Z = applyScaling(features, scalingOf(features));
  const centre = mean(y);
  const gram = crossProducts(Z).map((v) => v / n);
  const target = crossVector(
    Z,
    y.map((v) => v - centre),
  ).map((v) => v / n);
  const largest = target.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
  return { gram, target, largest };
}

function pathOf(largest: number): number[] {
  return Array.from(
    { length: PATH_LENGTH },
    (_, i) => largest * PATH_RATIO ** (i / (PATH_LENGTH - 1)),
  );
}

/** Coordinate descent; returns new coefficients. */
function descend(p: LassoProblem, lambda: number, start: Float64Array): Float64Array {
  const k = p.target.length;
  const b = start.slice();
  const rest = p.target.slice();
  for (let j = 0; j < k; j++) {
    if (b[j] !== 0) for (let l = 0; l < k; l++) rest[l]! -= b[j]! * p.gram[j * k + l]!;
  }
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let moved = 0;
    for (let j = 0; j < k; j++) {
      const own = p.gram[j * k + j]!;
      if (own === 0) continue;
      const raw = rest[j]! + own * b[j]!;
      const next = (Math.sign(raw) * Math.max(Math.abs(raw) - lambda, 0)) / own;
      const change = next - b[j]!;
      if (change === 0) continue;
      for (let l = 0; l < k; l++) rest[l]! -= change * p.gram[j * k + l]!;
      b[j] = next;
      moved = Math.max(moved, Math.abs(change));
    }
    if (moved <= SETTLED * (p.largest || 1)) break;
  }
  return b;
}

function crossValidate(features: readonly Float64Array[], y: Float64Array, rng: Rng): number {
  const n = y.length;
  const order = rng.permutation(n);
  const fold = new Int32Array(n);
  order.forEach((row, at) => {
    fold[row] = at % INNER_FOLDS;
  });
  const path = pathOf(prepare(features, y).largest);
  const errors = new Float64Array(path.length);
  for (let f = 0; f < INNER_FOLDS; f++) {
    const train = rowsWhere(fold, (v) => v !== f);
    const test = rowsWhere(fold, (v) => v === f);
    const trainX = features.map((x) => take(x, train));
    const trainY = take(y, train);
    const problem = prepare(trainX, trainY);
    const scaling = scalingOf(trainX);
    const centre = mean(trainY);
    const testX = features.map((x) => take(x, test));
    const testY = take(y, test);
    let b: Float64Array = new Float64Array(features.length);
    path.forEach((lambda, at) => {
      b = descend(problem, lambda, b);
      const fitted = linearPredictor(scaling, b, centre)(testX);
      for (let i = 0; i < testY.length; i++) errors[at]! += (testY[i]! - fitted[i]!) ** 2;
    });
  }
  let best = 0;
  for (let at = 1; at < path.length; at++) if (errors[at]! < errors[best]!) best = at;
  return path[best]!;
}

function rowsWhere(codes: Int32Array, keep: (code: number) => boolean): Int32Array {
  return Int32Array.from(
    Array.from({ length: codes.length }, (_, i) => i).filter((i) => keep(codes[i]!)),
  );
}

function take(x: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (i) => x[i]!);
}
