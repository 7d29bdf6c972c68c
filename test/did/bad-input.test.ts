import { describe, expect, it } from "vitest";
import {
  bacon,
  bjs,
  callawaySantanna,
  compare,
  describeDesign,
  etwfe,
  eventStudy,
  gardner,
  readSample,
  restrict,
  sunab,
  twfe,
} from "../../src/did/index.js";
import { Table } from "../../src/table/index.js";

const KEYS = { outcome: "y", unit: "city", time: "year", first: "g" };

/** A panel of units with these first treated years over these years. */
function panel(first: readonly (number | number[])[], years = [1, 2, 3, 4, 5, 6]) {
  const rows = first.flatMap((g, u) =>
    years.map((t, j) => ({
      city: u,
      year: t,
      g: Array.isArray(g) ? g[j]! : g,
      y: Math.sin(u * 7.3 + t * 3.1) + 0.2 * t,
    })),
  );
  return Table.of({
    city: rows.map((r) => r.city),
    year: rows.map((r) => r.year),
    g: rows.map((r) => r.g),
    y: rows.map((r) => r.y),
  });
}

const repeat = (g: number, n: number) => new Array<number>(n).fill(g);
const codes = (list: readonly { readonly code: string }[]) => list.map((w) => w.code);

describe("designs that lack something", () => {
  it("no never-treated unit: says so, and each estimator does what its literature does", () => {
    const s = readSample(panel([...repeat(3, 4), ...repeat(5, 4)]), KEYS);
    expect(codes(describeDesign(s).warnings)).toContain("did/no-never-treated");
    const bands = "pointwise" as const;
    const cs = callawaySantanna(s, { bands });
    expect(codes(cs.warnings)).toContain("did/no-never-treated");
    expect(Math.max(...cs.events.map((e) => e.time))).toBe(1);
    expect(codes(etwfe(s, { bands }).warnings)).toContain("did/no-never-treated");
    expect(codes(sunab(s, { bands }).warnings)).toContain("did/no-never-treated");
    const whole = sunab(s, { bands, withoutNever: "whole" });
    expect(codes(whole.warnings)).toContain("did/not-clean");
    expect(codes(gardner(s, { bands }).warnings)).toContain("did/not-imputable");
    expect(eventStudy(s, { bands }).extra!.alsoOmitted).toEqual([-4]);
  });

  it("one cohort: every robust estimator gives the same average effect", () => {
    const s = readSample(panel([...repeat(4, 5), ...repeat(0, 7)]), KEYS);
    expect(codes(describeDesign(s).warnings)).toContain("did/one-cohort");
    const bands = "pointwise" as const;
    const cs = callawaySantanna(s, { bands }).att!.estimate;
    expect(sunab(s, { bands }).att!.estimate).toBeCloseTo(cs, 10);
    const did = twfe(s).coefficients[0]!;
    expect(gardner(s, { bands }).att!.estimate).toBeCloseTo(did, 10);
    expect(bjs(s, { bands }).att!.estimate).toBeCloseTo(did, 10);
    expect(bacon(s).comparisons.length).toBe(1);
  });

  it("treatment that switches off: names the unit and how the column must look", () => {
    const off = [0, 0, 3, 3, 0, 0];
    expect(() => readSample(panel([off, ...repeat(0, 3)]), KEYS)).toThrow(
      /unit 0 has more than one/,
    );
  });

  it("first treated inside the first year: kept in twfe and bacon, left out and counted elsewhere", () => {
    const s = readSample(panel([...repeat(1, 2), ...repeat(4, 4), ...repeat(0, 4)]), KEYS);
    const design = describeDesign(s);
    expect(design.always).toEqual({ units: 2, rows: 12 });
    expect(codes(design.warnings)).toContain("did/always-treated");
    expect(twfe(s).nobs).toBe(60);
    expect(bacon(s).comparisons.some((c) => c.type === "later-vs-always")).toBe(true);
    const without = restrict(s, (i) => s.unit[i]! > 1);
    const bands = "pointwise" as const;
    for (const estimator of [callawaySantanna, etwfe, gardner, bjs]) {
      const run = (sample: typeof s) => estimator(sample, { bands });
      const found = run(s);
      expect(
        codes(found.warnings).some((c) => ["did/always-treated", "did/not-imputable"].includes(c)),
        found.kind,
      ).toBe(true);
      expect(found.att!.estimate).toBeCloseTo(run(without).att!.estimate, 10);
    }
  });

  it("a cohort of one unit: warns, and nothing is NaN", () => {
    const s = readSample(panel([3, ...repeat(5, 4), ...repeat(0, 5)]), KEYS);
    expect(codes(describeDesign(s).warnings)).toContain("did/small-cohort");
    for (const study of compare({ sample: () => s }).studies) {
      expect(Number.isFinite(study.att!.estimate), study.kind).toBe(true);
      for (const e of study.events) {
        expect(Number.isNaN(e.estimate), study.kind).toBe(false);
        expect(Number.isNaN(e.se ?? 0), study.kind).toBe(false);
      }
    }
  });

  it("negative relative times missing: says which are there, and the others still run", () => {
    // Treated units enter the sample in the year they are treated; only later cohorts have leads.
    const table = panel([...repeat(4, 4), ...repeat(0, 6)]);
    const whole = readSample(table, KEYS);
    const s = restrict(whole, (i) => whole.unit[i]! > 3 || whole.period[i]! !== 2);
    expect(() => eventStudy(s)).toThrow(/relative time -1; seen are -3, -2, 0/);
    expect(eventStudy(s, { reference: -2 }).events.map((e) => e.time)).toEqual([-3, -2, 0, 1, 2]);
    const late = restrict(whole, (i) => whole.unit[i]! > 3 || whole.period[i]! >= 3);
    expect(codes(gardnerOrReason(late))).toContain("did/not-identified");
    const design = describeDesign(restrict(whole, (i) => whole.period[i]! >= 2));
    expect(codes(design.warnings)).toContain("did/no-leads");
  });

  it("an unbalanced panel for Bacon: says what is needed and takes the balanced sub-panel", () => {
    const whole = readSample(panel([...repeat(3, 4), ...repeat(0, 6)]), KEYS);
    const s = restrict(whole, (i) => !(whole.unit[i] === 1 && whole.period[i] === 2));
    expect(() => bacon(s)).toThrow(/10 units × 6 periods would be 60 rows, there are 59/);
    expect(() => bacon(s)).toThrow(/incomplete: 1\)/);
    expect(bacon(s, { balance: "units" }).units).toBe(9);
    const { skipped } = compare({ sample: () => s });
    expect(skipped.map((k) => k.method)).toEqual(["efficient", "stacked"]);
  });

  it("nobody treated, everybody treated throughout, one period", () => {
    expect(() => readSample(panel(repeat(0, 4)), KEYS)).toThrow(/no unit is treated/);
    expect(() => readSample(panel(repeat(9, 4)), KEYS)).toThrow(/no unit is treated/);
    const all = readSample(panel(repeat(1, 4)), KEYS);
    for (const run of [twfe, bacon, callawaySantanna, gardner, etwfe]) {
      expect(() => run(all), run.name).toThrow(/did\/|cannot|no comparison|not two|told from/);
    }
  });
});

function gardnerOrReason(s: Parameters<typeof gardner>[0]): { code: string }[] {
  try {
    return [...gardner(s).warnings];
  } catch (error) {
    return [{ code: (error as { code: string }).code }];
  }
}
