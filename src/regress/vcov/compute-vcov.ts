import { least, type Notice, notice } from "../../base/index.js";
import type { Covariance, Ssc } from "../../result/index.js";
import { regressError } from "../errors.js";
import type { Coded } from "../frame/classification.js";
import type { VcovSpec } from "../options.js";
import { clusterVcov } from "./cluster.js";
import { conleyVcov } from "./conley.js";
import { countParameters, type ParameterCount } from "./count-parameters.js";
import { driscollKraayVcov } from "./driscoll-kraay.js";
import { iidVcov } from "./iid.js";
import { neweyWestVcov } from "./newey-west.js";
import { leverageVcov, robustVcov } from "./robust.js";
import type { VcovInput } from "./vcov-input.js";

/** A variance with the counts behind it. */
export interface ComputedVcov {
  readonly covariance: Covariance;
  readonly counts: ParameterCount;
  readonly warnings: readonly Notice[];
}

/**
 * The variance that is asked for, with its small-sample rule.   中文: 计算方差矩阵
 *
 * Factors   iid: divisor N − K. HC1, Conley: N/(N − K). HC2, HC3: none. Clustered: (N−1)/(N−K) and
 *           G/(G−1). Driscoll–Kraay, Newey–West: T/(T−1)·(N−1)/(N−K). K counts all absorbed effects
 *           except for clusters, where those nested in a cluster count once (`ssc.kFixef`).
 */
export function computeVcov(input: VcovInput, spec: VcovSpec, ssc: Ssc): ComputedVcov {
  if (spec.type === "cluster") return clustered(input, spec.cluster, ssc);
  const rule = ssc.kFixef === "none" ? "none" : "full";
  const counts = countParameters(input, ssc, rule, []);
  const N = input.n;
  const residualDf = N - counts.charged;
  const finish = (
    matrix: Float64Array,
    df: number,
    ways: readonly string[] = [],
    clusters: Readonly<Record<string, number>> = {},
  ): ComputedVcov => ({
    covariance: {
      type: spec.type,
      ways,
      clusters,
      ssc,
      df: input.reference === "normal" ? Number.POSITIVE_INFINITY : df,
      matrix,
    },
    counts,
    warnings: [],
  });
  switch (spec.type) {
    case "iid":
      return finish(iidVcov(input, ssc.kAdj ? residualDf : N), residualDf);
    case "hc1":
      return finish(times(robustVcov(input), ssc.kAdj ? N / residualDf : 1), residualDf);
    case "hc2":
    case "hc3":
      return finish(leverageVcov(input, spec.type === "hc2" ? 0.5 : 1), residualDf);
    case "conley":
      return finish(times(conleyVcov(input, spec), ssc.kAdj ? N / residualDf : 1), residualDf);
    case "dk":
    case "nw": {
      const { matrix, periods } =
        spec.type === "dk" ? driscollKraayVcov(input, spec.lag) : neweyWestVcov(input, spec.lag);
      const factor =
        (ssc.gAdj ? periods / (periods - 1) : 1) * (ssc.kAdj ? (N - 1) / residualDf : 1);
      const time = input.panel!.timeName;
      const df = ssc.tDf === "min" ? periods - 1 : residualDf;
      return finish(times(matrix, factor), df, [time], { [time]: periods });
    }
  }
}

function clustered(input: VcovInput, names: readonly string[], ssc: Ssc): ComputedVcov {
  const ways = names.map((name) => input.classes(name));
  ways.forEach((way, i) => {
    if (way.size < 2) {
      throw regressError("one-cluster", { column: names[i]!, clusters: way.size });
    }
  });
  const counts = countParameters(input, ssc, ssc.kFixef, ways);
  const N = input.n;
  const smallest = least(ways.map((w) => w.size));
  const ownFactor = (G: number) => (ssc.gAdj ? G / (G - 1) : 1);
  const factor = (G: number) => ownFactor(ssc.gDf === "min" ? smallest : G);
  const { matrix, repaired } = clusterVcov(input, ways, factor);
  const scaled = times(matrix, ssc.kAdj ? (N - 1) / (N - counts.charged) : 1);
  const clusters = Object.fromEntries(names.map((name, i) => [name, ways[i]!.size]));
  const df = ssc.tDf === "min" ? smallest - 1 : N - counts.charged;
  const covariance: Covariance = {
    type: "cluster",
    ways: names,
    clusters,
    ssc,
    df: input.reference === "normal" ? Number.POSITIVE_INFINITY : df,
    matrix: scaled,
  };
  return { covariance, counts, warnings: clusterNotices(names, ways, repaired) };
}

/** Clusters below which the usual t is known to reject too often. */
const FEW_CLUSTERS = 20;

function clusterNotices(
  names: readonly string[],
  ways: readonly Coded[],
  repaired: "yes" | "no",
): Notice[] {
  const notices: Notice[] = [];
  if (repaired === "yes") {
    notices.push(
      notice(
        "regress/vcov-repaired",
        "the clustered variance had a negative eigenvalue, which was set to zero",
        "多维聚类方差出现负特征值，已置为零",
      ),
    );
  }
  ways.forEach((way, i) => {
    if (way.size < FEW_CLUSTERS) {
      notices.push(
        notice(
          "regress/few-clusters",
          `only ${way.size} clusters by ${names[i]}: the wild cluster bootstrap (--wild) is safer`,
          `按 ${names[i]} 只有 ${way.size} 个聚类：建议使用 wild 聚类自助法（--wild）`,
        ),
      );
    }
  });
  return notices;
}

function times(matrix: Float64Array, factor: number): Float64Array {
  return factor === 1 ? matrix : matrix.map((v) => v * factor);
}
