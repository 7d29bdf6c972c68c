/** What a user of Stata or fixest types, and the same line of ours. */
export interface TypedPair {
  readonly typed: string;
  readonly formula: string;
  /** Options of the command line that go with it. */
  readonly options?: string;
}

/**
 * The pairs that documentation and tests read: {@link translateTyped} answers each as it stands here.
 * 中文: Stata、fixest 写法对照
 */
export const TYPED_PAIRS: readonly TypedPair[] = [
  {
    typed: "y ~ L.x | city + year",
    formula: "y ~ l(x, 1) | city + year",
    options: "--panel UNIT,TIME",
  },
  { typed: "y ~ L2.x + F.x", formula: "y ~ l(x, 2) + f(x, 1)", options: "--panel UNIT,TIME" },
  { typed: "y ~ D.x | city", formula: "y ~ d(x, 1) | city", options: "--panel UNIT,TIME" },
  { typed: "y ~ i.year + x", formula: "y ~ i(year) + x" },
  { typed: "y ~ ib2012.year", formula: "y ~ i(year, ref = 2012)" },
  { typed: "y ~ c.x#i.z | city", formula: "y ~ i(z, x) | city" },
  { typed: "y ~ c.x#c.z | city", formula: "y ~ x:z | city" },
  { typed: "y ~ c.x##c.z | city", formula: "y ~ x*z | city" },
  { typed: "y ~ x##z | city", formula: "y ~ x*z | city" },
  { typed: "y x1 x2, absorb(city year)", formula: "y ~ x1 + x2 | city + year" },
  {
    typed: "reghdfe y did x1, absorb(city year) vce(cluster city)",
    formula: "y ~ did + x1 | city + year",
    options: "--cluster city",
  },
  {
    typed: "reghdfe y did, absorb(city i.year#i.prov) cluster(city year)",
    formula: "y ~ did | city + year^prov",
    options: "--cluster city,year",
  },
  { typed: "reg y x1 x2, vce(robust)", formula: "y ~ x1 + x2", options: "--vcov hc1" },
  { typed: "reg y x1 x2, r", formula: "y ~ x1 + x2", options: "--vcov hc1" },
  {
    typed: "ivreghdfe y x1 (d = z1 z2), absorb(city year) cluster(city)",
    formula: "y ~ x1 | city + year | d ~ z1 + z2",
    options: "--cluster city",
  },
  {
    typed: "ppmlhdfe n did, absorb(city year) vce(cluster city)",
    formula: "n ~ did | city + year",
    options: "--family poisson --cluster city",
  },
  {
    typed: "feols(y ~ x | city + year, data, cluster = ~city)",
    formula: "y ~ x | city + year",
    options: "--cluster city",
  },
  {
    typed: "fepois(n ~ x | city, data, cluster = ~city + year)",
    formula: "n ~ x | city",
    options: "--family poisson --cluster city,year",
  },
  { typed: "y ~ x | city, cluster = ~city", formula: "y ~ x | city", options: "--cluster city" },
  { typed: "y ~ mvsw(x, z) | city", formula: "y ~ sw0(x, z, x + z) | city" },
  { typed: "y ~ poly(x, 3)", formula: "y ~ x + I(x^2) + I(x^3)" },
  {
    typed: "y ~ i(year, i.prov, ref = 2012)",
    formula: "y ~ i(year, ref = 2012):i(prov) + i(prov)",
  },
  { typed: "y x z", formula: "y ~ x + z" },
  {
    typed: "reg y x if year > 2012 [aw=pop], vce(robust)",
    formula: "y ~ x",
    options: '--where "year > 2012" --weights pop --vcov hc1',
  },
  {
    typed: "y ~ L(1/2).x | city",
    formula: "y ~ l(x, 1:2) | city",
    options: "--panel UNIT,TIME",
  },
  {
    typed: "y ~ lag(x) + lead(x, 2)",
    formula: "y ~ l(x, 1) + f(x, 2)",
    options: "--panel UNIT,TIME",
  },
  { typed: "y ~ as.factor(year) + x", formula: "y ~ factor(year) + x" },
  { typed: "y ~ x, absorb(city) vce(hc3)", formula: "y ~ x | city", options: "--vcov hc3" },
];
