import { createRng } from "../../src/base/index.js";
import {
  bjs,
  callawaySantanna,
  type DidSample,
  dcdh,
  efficient,
  etwfe,
  gardner,
  readSample,
  stacked,
  sunab,
  twfe,
} from "../../src/did/index.js";
import { qt } from "../../src/math/index.js";
import { Table } from "../../src/table/index.js";

// Coverage of 95 % intervals on staggered panels: 120 units × 12 years, cohorts 4, 6, 8 (24 units
// each) and 48 never treated, AR(1) errors with ρ = 0.5, effects that differ by cohort and grow.
// `npx tsx bench/coverage/staggered.bench.ts [PANELS] [SEED]`
const panels = Number(process.argv[2] ?? 1000);
const seed = Number(process.argv[3] ?? 2026);
const YEARS = 12;
const COHORTS = [4, 6, 8];
const RHO = 0.5;

function effect(g: number, t: number): number {
  return 0.2 + 0.1 * (8 - g) + 0.05 * (t - g + 1) * (1 + (8 - g) / 4);
}

function draw(b: number): DidSample {
  const rng = createRng(seed, b);
  const columns = {
    city: [] as number[],
    year: [] as number[],
    g: [] as number[],
    y: [] as number[],
  };
  for (let u = 0; u < 120; u++) {
    const g = u < 72 ? COHORTS[Math.floor(u / 24)]! : 0;
    const level = rng.normal();
    let error = rng.normal();
    for (let t = 1; t <= YEARS; t++) {
      if (t > 1) error = RHO * error + Math.sqrt(1 - RHO * RHO) * rng.normal();
      columns.city.push(u);
      columns.year.push(t);
      columns.g.push(g);
      const gain = g > 0 && t >= g ? effect(g, t) : 0;
      columns.y.push(level + 0.1 * t + gain + error);
    }
  }
  return readSample(Table.of(columns), { outcome: "y", unit: "city", time: "year", first: "g" });
}

/** Mean of the true effects over the cells that an estimator averages (equal cohorts). */
function truth(keep: (g: number, t: number) => boolean): number {
  const all: number[] = [];
  for (const g of COHORTS) for (let t = g; t <= YEARS; t++) if (keep(g, t)) all.push(effect(g, t));
  return all.reduce((a, v) => a + v, 0) / all.length;
}

interface Method {
  readonly truth: number;
  readonly run: (s: DidSample) => { estimate: number; se: number; df: number };
}

const infinite = Number.POSITIVE_INFINITY;
const every = truth(() => true);
const bands = "pointwise" as const;
const of = (a: { estimate: number; se: number | null } | null, df: number) => ({
  estimate: a!.estimate,
  se: a!.se!,
  df,
});
const methods: Readonly<Record<string, Method>> = {
  "cs (never)": { truth: every, run: (s) => of(callawaySantanna(s, { bands }).att, infinite) },
  "cs (not yet)": {
    truth: every,
    run: (s) => of(callawaySantanna(s, { bands, controls: "notyet" }).att, infinite),
  },
  gardner: { truth: every, run: (s) => of(gardner(s, { bands }).att, 119) },
  bjs: { truth: every, run: (s) => of(bjs(s, { bands }).att, infinite) },
  sunab: { truth: every, run: (s) => of(sunab(s, { bands }).att, 119) },
  etwfe: { truth: every, run: (s) => of(etwfe(s, { bands }).att, 119) },
  dcdh: {
    truth: truth((g, t) => t - g < 5),
    run: (s) => of(dcdh(s, { bands }).att, infinite),
  },
  efficient: { truth: every, run: (s) => of(efficient(s).att, infinite) },
  "efficient (N)": {
    truth: every,
    run: (s) => {
      const { aggregate } = efficient(s).extra as {
        aggregate: { simple: { estimate: number; seNeyman: number } };
      };
      return { estimate: aggregate.simple.estimate, se: aggregate.simple.seNeyman, df: infinite };
    },
  },
  "stacked 0..4": {
    truth: truth((g, t) => t - g <= 4),
    run: (s) => of(stacked(s, { bands, window: [-3, 4] }).att, 119),
  },
  "twfe (biased)": {
    truth: every,
    run: (s) => {
      const fit = twfe(s);
      return {
        estimate: fit.coefficients[0]!,
        se: Math.sqrt(fit.covariance.matrix[0]!),
        df: fit.covariance.df,
      };
    },
  },
};

const tally = Object.fromEntries(
  Object.keys(methods).map((name) => [name, { hits: 0, sum: 0, squares: 0, se: 0 }]),
);
const started = performance.now();
for (let b = 0; b < panels; b++) {
  const s = draw(b);
  for (const [name, method] of Object.entries(methods)) {
    const { estimate, se, df } = method.run(s);
    const own = tally[name]!;
    if (Math.abs(estimate - method.truth) <= qt(0.975, df) * se) own.hits++;
    own.sum += estimate - method.truth;
    own.squares += (estimate - method.truth) ** 2;
    own.se += se;
  }
}
console.log(
  `${panels} panels, seed ${seed}, ${((performance.now() - started) / 1000).toFixed(0)} s`,
);
console.log("method          coverage  bias     sd      mean se");
for (const [name, t] of Object.entries(tally)) {
  const bias = t.sum / panels;
  const sd = Math.sqrt(t.squares / panels - bias * bias);
  console.log(
    `${name.padEnd(15)} ${((100 * t.hits) / panels).toFixed(1).padStart(6)} %  ${bias.toFixed(4).padStart(7)}  ${sd.toFixed(4)}  ${(t.se / panels).toFixed(4)}`,
  );
}
