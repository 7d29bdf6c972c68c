import {
  combine,
  crossVector,
  eigenSymmetric,
  inverseSpd,
  multiply,
  pchisq,
  pf,
  quadraticForm,
  solveLinear,
  symmetrize,
  tryCholesky,
} from "../../math/index.js";
import { olsFit } from "../ols-fit.js";
import { gmmObjective, invertVariance, subtract } from "./gmm.js";
import { crossBlock, gram, type IvColumns, residualsOn } from "./iv-matrices.js";
import type { Moments } from "./moments.js";
import { rankTest } from "./rank-test.js";
import { type StockYogo, stockYogo } from "./stock-yogo.js";

export interface ChiSquared {
  readonly statistic: number;
  readonly df: number;
  readonly p: number | null;
}

export interface FTest {
  readonly statistic: number;
  readonly df1: number;
  readonly df2: number;
  readonly p: number;
  readonly distribution: "F";
}

/** The diagnostics of a two-stage fit, as Stata's ivreg2 defines them.   中文: 工具变量诊断 */
export interface IvDiagnostics {
  /** F of the excluded instruments in each first stage. */
  readonly partialF: readonly FTest[];
  readonly partialR2: readonly number[];
  readonly sheaPartialR2: readonly number[];
  /** Sanderson–Windmeijer F of each endogenous regressor. */
  readonly swF: readonly FTest[];
  /** Underidentification: Kleibergen–Paap rk LM; null under iid errors (then `andersonLm`). */
  readonly kpLm: ChiSquared | null;
  readonly andersonLm: ChiSquared | null;
  readonly kpF: number | null;
  readonly cdF: number;
  readonly stockYogo: StockYogo | null;
  readonly overid: ({ readonly test: "hansen" | "sargan" } & ChiSquared) | null;
  /** C test: all endogenous regressors are exogenous. */
  readonly endogeneity: ChiSquared | null;
  readonly wuHausman: FTest;
  readonly andersonRubin: { readonly f: FTest; readonly chi2: ChiSquared };
  readonly stockWright: ChiSquared;
}

/** Degrees of freedom that the diagnostics are scaled by. */
export interface IvCounts {
  /** Absorbed coefficients as ivreghdfe counts them. */
  readonly absorbed: number;
  /** Denominator of F: clusters − 1, or N − L − absorbed. */
  readonly df2: number;
  /** N − K of the structural equation as fixest counts, for Wu–Hausman. */
  readonly residualDf: number;
}

/** All diagnostics from partialled-out columns and the variance of their moments. */
export function ivDiagnostics(c: IvColumns, moments: Moments, counts: IvCounts): IvDiagnostics {
  const m = c.X2.length;
  const L1 = c.Z.length;
  const N = c.n;
  const charged = L1 + c.X1.length + counts.absorbed;
  const scale = smallSample(N, charged, moments);
  const fTest = (chi2: number, df1: number): FTest => {
    const statistic = (chi2 / df1) * scale;
    const p = pf(statistic, df1, counts.df2, { tail: "upper" });
    return { statistic, df1, df2: counts.df2, p, distribution: "F" };
  };
  const eigen = canonicalRoot(c);
  const lmDf = L1 - m + 1;
  const isIid = moments.kind === "iid";
  const lm = isIid ? (N * eigen) / (1 + eigen) : rankTest(c.X2Left, c.ZLeft, moments, "LM");
  const ar = waldOn(c.yLeft, c.ZLeft, moments);
  return {
    partialF: c.X2Left.map((x) => fTest(waldOn(x, c.ZLeft, moments), L1)),
    partialR2: c.X2Left.map((x) => 1 - square(residualsOn(c.ZLeft, x)) / square(x)),
    sheaPartialR2: shea(c),
    swF: c.X2Left.map((_, j) => fTest(swChi2(c, moments, j), lmDf)),
    kpLm: isIid ? null : chi2Of(lm, lmDf),
    andersonLm: isIid ? chi2Of(lm, lmDf) : null,
    kpF: isIid ? null : (rankTest(c.X2Left, c.ZLeft, moments, "Wald") / L1) * scale,
    cdF: (eigen * (N - charged)) / L1,
    stockYogo: stockYogo(m, L1),
    overid: overidentification(c, moments),
    endogeneity: endogeneityTest(c, moments),
    wuHausman: wuHausmanTest(c, counts.residualDf),
    andersonRubin: { f: fTest(ar, L1), chi2: chi2Of(ar, L1) },
    stockWright: stockWrightTest(c, moments),
  };
}

function smallSample(N: number, charged: number, { kind, clusters }: Moments): number {
  return kind === "cluster"
    ? ((N - charged) / (N - 1)) * ((clusters - 1) / clusters)
    : (N - charged) / N;
}

function chi2Of(statistic: number, df: number): ChiSquared {
  return { statistic, df, p: df > 0 ? pchisq(statistic, df, { tail: "upper" }) : null };
}

/** Smallest root of |X′P X − λ X′M X| = 0. */
function canonicalRoot(c: IvColumns): number {
  const m = c.X2Left.length;
  const within = c.X2Left.map((x) => residualsOn(c.ZLeft, x));
  const M = gram(within);
  const P = gram(c.X2Left.map((x, j) => subtract(x, within[j]!)));
  const L = tryCholesky(M, m);
  if (typeof L === "number") return Number.POSITIVE_INFINITY;
  const half = solveLinear(L, m, P, m);
  const whole = solveLinear(L, m, transposeSquare(half, m), m);
  return eigenSymmetric(symmetrize(whole, m), m).values[m - 1]!;
}

function transposeSquare(A: Float64Array, k: number): Float64Array {
  return A.map((_, at) => A[(at % k) * k + Math.floor(at / k)]!);
}

/** Wald statistic, without factor, that y does not depend on Z. */
function waldOn(y: Float64Array, Z: readonly Float64Array[], moments: Moments): number {
  const fit = olsFit(Z, y);
  const L = Z.length;
  const S = moments.products(Z, fit.residuals);
  const V = multiply(multiply(fit.XtXinv, L, L, S, L), L, L, fit.XtXinv, L);
  return quadraticForm(fit.coefficients, invertVariance(symmetrize(V, L), L));
}

/** Sanderson & Windmeijer (2016): the other endogenous regressors taken out by 2SLS first. */
function swChi2(c: IvColumns, moments: Moments, j: number): number {
  const others = c.X2Left.filter((_, i) => i !== j);
  const x = c.X2Left[j]!;
  if (others.length === 0) return waldOn(x, c.ZLeft, moments);
  const projected = others.map((o) => subtract(o, residualsOn(c.ZLeft, o)));
  const delta = solveLinear(
    crossBlock(projected, others),
    others.length,
    crossVector(projected, x),
  );
  return waldOn(subtract(x, combine(others, delta, c.n)), c.ZLeft, moments);
}

/** Shea (1997) in Godfrey's (1999) form: ratio of the variances of OLS and 2SLS. */
function shea(c: IvColumns): number[] {
  const m = c.X2Left.length;
  const ols = inverseSpd(gram(c.X2Left), m);
  const projected = c.X2Left.map((x) => subtract(x, residualsOn(c.ZLeft, x)));
  const iv = inverseSpd(gram(projected), m);
  return c.X2Left.map((_, j) => ols[j * m + j]! / iv[j * m + j]!);
}

/** Residuals of 2SLS of y on [X2, X1] with instruments [Z, X1]. */
function twoStageResiduals(c: IvColumns): Float64Array {
  const Zall = [...c.X1, ...c.Z];
  const projected = c.X2.map((x) => subtract(x, residualsOn(Zall, x)));
  const beta = olsFit([...projected, ...c.X1], c.y).coefficients;
  return subtract(c.y, combine([...c.X2, ...c.X1], beta, c.n));
}

function overidentification(c: IvColumns, moments: Moments): IvDiagnostics["overid"] {
  const df = c.Z.length - c.X2.length;
  if (df === 0) return null;
  const Zall = [...c.X1, ...c.Z];
  const S = moments.products(Zall, twoStageResiduals(c));
  const J = gmmObjective(c.y, [...c.X2, ...c.X1], Zall, S);
  if (J === null) return null;
  return { test: moments.kind === "iid" ? "sargan" : "hansen", ...chi2Of(J, df) };
}

/** Difference of two J statistics that share the variance of the model with more instruments. */
function endogeneityTest(c: IvColumns, moments: Moments): ChiSquared | null {
  const X = [...c.X2, ...c.X1];
  const all = [...c.X1, ...c.Z, ...c.X2];
  const S = moments.products(all, residualsOn(X, c.y));
  const efficient = gmmObjective(c.y, X, all, S);
  const few = c.X1.length + c.Z.length;
  const sub = new Float64Array(few * few);
  for (let i = 0; i < few; i++) {
    for (let j = 0; j < few; j++) sub[i * few + j] = S[i * all.length + j]!;
  }
  const original = gmmObjective(c.y, X, [...c.X1, ...c.Z], sub);
  if (efficient === null || original === null) return null;
  return chi2Of(efficient - original, c.X2.length);
}

/** F of the first-stage residuals in the structural equation. */
function wuHausmanTest(c: IvColumns, residualDf: number): FTest {
  const X = [...c.X2, ...c.X1];
  const v = c.X2.map((x) => residualsOn([...c.X1, ...c.Z], x));
  const restricted = square(residualsOn(X, c.y));
  const full = square(residualsOn([...X, ...v], c.y));
  const df1 = c.X2.length;
  const df2 = residualDf - df1;
  const statistic = (restricted - full) / df1 / (full / df2);
  return { statistic, df1, df2, p: pf(statistic, df1, df2, { tail: "upper" }), distribution: "F" };
}

/**
 * Stock & Wright (2000): moments of the outcome with exogenous regressors partialled out, with the
 * variance of all instruments, as ivreg2 has it.
 */
function stockWrightTest(c: IvColumns, moments: Moments): ChiSquared {
  const all = [...c.X1, ...c.Z];
  const S = moments.products(all, c.yLeft);
  const statistic = quadraticForm(crossVector(all, c.yLeft), invertVariance(S, all.length));
  return chi2Of(statistic, c.Z.length);
}

function square(x: Float64Array): number {
  let s = 0;
  for (const v of x) s += v * v;
  return s;
}
