import type { PlainColumn, TableModel } from "../../src/report/index.js";
import { regressionTable } from "../../src/report/index.js";
import type { EventStudy, TidyRow } from "../../src/result/index.js";

export function term(name: string, estimate: number, se: number, p: number): TidyRow {
  const statistic = estimate / se;
  const [ciLow, ciHigh] = [estimate - 1.96 * se, estimate + 1.96 * se];
  return { name, estimate, se, statistic, p, ciLow, ciHigh };
}

export const columns: readonly PlainColumn[] = [
  {
    outcome: "y",
    terms: [
      term("(Intercept)", 1.2, 0.1, 0.001),
      term("did", 0.0223456, 0.006, 0.0002),
      term("gdp", -0.5, 0.25, 0.046),
    ],
    nobs: 3976,
    r2Adj: 0.81,
    covarianceNote: { en: "clustered by city (284)", zh: "聚类到 city（284 个）" },
  },
  {
    outcome: "y",
    terms: [term("did", -0.00001234, 0.004, 0.09)],
    nobs: 540,
    fixedEffects: { city: 54, year: 10 },
    r2Adj: 0.9,
    covarianceNote: { en: "clustered by city (284)", zh: "聚类到 city（284 个）" },
  },
];

export function sampleTable(): TableModel {
  return regressionTable(columns, {
    title: { en: "Baseline", zh: "基准回归" },
    labels: {
      did: { en: "Policy", zh: "智慧城市" },
      y: { en: "Resilience", zh: "韧性" },
      city: { en: "City", zh: "城市" },
    },
  });
}

/** Text that tries to get out of its cell in each format. */
export const HOSTILE = [
  "</td></tr></table><script>alert(1)</script>",
  '" onmouseover="alert(1)" x=\'',
  '=HYPERLINK("http://example.com","x")',
  "@SUM(A1:A9)",
  "+1+cmd|' /C calc'!A0",
  "-2+3",
  "\\end{tabular}\\input{/etc/passwd} 100% & $x_1^2$ #1 ~",
  "a|b\nc | `d` *e* [f](javascript:alert(1))",
  "nul\u0000bell\u0007",
];

export const study: EventStudy = {
  kind: "event-study",
  outcome: "y",
  events: [-3, -2, -1, 0, 1, 2].map((time) => {
    if (time === -1) {
      const none = { se: null, p: null, ciLow: null, ciHigh: null };
      return { time, estimate: 0, ...none, ciLowSup: null, ciHighSup: null, n: null };
    }
    const estimate = time < 0 ? 0.001 * time : 0.02 + 0.004 * time;
    return {
      time,
      estimate,
      se: 0.005,
      p: 0.01,
      ciLow: estimate - 0.0098,
      ciHigh: estimate + 0.0098,
      ciLowSup: estimate - 0.0135,
      ciHighSup: estimate + 0.0135,
      n: 18,
    };
  }),
  att: { estimate: 0.024, se: 0.004, statistic: 6, p: 0.0001, ciLow: 0.016, ciHigh: 0.032 },
  pretrend: { statistic: 1.2, df1: 2, df2: null, p: 0.55, distribution: "chi2" },
  nobs: 594,
  warnings: [],
};
