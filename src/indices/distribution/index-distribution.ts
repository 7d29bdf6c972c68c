import { type Notice, UserError } from "../../base/index.js";
import type {
  BetaConvergence,
  DagumGini,
  DensityByPeriod,
  IndexResult,
  Moran,
  SigmaConvergence,
  TheilIndex,
  TransitionMatrix,
} from "../../result/index.js";
import { numberColumn, Panel, Table, textColumn } from "../../table/index.js";
import { rowsByPeriod } from "../ready/derived.js";
import { betaConvergence, sigmaConvergence } from "./convergence.js";
import { dagumGini } from "./dagum-gini.js";
import { densityByPeriod } from "./density-by-period.js";
import { moran } from "./moran.js";
import type { SpatialWeights } from "./spatial-weights.js";
import { theil } from "./theil.js";
import { transitionMatrix } from "./transition-matrix.js";

/** Choices of `indexDistribution`; the defaults stand in the code. */
export interface IndexDistributionOptions {
  /** The group of each row of the index, such as its region; left out: one group. */
  readonly groups?: readonly string[];
  readonly spatial?: SpatialWeights;
  readonly classes?: number;
  readonly draws?: number;
  readonly seed?: number;
}

/** What papers show of an index besides its values; `null` where it could not be computed. */
export interface IndexDistribution {
  readonly dagum: readonly DagumGini[] | null;
  readonly theil: readonly TheilIndex[] | null;
  readonly density: DensityByPeriod | null;
  readonly sigma: SigmaConvergence | null;
  readonly beta: BetaConvergence | null;
  readonly transition: TransitionMatrix | null;
  /** null also when no spatial weights were given. */
  readonly moran: Moran | null;
  /** Why something is missing. */
  readonly failures: readonly { readonly name: string; readonly reason: Notice }[];
}

/**
 * Inequality, densities, convergence, transitions and spatial correlation of an index.
 * 中文: 指数的分布、收敛与空间特征
 *
 * Defaults  one group; four classes; 999 draws and seed 2026 for Moran's I.
 * Result    each part, or null and its reason in `failures` (an index with zeros has no β
 *           convergence, for instance): one part that cannot be had does not cost the others.
 */
export function indexDistribution(
  result: IndexResult,
  options: IndexDistributionOptions = {},
): IndexDistribution {
  const { groups, spatial, classes = 4, draws = 999, seed = 2026 } = options;
  const panel = panelOfIndex(result, groups);
  const { name } = result;
  const failures: { name: string; reason: Notice }[] = [];
  const attempt = <T>(part: string, run: () => T): T | null => {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { en, zh } = error.text.what;
      failures.push({ name: part, reason: { code: error.code, en, zh } });
      return null;
    }
  };
  const byPeriod = <T>(of: (y: readonly number[], g: readonly string[], period: number) => T) =>
    [...rowsByPeriod(panel)].map(([period, rows]) =>
      of(
        rows.map((row) => panel.number(name)[row]!),
        rows.map((row) => String(panel.value(row, GROUP))),
        period,
      ),
    );
  return {
    dagum: attempt("dagum", () => byPeriod(dagumGini)),
    theil: attempt("theil", () => byPeriod(theil)),
    density: attempt("density", () => densityByPeriod(panel, name)),
    sigma: attempt("sigma", () => sigmaConvergence(panel, name)),
    beta: attempt("beta", () => betaConvergence(panel, name)),
    transition: attempt("transition", () => transitionMatrix(panel, name, { classes })),
    moran:
      spatial === undefined
        ? null
        : attempt("moran", () => moran(panel, name, spatial, { draws, seed })),
    failures,
  };
}

const GROUP = "(group)";

/** The rows with an index value, as a panel of their own. */
function panelOfIndex(result: IndexResult, groups: readonly string[] | undefined): Panel {
  const rows = Array.from(result.values.keys()).filter((i) => !Number.isNaN(result.values[i]!));
  const table = new Table([
    textColumn(
      result.keys.unit,
      rows.map((i) => String(result.units[i])),
    ),
    numberColumn(
      result.keys.time,
      rows.map((i) => result.times[i]!),
    ),
    numberColumn(
      result.name,
      rows.map((i) => result.values[i]!),
    ),
    textColumn(
      GROUP,
      rows.map((i) => groups?.[i] ?? "all"),
    ),
  ]);
  return new Panel(table, result.keys);
}

/** The published JSON: typed arrays as lists, missing as null.   中文: 分布结果 JSON */
export function distributionJson(found: IndexDistribution): Readonly<Record<string, unknown>> {
  const plain = JSON.stringify(found, (_, value: unknown) =>
    value instanceof Float64Array ? Array.from(value) : value,
  );
  return JSON.parse(plain) as Record<string, unknown>;
}
