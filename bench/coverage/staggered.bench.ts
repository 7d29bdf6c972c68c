import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { tallyDraws } from "../../src/check/index.js";
import { type PlannedDesign, simulateDesign } from "../../src/did/index.js";

// Coverage of 95 % intervals on staggered panels: 120 units × 12 years, cohorts 4, 6, 8 (24 units
// each) and 48 never treated, AR(1) errors with ρ = 0.5, effects that differ by cohort and grow,
// clusters by unit. `npx tsx bench/coverage/staggered.bench.ts [PANELS] [SEED]`; the result is kept
// in a file beside this one.
const draws = Number(process.argv[2] ?? 1000);
const seed = Number(process.argv[3] ?? 2026);
const design: PlannedDesign = {
  units: 120,
  periods: Array.from({ length: 12 }, (_, t) => t + 1),
  cohorts: [4, 6, 8].map((first) => ({ first, units: 24 })),
  effect: Array.from({ length: 9 }, (_, e) => 0.25 + 0.05 * e),
  effectByCohort: { 4: 2, 6: 1.5, 8: 1 },
  errors: { sd: 1, rho: 0.5 },
};

const found = await simulateDesign(design, { draws, seed, threads: 1 });
const tallies = tallyDraws(found.draws);
const lines = [
  `${draws} panels, seed ${seed}: 120 units x 12 years, cohorts 4/6/8 of 24, 48 never treated, AR(1) 0.5`,
  "estimator   target    bias      sd        mean se   coverage (MC s.e.)  wanted",
  ...tallies.map((t) => {
    const number = (v: number) => v.toFixed(4).padStart(8);
    const share = `${(100 * t.coverage).toFixed(1)} % (${(100 * t.coverageSe).toFixed(1)})`;
    const isInside = t.coverage >= 0.93 && t.coverage <= 0.97;
    const gap = Math.max(0.93 - t.coverage, t.coverage - 0.97);
    const verdict =
      t.estimator === "twfe"
        ? "biased, shown beside"
        : isInside
          ? "93-97 pass"
          : gap < 1.96 * t.coverageSe
            ? "93-97 within Monte-Carlo error"
            : "93-97 FAIL";
    return `${t.estimator.padEnd(10)} ${number(t.target)}  ${number(t.bias)}  ${number(t.sd)}  ${number(t.meanSe)}   ${share.padEnd(18)}  ${verdict}`;
  }),
];
console.log(lines.join("\n"));
writeFileSync(
  join(import.meta.dirname, `staggered-${draws}-seed-${seed}.txt`),
  `${lines.join("\n")}\n`,
);
