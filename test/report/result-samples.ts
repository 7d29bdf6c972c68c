import { baconMethod, weightsMethod } from "../../src/did/index.js";
import type { DescribedResult, ReportedFit } from "../../src/report/index.js";
import type {
  Balance,
  Decomposition,
  IndexResult,
  Placebo,
  SpecificationResult,
  TwfeWeights,
} from "../../src/result/index.js";
import { term } from "./samples.js";

export const bacon: Decomposition = {
  kind: "bacon",
  method: baconMethod,
  outcome: "y",
  comparisons: [
    { type: "treated-vs-never", treated: 2012, control: "never", weight: 0.5, estimate: 0.024 },
    { type: "treated-vs-never", treated: 2013, control: "never", weight: 0.3, estimate: 0.0133 },
    { type: "later-vs-earlier", treated: 2013, control: 2012, weight: 0.2, estimate: 0.005 },
  ],
  byType: [
    {
      type: "treated-vs-never",
      comparisons: 2,
      weight: 0.8,
      estimate: 0.02,
      contribution: 0.016,
    },
    {
      type: "later-vs-earlier",
      comparisons: 1,
      weight: 0.2,
      estimate: 0.005,
      contribution: 0.001,
    },
  ],
  twfe: 0.017,
  within: null,
  nobs: 594,
  units: 54,
  periods: 11,
  warnings: [],
};

export const weights: TwfeWeights = {
  kind: "weights",
  method: weightsMethod,
  outcome: "y",
  estimate: 0.02,
  positive: { count: 8, sum: 1.05 },
  negative: { count: 2, sum: -0.05 },
  cells: [],
  sigmaZero: 0.04,
  sigmaOpposite: null,
  nobs: 594,
  warnings: [],
};

const side = (bias: number) => ({
  meanTreated: 1,
  meanControl: 0.5,
  bias,
  t: bias / 10,
  p: 0.2,
  varianceRatio: 1,
});
const joint = { pseudoR2: 0.1, lr: 12, df: 2, p: 0.002, medianBias: 27.5 };

export const balance: Balance = {
  rows: [
    { variable: "gdp", before: side(40), after: side(4), reduction: 90 },
    { variable: "fdi", before: side(-15), after: side(3), reduction: 80 },
  ],
  before: { ...joint, meanBias: 27.5 },
  after: { ...joint, meanBias: 3.5 },
};

/** A lattice instead of random draws: the same numbers on every machine. */
export const placebo: Placebo = {
  kind: "placebo",
  mode: "space",
  outcome: "y",
  estimate: 0.0223,
  se: 0.006,
  draws: Array.from({ length: 41 }, (_, i) => {
    const z = (i - 20) / 10;
    return {
      estimate: 0.005 * z * Math.abs(z) ** 0.5,
      se: 0.006,
      p: Math.max(0, 1 - Math.abs(z) / 2),
    };
  }),
  pLeft: 1,
  pRight: 0.02,
  pTwoSided: 0.02,
  mean: 0,
  sd: 0.006,
  seed: 2026,
  nobs: 594,
  warnings: [],
};

export const specCurve: SpecificationResult = {
  kind: "specification-curve",
  dimensions: [
    { name: "控制变量", choices: ["无", "全部"] },
    { name: "样本", choices: ["全样本", "去直辖市"] },
  ],
  specifications: [0, 1, 2, 3].map((i) => ({
    choice: [i % 2, i < 2 ? 0 : 1],
    estimate: 0.01 + 0.004 * i,
    se: 0.005,
    p: i === 0 ? 0.2 : 0.01,
    nobs: 594,
  })),
  median: 0.016,
  failed: [],
};

export const fit: ReportedFit = {
  model: "ols",
  outcome: "y",
  names: ["did"],
  coefficients: Float64Array.of(0.0223),
  covariance: {
    type: "cluster",
    ways: ["city"],
    clusters: { city: 54 },
    ssc: {
      name: "fixest",
      kAdj: true,
      kFixef: "nonnested",
      gAdj: true,
      gDf: "min",
      tDf: "min",
    },
    df: 53,
    matrix: Float64Array.of(0.000036),
  },
  nobs: 594,
  dropped: { missing: 3, singletons: 0, collinear: [], separated: 0 },
  fixedEffects: { city: 54, year: 11 },
  r2: 0.9,
  r2Adj: 0.89,
  r2Within: 0.1,
  rmse: 0.05,
  wald: null,
  warnings: [],
  tidy: () => [term("did", 0.0223, 0.006, 0.0005)],
};

export const index = {
  kind: "index",
  name: "resilience",
  label: "韧性",
  scale: "pooled",
  method: "entropy × independence",
  composite: "linear",
  indicators: [{ filled: 2 }, { filled: 0 }],
  nobs: 594,
} as unknown as IndexResult & DescribedResult;
