import { describe, expect, it } from "vitest";
import { callawaySantanna, readSample } from "../../src/did/index.js";
import { COEFFICIENT, golden, goldenTable, near, SE, STATISTIC } from "./golden.js";

const FILES = ["d01_staggered", "d02_no_never", "d03_unbalanced", "d05_always"];

interface Row {
  readonly estimate: number;
  readonly se: number | null;
}

function check(what: string, found: Row | undefined, wanted: { att: number; se: number | null }) {
  expect(found, what).toBeDefined();
  near(found!.estimate, wanted.att, COEFFICIENT, what);
  if (wanted.se !== null) near(found!.se!, wanted.se, SE, `${what} se`);
}

describe("Callaway–Sant'Anna against R did 2.3.0", () => {
  for (const file of FILES) {
    for (const model of golden(file).filter((m) => m.kind === "callaway_santanna")) {
      it(`${file} ${model.id} gives the group-time effects and all summaries`, async () => {
        const { spec, results } = model;
        const sample = readSample(await goldenTable(file), {
          outcome: "y",
          unit: "city",
          time: "year",
          first: "g",
          covariates: spec.covariates,
        });
        const options = {
          controls: spec.control_group === "nevertreated" ? "never" : "notyet",
          est: spec.est_method,
          base: spec.base_period,
          anticipation: spec.anticipation,
          unbalanced: spec.unbalanced ? "cross-sections" : "drop",
        } as const;
        const fit = callawaySantanna(sample, options);
        const extra = fit.extra as Record<string, never>;
        const cells: (Row & { group: number; time: number })[] = extra.groupTime!;
        expect(cells.length).toBe(results.att_gt.length);
        for (const c of results.att_gt) {
          const own = cells.find((x) => x.group === c.g && x.time === c.year);
          check(`att(${c.g},${c.year})`, own, c);
        }
        if (results.simple === undefined) return;
        const sums: Record<string, never> = extra.aggregate!;
        check("simple", sums.simple, results.simple);
        check("dynamic", sums.dynamic, results.dynamic.overall);
        check("group", sums.groupOverall, results.group.overall);
        check("calendar", sums.calendarOverall, results.calendar.overall);
        for (const e of results.dynamic.effects) {
          check(
            `event ${e.rel}`,
            fit.events.find((x) => x.time === e.rel),
            e,
          );
        }
        const groups: (Row & { group: number })[] = sums.group!;
        for (const e of results.group.effects) {
          check(
            `group ${e.g}`,
            groups.find((x) => x.group === e.g),
            e,
          );
        }
        const times: (Row & { time: number })[] = sums.calendar!;
        for (const e of results.calendar.effects) {
          check(
            `year ${e.year}`,
            times.find((x) => x.time === e.year),
            e,
          );
        }
        if (results.pretest?.chi2 !== undefined && results.pretest.chi2 !== null) {
          near(fit.pretrend!.statistic, results.pretest.chi2, STATISTIC, "pretest");
          expect(fit.pretrend!.df1).toBe(results.pretest.df);
        }
        if (results.dynamic_balanced !== undefined) {
          const balance = results.dynamic_balanced.balance_e;
          const kept = callawaySantanna(sample, { ...options, balance });
          for (const e of results.dynamic_balanced.effects) {
            check(
              `balanced ${e.rel}`,
              kept.events.find((x) => x.time === e.rel),
              e,
            );
          }
        }
      });
    }
  }

  it("has multiplier standard errors within noise of the analytic ones, and repeats by seed", async () => {
    const sample = readSample(await goldenTable("d01_staggered"), {
      outcome: "y",
      unit: "city",
      time: "year",
      first: "g",
    });
    const analytic = callawaySantanna(sample);
    const bootstrap = { draws: 4000, seed: 7 };
    const drawn = callawaySantanna(sample, { bootstrap });
    // The interquartile estimate of a standard deviation has a relative error of about 1.2/√draws.
    drawn.events.forEach((e, j) => {
      expect(Math.abs(e.se! / analytic.events[j]!.se! - 1)).toBeLessThan(0.09);
      expect(e.ciHighSup! - e.ciLowSup!).toBeGreaterThan(e.ciHigh! - e.ciLow!);
    });
    expect(callawaySantanna(sample, { bootstrap }).events).toEqual(drawn.events);
  });
});
