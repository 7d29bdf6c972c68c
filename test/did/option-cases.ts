/** What an option of `did` does to the numbers; every (method, option) of a card is run by it. */
export interface OptionCase {
  /** The default written out: the numbers stay to the last digit. */
  readonly same?: string;
  /** Another value: at least one number moves. Null for a switch. */
  readonly moves?: string | null;
  /** A value that is refused, and a word of the message. */
  readonly refused?: readonly [string | null, RegExp];
  /** Words that must stand with the option, in both runs. */
  readonly with?: readonly string[];
  readonly formula?: string;
  /** Panel of the run: `plain`, with `gaps`, or with no unit `never` treated. */
  readonly panel?: "plain" | "gaps" | "treated";
  /** What differs for some methods. */
  readonly by?: Readonly<Record<string, OptionCase>>;
}

const ONE_WAY: OptionCase = { same: "cluster", refused: ["hc1", /clustered one way/] };
const NEEDS_CONLEY = /--vcov conley with it/;

/** Cases by the name that commander gives the option. */
export const OPTION_CASES: Readonly<Record<string, OptionCase>> = {
  cluster: { same: "id", moves: "prov", refused: ["nowhere", /nowhere/] },
  vcov: {
    ...ONE_WAY,
    by: Object.fromEntries(
      ["twfe", "event-study", "honest", "referee"].map((m) => [
        m,
        { same: "cluster", moves: "hc1", refused: ["hc9", /hc1/] },
      ]),
    ),
  },
  weights: {
    moves: "w",
    by: {
      psm: { refused: ["w", /no use for weights/] },
      "entropy-balance": { refused: ["w", /no use for weights/] },
    },
  },
  lat: {
    refused: ["lat", NEEDS_CONLEY],
    by: { spillover: { moves: "lat2" } },
  },
  lon: {
    refused: ["lon", NEEDS_CONLEY],
    by: { spillover: { moves: "lon2" } },
  },
  cutoff: { refused: ["300", NEEDS_CONLEY] },
  lag: { refused: ["1", /--vcov dk or nw with it/] },
  ssc: { same: "fixest", moves: "none", refused: ["fix", /reghdfe/] },
  offset: { moves: "off" },
  keepSingletons: { moves: null, panel: "gaps" },
  trend: { moves: "id" },
  tolerance: { same: "1e-10", refused: ["small", /number/] },
  wild: { moves: "webb", refused: ["x", /rademacher/] },
  draws: {
    moves: "19",
    by: { twfe: { refused: ["19", /--wild with it/] } },
  },
  seed: {
    moves: "2",
    by: {
      twfe: { same: "1", moves: "2", with: ["--wild", "webb", "--draws", "49"] },
      cs: { same: "1", moves: "2", with: ["--bootstrap", "49"] },
      placebo: { same: "1", moves: "2" },
      subgroups: { same: "1", moves: "2" },
      honest: { same: "1", moves: "2" },
    },
  },
  family: { same: "gaussian", moves: "poisson", refused: ["poison", /poisson/] },
  level: {
    moves: "90",
    refused: ["0.9", /90, 95 or 99/],
    by: { placebo: { moves: "90", with: ["--mode", "time"] } },
  },
  reference: { same: "-1", moves: "-2", refused: ["x", /number/] },
  bins: { moves: "-2,2", refused: ["2,-2", /--bins/] },
  bands: { same: "both", moves: "pointwise", refused: ["x", /pointwise/] },
  controls: { same: "never", moves: "notyet", by: { etwfe: { same: "notyet", moves: "never" } } },
  est: { same: "dr", moves: "reg", formula: "y ~ x" },
  base: { same: "varying", moves: "universal" },
  anticipation: { same: "0", moves: "1", refused: ["-1", /--anticipation/] },
  unbalanced: { same: "drop", moves: "cross-sections", panel: "gaps" },
  balanceE: { moves: "1" },
  bootstrap: { moves: "49", refused: ["1", /--bootstrap/] },
  withoutNever: { same: "cut", moves: "whole", panel: "treated" },
  pretrends: { moves: "2" },
  effects: { same: "5", moves: "2", refused: ["0", /--effects/] },
  placebos: { same: "2", moves: "1" },
  window: { same: "-3,4", moves: "-2,1", refused: ["4", /--window/] },
  balance: { same: "units", refused: ["x", /refuse/] },
  mode: { same: "space", moves: "mixed", refused: ["x", /mixed/] },
  shifts: { same: "1,2,3", moves: "1", with: ["--mode", "time"], refused: ["0", /--shifts/] },
  rows: { same: "pre", moves: "all", with: ["--mode", "time"] },
  assignments: { moves: "paths.csv", by: { subgroups: { moves: "labels.csv" } } },
  leave: { same: "unit", moves: "time" },
  score: { same: "logit", moves: "probit" },
  method: { same: "nearest", moves: "kernel", refused: ["x", /radius/] },
  ratio: { same: "1", moves: "2" },
  caliper: { moves: "0.01" },
  radius: { same: "0.05", moves: "0.2", with: ["--method", "radius"] },
  bandwidth: { same: "0.06", moves: "0.3", with: ["--method", "kernel"] },
  draw: { moves: "largest" },
  ties: { same: "first", moves: "all", formula: "y ~ d" },
  support: { moves: "common" },
  when: { same: "pre", moves: "pooled", refused: ["1999", /1999/] },
  weighting: { same: "matching", moves: "none" },
  // What is written, not what is estimated: test/cli/estimators.test.ts reads the files.
  show: { same: "balance", refused: ["x", /balance/] },
  figure: { same: "support", refused: ["x", /support/] },
  second: { moves: "second2", refused: ["nowhere", /nowhere/] },
  others: { moves: "other,other2", refused: ["nowhere", /nowhere/] },
  by: { moves: "half", refused: ["id", /two are needed/] },
  test: { same: "path", moves: "row" },
  rings: { moves: "50", refused: ["a", /--rings/] },
  restriction: { same: "relative", moves: "smoothness" },
  target: { same: "first", moves: "average" },
  m: { moves: "2", refused: ["-1", /--m/] },
  methods: { moves: "cs", refused: ["x", /cs/] },
  choices: { moves: "x", formula: "y ~ x + off", refused: ["nowhere", /nowhere/] },
  samples: { moves: "year >= 2013" },
  fixedEffects: { moves: "id" },
  variances: { moves: "prov" },
};

/** Words of earlier versions: what they are now. */
export const EARLIER: Readonly<Record<string, OptionCase>> = {
  ref: OPTION_CASES.reference!,
  shift: { moves: "1", with: ["--mode", "time"] },
  sample: { moves: "all", with: ["--mode", "time"] },
  order: { moves: "largest" },
  replacement: { same: "" },
  common: { moves: null },
  policies: OPTION_CASES.others!,
};
