import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import {
  bacon,
  callawaySantanna,
  describeDesign,
  eventStudy,
  gardner,
  honest,
  honestInput,
  psmDid,
  readFormula,
  readSample,
  stacked,
  sunab,
  twfe,
} from "../../src/did/index.js";
import type { EventStudy } from "../../src/result/index.js";
import { numberColumn, readTable, type Table } from "../../src/table/index.js";
import { near } from "./golden.js";

const KEYS = { unit: "id", time: "year", first: "first" };
const POINTWISE = { bands: "pointwise" } as const;
const table = (name: string) => readTable(resolve(import.meta.dirname, "../golden/cases", name));
const sampleOf = async (name: string, formula = "y ~ 1") =>
  readFormula(await table(name), formula, KEYS);
const eventsOf = (fit: EventStudy) =>
  Object.fromEntries(fit.events.map((e) => [e.time, e.estimate]));
const codes = (warnings: readonly { code: string }[]) => warnings.map((w) => w.code);

function sameEvents(fit: EventStudy, wanted: Readonly<Record<string, number>>, within: number) {
  const own = eventsOf(fit);
  for (const [time, estimate] of Object.entries(wanted)) near(own[time]!, estimate, within, time);
}

/** By dummies of event time, brute force. */
const BIENNIAL = {
  "-6": 0.16139362991483458,
  "-4": 0.24793213421071325,
  "0": 1.0025934221785104,
  "2": 1.5592725473981626,
  "4": 1.8712957728685682,
  "6": 2.185329215314122,
  "8": 2.8296626716050506,
};

describe("surveys every second year", () => {
  it("the right sign and size, the reference two years before", async () => {
    const s = await sampleOf("c20-even.csv");
    for (const fit of [eventStudy(s, POINTWISE), sunab(s, POINTWISE)]) {
      sameEvents(fit, BIENNIAL, 1e-8);
      expect(fit.extra!.reference).toBe(-2);
      expect(fit.events.find((e) => e.time === -2)!.se).toBeNull();
    }
    near(sunab(s, POINTWISE).att!.estimate, 1.8896307258728826, 1e-8);
    near(eventStudy(s, POINTWISE).events[0]!.se!, 0.13029277208493942, 1e-7);
    // A window is in the units of event time; one that lies between surveys ends inside it.
    const wide = stacked(s, { window: [-4, 4], ...POINTWISE });
    expect(wide.events.map((e) => e.time)).toEqual([-4, -2, 0, 2, 4]);
    const odd = stacked(s, { window: [-5, 5], ...POINTWISE });
    expect(eventsOf(odd)).toEqual(eventsOf(wide));
    // The bounds follow: HonestDiD's first effect is that of event time 0.
    const bounds = honest(honestInput(eventStudy(s, POINTWISE)), { m: [0] });
    near(bounds.original.estimate, BIENNIAL["0"], 1e-8);
  });

  it("a cohort of an unobserved year is treated from the next survey, and that is said", async () => {
    const odd = await sampleOf("c20.csv");
    expect(codes(odd.warnings)).toContain("did/unobserved-start");
    const found = describeDesign(odd);
    expect(found.treated.units + found.never.units).toBe(odd.unitLevels.length);
    // 2013 belongs to 2014, and those of 2012 stay there.
    expect(found.cohorts.map((c) => c.first)).toEqual([2012, 2014]);
    expect(bacon(odd).comparisons.every((c) => Number.isFinite(c.estimate))).toBe(true);
  });
});

describe("a first year after the sample", () => {
  it("9999 gives the numbers of 0", async () => {
    const late = await sampleOf("c21-f9999.csv");
    const zero = await sampleOf("c21-zero.csv");
    const [a, b] = [late, zero].map((s) => eventStudy(s, POINTWISE));
    expect(a!.events).toEqual(b!.events);
    near(a!.att!.estimate, 1.1159213272914545, 1e-8);
    const [own, other] = [describeDesign(late), describeDesign(zero)];
    expect(own.never.units).toBe(0);
    expect(own.later.units).toBe(other.never.units);
    expect(own.later.rows).toBe(other.never.rows);
    expect(codes(own.warnings)).not.toContain("did/no-never-treated");
  });

  it("any year after the end is the same in every reading of the data", async () => {
    const base = await table("c22.csv");
    const end = Math.max(...readFormula(base, "y ~ x", KEYS).periods);
    const plain = eventStudy(readFormula(base, "y ~ x", KEYS), POINTWISE);
    for (const year of [end + 1, 9999, Number.POSITIVE_INFINITY]) {
      const later = replaceNever(base, year);
      const found = eventStudy(readFormula(later, "y ~ x", KEYS), POINTWISE);
      expect(found.events).toEqual(plain.events);
      near(twfe(readFormula(later, "y ~ x", KEYS)).coefficients[0]!, twfeOf(base), 1e-12);
    }
  });

  it("matching and balancing run, and treat later cohorts as controls", async () => {
    const s = await sampleOf("c46.csv", "y ~ x");
    expect(describeDesign(s).later.units).toBeGreaterThan(0);
    const fit = eventStudy(s, POINTWISE);
    near(fit.att!.estimate, 1.3345743659639229, 1e-8);
    sameEvents(
      fit,
      {
        "-5": 0.019399525465856313,
        "-2": 0.04678653299394238,
        "0": 0.9987980847042532,
        "4": 1.6734793255383027,
      },
      1e-8,
    );
    const zero = replaceLate(await table("c46.csv"), 0);
    const other = readFormula(zero, "y ~ x", KEYS);
    for (const kind of ["matching", "entropy"] as const) {
      const [own, wanted] = [s, other].map((one) => psmDid(one, { kind }).fit.coefficients[0]!);
      near(own!, wanted!, 1e-12, kind);
    }
    near(gardner(s, POINTWISE).att!.estimate, gardner(other, POINTWISE).att!.estimate, 1e-12);
  });
});

/** The never treated (0) under another mark. */
function replaceNever(t: Table, mark: number): Table {
  return t.withColumns([
    numberColumn(
      "first",
      t.number("first").map((g) => (g === 0 ? mark : g)),
    ),
  ]);
}

/** Years after the last period under another mark. */
function replaceLate(t: Table, mark: number): Table {
  const end = t.number("year").reduce((a, v) => Math.max(a, v), 0);
  return t.withColumns([
    numberColumn(
      "first",
      t.number("first").map((g) => (g > end ? mark : g)),
    ),
  ]);
}

function twfeOf(t: Table): number {
  return twfe(readFormula(t, "y ~ x", KEYS)).coefficients[0]!;
}

describe("no never-treated units", () => {
  it("bins that do not bind give the numbers of no bins", async () => {
    const s = await sampleOf("c25.csv");
    const wanted = {
      "-6": -0.01756,
      "-5": 0.05943,
      "-4": -0.03675,
      "-3": -0.11163,
      "-2": -0.10674,
      "0": 0.93207,
      "1": 0.89827,
      "2": 0.92902,
      "3": 1.00707,
      "4": 0.92441,
      "5": 1.03687,
    };
    const open = eventStudy(s, POINTWISE);
    const wide = eventStudy(s, { bins: [-10, 10], ...POINTWISE });
    expect(wide.events).toEqual(open.events);
    expect(open.extra!.alsoOmitted).toEqual([-7]);
    for (const [time, estimate] of Object.entries(wanted)) {
      expect(Math.abs(eventsOf(open)[time]! - estimate)).toBeLessThan(6e-6);
    }
    // A binding bin breaks the trend: nothing else is left out.
    const bound = eventStudy(s, { bins: [-3, 3], ...POINTWISE });
    expect(bound.extra!.alsoOmitted).toEqual([]);
    expect(bound.events.map((e) => e.time)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
  });

  it("Sun–Abraham ends before the last cohort; the whole sample is asked for by name", async () => {
    const s = await sampleOf("c25.csv");
    const cut = sunab(s, POINTWISE);
    const whole = sunab(s, { withoutNever: "whole", ...POINTWISE });
    expect(cut.nobs).toBeLessThan(whole.nobs);
    expect(Math.abs(cut.att!.estimate - 1)).toBeLessThan(0.15);
    expect(whole.att!.estimate).toBeLessThan(0.6);
    expect(codes(whole.warnings)).toContain("did/not-clean");
    expect(codes(cut.warnings)).toContain("did/no-never-treated");
  });
});

describe("a missing period before treatment", () => {
  it("the last observed period is the base of the bounds", async () => {
    const s = await sampleOf("c40.csv");
    const study = eventStudy(s, POINTWISE);
    expect(codes(study.warnings)).toContain("did/unequal-gaps");
    const found = honest(honestInput(study), { m: [0, 1] });
    expect(found.rows.map((r) => r.m)).toEqual([0, 1]);
    near(found.original.estimate, eventsOf(study)["0"]!, 1e-12);
  });
});

describe("Callaway–Sant'Anna with an empty cell", () => {
  it("repeated cross-sections skip it and say so", async () => {
    const s = await sampleOf("c44.csv", "y ~ z");
    const fit = callawaySantanna(s, { unbalanced: "cross-sections", est: "reg", ...POINTWISE });
    const cells = fit.extra!.groupTime as { group: number; time: number; estimate: number }[];
    expect(cells.some((c) => c.group === 2012)).toBe(false);
    const at = (time: number) => cells.find((c) => c.group === 2014 && c.time === time)!.estimate;
    near(at(2014), 1.010897596520771, 1e-8);
    near(at(2015), 1.0098958728653809, 1e-8);
    const said = fit.warnings.find((w) => w.code === "did/cell-skipped")!;
    expect(said.en).toContain("2012/2012");
  });

  it("a cohort whose units are all incomplete is named", async () => {
    const s = await sampleOf("c44-cohortlost.csv", "y ~ z");
    const fit = callawaySantanna(s, POINTWISE);
    expect(fit.warnings.find((w) => w.code === "did/unbalanced")!.en).toMatch(/cohort 2014/);
  });
});

describe("units that are not in the sample", () => {
  it("leave every method and regress alike: one N", async () => {
    const base = await table("c22.csv");
    const ids = base.number("id");
    const first = base.number("first").map((g, i) => (ids[i]! % 7 === 3 ? Number.NaN : g));
    const data = base.withColumns([numberColumn("first", first)]);
    const s = readFormula(data, "y ~ x", KEYS);
    const out = new Set([...ids].filter((v) => v % 7 === 3));
    expect(s.excluded).toEqual({
      units: out.size,
      rows: [...ids].filter((v) => out.has(v)).length,
    });
    expect(s.n).toBe(base.nrow - s.excluded.rows);
    expect(s.missing).toBe(0);
    expect(codes(s.warnings)).toEqual(
      expect.arrayContaining(["table/timing-empty", "did/excluded"]),
    );
    const columns = { ...KEYS, outcome: "y", covariates: ["x"] };
    expect(readSample(data, columns).n).toBe(s.n);
    const all = readFormula(data, "y ~ x", { ...KEYS, empty: "never" });
    expect(all.n).toBe(base.nrow);
    // The dummy itself, as a regression has it.
    const year = data.number("year");
    const d = first.map((g, i) => (Number.isNaN(g) ? g : Number(g > 0 && year[i]! >= g)));
    const byDummy = data.withColumns([numberColumn("d", d)]);
    const { unit, time } = KEYS;
    const same = readFormula(byDummy, "y ~ x", { unit, time, treatment: "d" });
    expect(same.n).toBe(s.n);
    expect([...same.first]).toEqual([...s.first]);
    near(twfe(same).coefficients[0]!, twfe(s).coefficients[0]!, 1e-12);
  });
});
