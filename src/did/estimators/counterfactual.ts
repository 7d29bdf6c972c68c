import { type Notice, notice } from "../../base/index.js";
import { crossVector, multiplyVector } from "../../math/index.js";
import { collinearNotice, olsFit, sweptFrom } from "../../regress/index.js";
import { didError } from "../errors.js";
import { leftOutOf } from "../sample/estimable.js";
import { type DidSample, restrict, treatmentOf } from "../sample/sample.js";
import { twoWay } from "../sample/two-way.js";

/** The model of untreated outcomes, fitted on untreated rows.   中文: 反事实模型 */
export interface Counterfactual {
  /** The rows that can be imputed, and all untreated ones. */
  readonly sample: DidSample;
  readonly treated: Float64Array;
  /** y minus its prediction: effects in treated rows, first-stage residuals elsewhere. */
  readonly gap: Float64Array;
  /**
   * For a column w over rows: x₁₀ᵢ′(X₁₀′X₁₀)⁻¹ X₁′w in untreated rows, 0 in treated ones; what a
   * weight on predictions takes from the untreated rows.
   */
  reach(w: Float64Array): Float64Array;
  readonly warnings: readonly Notice[];
}

/**
 * Fits unit and time effects and covariates on untreated rows and predicts all rows.
 * 中文: 以未处理观测拟合反事实
 *
 * Treated rows whose unit or period has no untreated row cannot be imputed: they are left out and
 * counted.
 */
export function counterfactual(sample: DidSample): Counterfactual {
  const { sample: s, warnings } = imputable(sample);
  const [A, B] = s.effects;
  if (s.effects.length !== 2) {
    throw didError("not-supported", {
      what: "imputation needs two fixed effects, unit and time.",
      whatZh: "插补法需要两个固定效应：单位与时期。",
      instead: "Leave the fixed effects out of the formula.",
      insteadZh: "公式中请勿另写固定效应。",
    });
  }
  const D = treatmentOf(s);
  const zero: number[] = [];
  for (let i = 0; i < s.n; i++) if (D[i] === 0) zero.push(i);
  const at = (x: Float64Array) => Float64Array.from(zero, (i) => x[i]!);
  const w0 = s.weights === null ? null : at(s.weights);
  const a0 = Int32Array.from(zero, (i) => A!.codes[i]!);
  const b0 = Int32Array.from(zero, (i) => B!.codes[i]!);
  const effects = twoWay(a0, A!.levels, b0, B!.levels, w0);
  const X0 = s.X.map(at);
  const Z0 = X0.map((x) => effects.residual(x));
  const ols = olsFit(Z0, effects.residual(at(s.y)), w0, sweptFrom(X0, w0));
  const { kept, coefficients: slopes, XtXinv } = ols;
  const used = kept.map((j) => Z0[j]!);
  const leftOut = leftOutOf(
    {
      effects: [
        { name: A!.name, codes: a0, levels: A!.levels },
        { name: B!.name, codes: b0, levels: B!.levels },
      ],
    },
    X0,
    s.covariates,
    ols,
  );
  const rest = s.y.slice();
  kept.forEach((j, m) => {
    for (let i = 0; i < s.n; i++) rest[i]! -= slopes[m]! * s.X[j]![i]!;
  });
  const fixed = effects.effects(at(rest));
  for (let i = 0; i < s.n; i++) rest[i]! -= fixed.a[A!.codes[i]!]! + fixed.b[B!.codes[i]!]!;
  return {
    sample: s,
    treated: D,
    gap: rest,
    warnings: [...warnings, ...collinearNotice(leftOut, UNTREATED)],
    reach: (w) => {
      const rightA = new Float64Array(A!.levels);
      const rightB = new Float64Array(B!.levels);
      const right = new Float64Array(kept.length);
      for (let i = 0; i < s.n; i++) {
        const v = (s.weights === null ? 1 : s.weights[i]!) * w[i]!;
        if (v === 0) continue;
        rightA[A!.codes[i]!]! += v;
        rightB[B!.codes[i]!]! += v;
        kept.forEach((j, m) => {
          right[m]! += v * s.X[j]![i]!;
        });
      }
      const z = effects.normal(rightA, rightB);
      const value = Float64Array.from(zero, (i) => z.a[A!.codes[i]!]! + z.b[B!.codes[i]!]!);
      const through = crossVector(
        kept.map((j) => X0[j]!),
        value,
        w0 ?? undefined,
      );
      const k = kept.length;
      const b = multiplyVector(
        XtXinv,
        k,
        k,
        right.map((v, m) => v - through[m]!),
      );
      const out = new Float64Array(s.n);
      zero.forEach((i, m) => {
        let v = value[m]!;
        used.forEach((x, j) => {
          v += x[m]! * b[j]!;
        });
        out[i] = v;
      });
      return out;
    },
  };
}

/** Where the first stage is fitted. */
const UNTREATED = { en: "on the untreated rows, ", zh: "在未处理观测中" };

/** Leaves out treated rows without an untreated row in their unit or period. */
function imputable(sample: DidSample): { sample: DidSample; warnings: readonly Notice[] } {
  const D = treatmentOf(sample);
  const seen = sample.effects.map((e) => new Uint8Array(e.levels));
  for (let i = 0; i < sample.n; i++) {
    if (D[i] === 0) for (const [j, e] of sample.effects.entries()) seen[j]![e.codes[i]!] = 1;
  }
  const can = (i: number) => sample.effects.every((e, j) => seen[j]![e.codes[i]!] === 1);
  let lost = 0;
  for (let i = 0; i < sample.n; i++) if (!can(i)) lost++;
  if (lost === 0) return { sample, warnings: sample.warnings };
  const s = restrict(sample, can);
  if (!treatmentOf(s).includes(1)) {
    throw didError("not-identified", { count: lost, examples: "all" });
  }
  const warning = notice(
    "did/not-imputable",
    `${lost} treated rows have no untreated row in their unit or period and were left out`,
    `${lost} 个处理观测所在的单位或时期没有未处理观测，已剔除`,
  );
  return { sample: s, warnings: [...sample.warnings, warning] };
}
