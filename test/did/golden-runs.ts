import { expect } from "vitest";
import {
  bacon,
  bjs,
  callawaySantanna,
  type DidSample,
  dcdh,
  etwfe,
  eventStudy,
  gardner,
  stacked,
  sunab,
  twfe,
} from "../../src/did/index.js";
import type { EventStudy } from "../../src/result/index.js";
import { COEFFICIENT, type GoldenModel, near, SE, STATISTIC } from "./golden.js";

/** How the numbers of a golden file stand to those of a sample: its units of event time, its years. */
export interface Reading {
  /** Event time of one step of `rel`. */
  readonly step: number;
  /** The period that a year or wave of the file stands for. */
  readonly year: (golden: number) => number;
}

export const SAME: Reading = { step: 1, year: (t) => t };

const POINTWISE = { bands: "pointwise" } as const;
/** The package's standard errors are numerical derivatives. */
const ETWFE_SE = 1e-5;

interface Wanted {
  readonly estimate: number;
  readonly se: number | null;
}

function same(
  what: string,
  found: { estimate: number; se: number | null } | undefined,
  wanted: Wanted,
  se = SE,
) {
  if (wanted.se === null) return;
  expect(found, what).toBeDefined();
  near(found!.estimate, wanted.estimate, COEFFICIENT, what);
  near(found!.se!, wanted.se, se, `${what} se`);
}

/** What the estimators here keep in `extra`. */
interface Extra {
  readonly reference: number;
  readonly alsoOmitted: readonly number[];
  readonly averagePost: Wanted;
  readonly groupTime: readonly (Wanted & { readonly group: number; readonly time: number })[];
  readonly aggregate: {
    readonly group: readonly (Wanted & { readonly group: number })[];
    readonly calendar: readonly (Wanted & { readonly time: number })[];
  };
  readonly treatedUsed: number;
  readonly pretrends: readonly (Wanted & { readonly time: number })[];
  readonly cohorts: readonly number[];
  readonly rows: number;
}

const extraOf = (fit: EventStudy): Extra => fit.extra as unknown as Extra;

/** Runs the estimator of a golden model on a sample and compares every number of the file. */
export function checkModel(sample: DidSample, model: GoldenModel, reading: Reading = SAME): void {
  const { spec, results } = model;
  const { step, year } = reading;
  const events = (fit: EventStudy, list: readonly (Wanted & { rel: number })[], se = SE) => {
    expect(list.length).toBeGreaterThan(0);
    for (const e of list) {
      const own = fit.events.find((x) => x.time === step * e.rel);
      same(`event ${e.rel}`, own, e, se);
    }
    // Nothing beyond the file but the reference.
    const known = list.map((e) => step * e.rel);
    for (const e of fit.events) if (e.se !== null) expect(known).toContain(e.time);
  };
  const bins =
    spec.bins == null ? {} : { bins: [step * spec.bins.low, step * spec.bins.high] as const };
  switch (model.kind) {
    case "twfe": {
      const fit = twfe(sample);
      expect(fit.nobs).toBe(results.nobs);
      near(fit.r2!, results.r2, COEFFICIENT, "r2");
      results.coefficients.forEach((c: Wanted & { term: string }, j: number) => {
        expect(fit.names[j]).toBe(c.term);
        const k = fit.names.length;
        const se = Math.sqrt(fit.covariance.matrix[j * k + j]!);
        same(c.term, { estimate: fit.coefficients[j]!, se }, c);
      });
      return;
    }
    case "event_study": {
      const fit = eventStudy(sample, { ...bins, ...POINTWISE });
      const extra = extraOf(fit);
      expect(fit.nobs).toBe(results.nobs);
      expect(extra.reference).toBe(step * spec.reference_period);
      expect(extra.alsoOmitted).toEqual(spec.also_omitted.map((e: number) => step * e));
      events(fit, results.event);
      same("average", extra.averagePost, results.average_post);
      near(fit.pretrend!.statistic, results.pretrend_test.F, STATISTIC, "pretrend");
      return;
    }
    case "sun_abraham": {
      const fit = sunab(sample, POINTWISE);
      expect(fit.nobs).toBe(results.nobs);
      same("att", fit.att!, results.att);
      events(fit, results.event);
      for (const g of results.by_cohort) {
        const own = extraOf(fit).aggregate.group;
        same(
          `cohort ${g.g}`,
          own.find((x) => x.group === year(g.g)),
          g,
        );
      }
      return;
    }
    case "callaway_santanna": {
      const fit = callawaySantanna(sample, {
        controls: spec.control_group === "nevertreated" ? "never" : "notyet",
        est: spec.est_method,
        base: spec.base_period,
        ...POINTWISE,
      });
      const extra = extraOf(fit);
      const cells = extra.groupTime;
      expect(cells.length).toBe(results.att_gt.length);
      for (const c of results.att_gt) {
        const own = cells.find((x) => x.group === year(c.g) && x.time === year(c.year));
        same(`${c.g}/${c.year}`, own, { estimate: c.att, se: c.se });
      }
      if (results.simple === undefined) return;
      same("simple", fit.att!, { estimate: results.simple.att, se: results.simple.se });
      for (const e of results.dynamic.effects) {
        const own = fit.events.find((x) => x.time === step * (e.rel ?? e.e));
        same(`event ${e.rel ?? e.e}`, own, { estimate: e.att ?? e.estimate, se: e.se });
      }
      near(fit.pretrend!.statistic, results.pretest.chi2, STATISTIC, "pretest");
      return;
    }
    case "bacon": {
      const found = bacon(sample);
      near(found.twfe, results.twfe, COEFFICIENT, "twfe");
      expect(found.comparisons.length).toBe(results.comparisons.length);
      for (const c of results.comparisons) {
        const control = c.untreated === spec.control_never ? "never" : year(c.untreated);
        const own = found.comparisons.find(
          (x) => x.treated === year(c.treated) && x.control === control,
        );
        expect(own, `${c.treated} against ${c.untreated}`).toBeDefined();
        near(own!.weight, c.weight, COEFFICIENT, "weight");
        near(own!.estimate, c.estimate, COEFFICIENT, "estimate");
      }
      return;
    }
    case "dcdh": {
      const fit = dcdh(sample, { effects: spec.effects, placebos: spec.placebo, ...POINTWISE });
      // The package prints five decimals of the effects; its standard errors hold to 1e-6.
      const check = (e: Wanted & { step: number; switchers: number }, time: number) => {
        const own = fit.events.find((x) => x.time === time);
        expect(own, `time ${time}`).toBeDefined();
        expect(own!.n).toBe(e.switchers);
        expect(Math.abs(own!.estimate - e.estimate)).toBeLessThan(6e-6);
        near(own!.se!, e.se!, 1e-6, `time ${time} se`);
      };
      for (const e of results.effects) check(e, (e.step - 1) * step);
      for (const e of results.placebos) check(e, (-e.step - 1) * step);
      expect(results.effects.length).toBeGreaterThan(0);
      return;
    }
    case "bjs_imputation": {
      const fit = bjs(sample, { pretrends: spec.pretrends.leads.length, ...POINTWISE });
      const extra = extraOf(fit);
      same("att", fit.att!, results.att);
      events(fit, results.event);
      expect(extra.treatedUsed).toBe(results.n_treated_used);
      const leads = extra.pretrends;
      for (const e of results.pretrends) {
        same(
          `lead ${e.rel}`,
          leads.find((x) => x.time === step * e.rel),
          e,
        );
      }
      near(fit.pretrend!.statistic, results.pretrend_test.F, STATISTIC, "pretrend");
      return;
    }
    case "gardner_two_stage": {
      const fit = gardner(sample, { ...bins, ...POINTWISE });
      expect(fit.nobs).toBe(results.nobs);
      if (results.att !== undefined) same("att", fit.att!, results.att);
      if (results.event !== undefined) events(fit, results.event);
      return;
    }
    case "etwfe": {
      const fit = etwfe(sample, { controls: spec.control_group, ...POINTWISE });
      expect(fit.nobs).toBe(results.nobs);
      same("simple", fit.att!, results.simple, ETWFE_SE);
      events(fit, results.event, ETWFE_SE);
      const sums = extraOf(fit).aggregate;
      for (const g of results.group) {
        same(
          `cohort ${g.g}`,
          sums.group.find((x) => x.group === year(g.g)),
          g,
          ETWFE_SE,
        );
      }
      for (const c of results.calendar) {
        same(
          `year ${c.year}`,
          sums.calendar.find((x) => x.time === year(c.year)),
          c,
          ETWFE_SE,
        );
      }
      return;
    }
    case "stacked": {
      const { low, high } = spec.window;
      const fit = stacked(sample, { window: [step * low, step * high], ...POINTWISE });
      const extra = extraOf(fit);
      expect(extra.cohorts).toEqual(results.cohorts.map(year));
      expect(extra.rows).toBe(results.rows);
      same("att", fit.att!, results.att);
      events(fit, results.event);
      return;
    }
    default:
      expect.fail(`no check for models of kind ${model.kind}`);
  }
}
