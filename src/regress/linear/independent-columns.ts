import { choleskyInOrder, crossProducts, QR_TOLERANCE, qr, submatrix } from "../../math/index.js";
import { spread } from "./spread.js";

/** Share of a regressor's norm before the sweep that must be left: the sweep is not exact. */
export const SWEPT_TOLERANCE = 1e-7;
/** Share of a column's own level below which its variation is rounding. */
const ROUNDING = 1e-14;
/** Below this share of a squared norm the pivots of the normal equations have lost their digits. */
const SAFE_PIVOT = 1e-9;
/** Longest columns (n × k) for which a doubtful decision goes to QR. */
const QR_LIMIT = 5e7;

/** How the rank of a set of columns is decided.   中文: 秩判定选项 */
export interface RankOptions {
  /**
   * Squared norm of each column before effects were swept out of it ({@link normBefore}). Left out:
   * nothing was swept.
   */
  readonly before?: ArrayLike<number>;
  /** Share of the norm before the sweep that must be left. Default 1e-7; 1e-11 without a sweep. */
  readonly tolerance?: number;
  /** `normal`: the solver has normal equations only, which need 1e-9 of a swept squared norm. */
  readonly solver?: "qr" | "normal";
  /** X′WX where it is at hand. */
  readonly gram?: Float64Array;
}

/** Which columns can be estimated, and why the others cannot.   中文: 秩判定结果 */
export interface Independence {
  readonly kept: readonly number[];
  /** Columns of which the effects leave nothing. */
  readonly absorbed: readonly number[];
  /** Columns that are linear combinations of kept ones before them. */
  readonly dependent: readonly number[];
  /** Cholesky factor of X′WX of the kept columns; null where only QR keeps enough digits. */
  readonly factor: Float64Array | null;
}

/**
 * The rank decision of all linear models: which of the columns, in their order, can be estimated.
 * 中文: 唯一的秩判定：哪些变量可以估计
 *
 * What is left of a column, once the effects are swept out and it is projected on the kept columns
 * before it, is compared with its norm **before** the sweep. A column that the effects absorb is left
 * with rounding noise, which compared with itself would look like a regressor.
 * Shapes    columns: k arrays of length n, already swept; before: k squared norms
 * Defaults  tolerance 1e-7 of the norm (1e-11 where nothing was swept)
 * @example
 * const { kept, absorbed } = independentColumns([swept], [normBefore(x, null, "centred")]);
 */
export function independentColumns(
  columns: readonly Float64Array[],
  weights: Float64Array | null = null,
  options: RankOptions = {},
): Independence {
  const k = columns.length;
  const gram = options.gram ?? crossProducts(columns, weights ?? undefined);
  const before = options.before ?? Float64Array.from(columns, (_, j) => gram[j * k + j]!);
  const tolerance =
    options.tolerance ?? (options.before === undefined ? QR_TOLERANCE : SWEPT_TOLERANCE);
  const floor = Float64Array.from(columns, (_, j) => tolerance ** 2 * before[j]!);
  const all = columns.map((_, j) => j);
  const absorbed = all.filter((j) => isAbsorbed(gram[j * k + j]!, floor[j]!));
  const alive = absorbed.length === 0 ? all : all.filter((j) => !absorbed.includes(j));
  const m = alive.length;
  const own = absorbed.length === 0 ? gram : submatrix(gram, k, alive);
  const floors = Float64Array.from(alive, (j) => floor[j]!);
  const isNormal = options.solver === "normal";
  const factor = choleskyInOrder(own, m, isNormal ? { floors, tolerance: SAFE_PIVOT } : { floors });
  const isSafe =
    factor.dropped.length === 0 &&
    factor.kept.every((j, r) => factor.L[r * m + r]! ** 2 > SAFE_PIVOT * own[j * m + j]!);
  const n = columns[0]?.length ?? 0;
  if (isSafe || isNormal || n * m > QR_LIMIT) {
    return {
      kept: factor.kept.map((j) => alive[j]!),
      absorbed,
      dependent: factor.dropped.map((j) => alive[j]!),
      factor: factor.L,
    };
  }
  const root = weights?.map(Math.sqrt);
  const scaled = alive.map((j) =>
    root === undefined ? columns[j]! : columns[j]!.map((v, i) => v * root[i]!),
  );
  const byNorm = qr(scaled, { floors: floors.map(Math.sqrt) });
  return {
    kept: byNorm.kept.map((j) => alive[j]!),
    absorbed,
    dependent: byNorm.dropped.map((j) => alive[j]!),
    factor: null,
  };
}

/**
 * The squared norm of a column that its rank is judged by: about the mean where effects of levels
 * absorb the mean anyway, and never less than the rounding of its level.   中文: 去除固定效应前的范数
 */
export function normBefore(
  x: Float64Array,
  weights: Float64Array | null,
  around: "raw" | "centred",
  rows: Int32Array | null = null,
): number {
  const raw = spread(x, weights, "raw", rows);
  if (around === "raw") return raw;
  return Math.max(spread(x, weights, "centred", rows), ROUNDING * raw);
}

/** The rank decision on columns whose values before the sweep are at hand, as options. */
export function sweptFrom(
  raw: readonly Float64Array[],
  weights: Float64Array | null,
): Required<Pick<RankOptions, "before">> {
  return { before: raw.map((x) => normBefore(x, weights, "centred")) };
}

/** True where nothing is left of a column beside the effects. */
export function isAbsorbed(left: number, floor: number): boolean {
  return !(left > floor);
}
