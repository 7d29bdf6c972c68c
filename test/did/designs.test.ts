import { describe, expect, it } from "vitest";
import {
  bacon,
  callawaySantanna,
  competing,
  dcdh,
  distancesOf,
  type EfficientRow,
  efficient,
  leaveOneOut,
  pointEstimate,
  readSample,
  resample,
  restrict,
  spillover,
  subgroups,
  synergy,
} from "../../src/did/index.js";
import { COEFFICIENT, golden, goldenTable, near, SE, STATISTIC } from "./golden.js";

const KEYS = { outcome: "y", unit: "city", time: "year", first: "g" };
const X = ["gdp", "ind", "fdi", "gov", "edu"];
/** The package rounds effects to five decimals. */
const FIVE_DECIMALS = 5.1e-6;

describe("dCDH against R DIDmultiplegtDYN", () => {
  for (const file of ["d01_staggered", "d02_no_never"]) {
    it(`${file}: effects, placebos, joint tests`, async () => {
      const { spec, results } = golden(file).find((m) => m.kind === "dcdh")!;
      const sample = readSample(await goldenTable(file), KEYS);
      const fit = dcdh(sample, { effects: spec.effects, placebos: spec.placebo });
      for (const kind of ["effects", "placebos"] as const) {
        for (const w of results[kind]) {
          const time = kind === "effects" ? w.step - 1 : -w.step - 1;
          const own = fit.events.find((e) => e.time === time)!;
          expect(Math.abs(own.estimate - w.estimate)).toBeLessThan(FIVE_DECIMALS);
          near(own.se!, w.se, SE, `${kind} ${w.step} se`);
          expect(own.n).toBe(w.switchers);
        }
      }
      near(fit.pretrend!.p, results.p_joint_placebos, STATISTIC, "joint placebos");
      const { average_total: average } = results;
      expect(Math.abs(fit.att!.estimate - average.estimate)).toBeLessThan(
        average.absolute_tolerance,
      );
      expect(Math.abs(fit.att!.se! - average.se)).toBeLessThan(average.absolute_tolerance);
    });
  }

  it("has the effects of Callaway–Sant'Anna with not-yet-treated controls", async () => {
    const sample = readSample(await goldenTable("d01_staggered"), KEYS);
    const cs = callawaySantanna(sample, { controls: "notyet", base: "universal" });
    for (const e of dcdh(sample).events.filter((x) => x.time >= 0)) {
      near(
        e.estimate,
        cs.events.find((x) => x.time === e.time)!.estimate,
        COEFFICIENT,
        `${e.time}`,
      );
    }
  });
});

describe("the efficient estimator against R staggered", () => {
  for (const file of ["d01_staggered", "d02_no_never"]) {
    it(`${file}: all summaries and both standard errors`, async () => {
      const { results } = golden(file).find((m) => m.kind === "staggered_efficient")!;
      let sample = readSample(await goldenTable(file), KEYS);
      if (file === "d02_no_never") {
        sample = restrict(sample, (i) => sample.periods[sample.period[i]!]! < 2017);
      }
      const check = (own: EfficientRow, w: { estimate: number; se: number; se_neyman: number }) => {
        near(own.estimate, w.estimate, COEFFICIENT, "estimate");
        near(own.se!, w.se, SE, "se");
        near(own.seNeyman!, w.se_neyman, SE, "conservative se");
      };
      const extra = efficient(sample).extra as {
        aggregate: Record<string, EfficientRow>;
        eventDetails: (EfficientRow & { time: number })[];
      };
      for (const name of ["simple", "cohort", "calendar"])
        check(extra.aggregate[name]!, results[name]);
      for (const e of results.event) check(extra.eventDetails.find((x) => x.time === e.rel)!, e);
      for (const kind of ["cs", "sa"] as const) {
        const other = efficient(sample, kind).extra as typeof extra;
        check(other.aggregate.simple!, results[`${kind}_simple`]);
      }
    });
  }
});

describe("two policies against R fixest", () => {
  it("gives each, both, net effects and order", async () => {
    const table = await goldenTable("d04_two_policies");
    const models = golden("d04_two_policies");
    const firstOf = (s: ReturnType<typeof readSample>) => {
      const first = new Float64Array(s.unitLevels.length);
      s.unit.forEach((u, i) => {
        const g = table.number("gB")[s.rows[i]!]!;
        first[u] = g === 0 ? Number.POSITIVE_INFINITY : g;
      });
      return { name: "B", first };
    };
    for (const covariates of [[], X]) {
      const s = readSample(table, { ...KEYS, first: "gA", covariates });
      const found = synergy(s, firstOf(s));
      for (const m of models.filter((x) => x.kind === "twfe")) {
        if (m.spec.covariates.length > 0 !== covariates.length > 0) continue;
        const fit = found.models.find((x) => x.name === m.id.replace(/_x$/, ""))!.fit;
        expect(fit.nobs).toBe(m.results.nobs);
        const k = fit.names.length;
        for (const c of m.results.coefficients) {
          const j = fit.names.indexOf(c.term);
          near(fit.coefficients[j]!, c.estimate, COEFFICIENT, `${m.id} ${c.term}`);
          near(Math.sqrt(fit.covariance.matrix[j * k + j]!), c.se, SE, `${m.id} ${c.term} se`);
        }
      }
      const { results } = models.find((x) => x.id === "counts")!;
      expect(found.counts).toEqual({
        onlyA: results.only_A,
        onlyB: results.only_B,
        both: results.both,
        neither: results.neither,
        aFirst: results.A_first,
        bFirst: results.B_first,
        sameTime: results.same_year,
      });
    }
    for (const [id, column] of [
      ["bacon_didA", "gA"],
      ["bacon_didB", "gB"],
    ]) {
      const m = models.find((x) => x.id === id);
      if (m === undefined) continue;
      const s = readSample(table, { ...KEYS, first: column! });
      near(bacon(s).twfe, m.results.twfe, COEFFICIENT, id!);
    }
  });

  it("controls for other policies one at a time and all", async () => {
    const table = await goldenTable("d04_two_policies");
    const s = readSample(table, { ...KEYS, first: "gA" });
    const found = competing(s, [{ name: "didB", values: table.number("didB") }]);
    const { results } = golden("d04_two_policies").find((m) => m.id === "A_and_B")!;
    const fit = found.models.find((m) => m.name === "didB")!.fit;
    near(fit.coefficients[0]!, results.coefficients[0].estimate, COEFFICIENT, "A given B");
  });
});

describe("differences between groups", () => {
  const models = golden("d07_draws");
  const load = async (covariates: readonly string[]) => {
    const table = await goldenTable("d01_staggered");
    const s = readSample(table, { ...KEYS, covariates });
    return { s, label: table.number("east") };
  };
  const wide = async (file: string) => {
    const table = await goldenTable(file);
    const columns = table.names.filter((n) => n !== "draw").map((n) => table.number(n));
    return Array.from({ length: table.nrow }, (_, b) => Float64Array.from(columns, (c) => c[b]!));
  };

  for (const id of ["permute_city", "permute_city_x", "permute_row", "permute_row_x"]) {
    it(`${id} gives each permuted difference`, async () => {
      const { results, spec } = models.find((m) => m.id === id)!;
      const { s, label } = await load(spec.covariates);
      let labels: Float64Array[];
      if (id.startsWith("permute_city")) {
        labels = (await wide("d07_permute_city")).map((row) =>
          Float64Array.from(s.unit, (u) => row[u]!),
        );
      } else {
        const table = await goldenTable("d07_permute_row");
        labels = table.names.slice(2).map((n) => table.number(n));
      }
      const test = id.startsWith("permute_city") ? "path" : "row";
      const found = subgroups(s, label, ["0", "1"], { seed: 1, test, labels });
      near(found.difference, results.observed, COEFFICIENT, "observed");
      found.draws.forEach((d, b) => {
        near(d, results.differences[b], COEFFICIENT, `draw ${b}`);
      });
      expect([found.pLeft, found.pRight, found.pTwoSided]).toEqual([
        results.p_left,
        results.p_right,
        results.p_two_sided,
      ]);
      near(found.sd, results.sd, STATISTIC, "sd");
    });
  }

  it("gives the interacted regressions", async () => {
    const { results } = models.find((m) => m.id === "chow")!;
    const { s, label } = await load(X);
    const found = subgroups(s, label, ["0", "1"], { seed: 1, draws: 2 });
    near(found.chow.estimate, results.full_interaction.difference, COEFFICIENT, "full");
    near(found.chow.se!, results.full_interaction.se, SE, "full se");
    near(found.interaction.estimate, results.only_did_interacted.difference, COEFFICIENT, "did");
    near(found.interaction.se!, results.only_did_interacted.se, SE, "did se");
  });

  it("gives each bootstrap draw, a city drawn twice counting as two", async () => {
    const { results } = models.find((m) => m.id === "bootstrap_city")!;
    const taken = (await wide("d07_bootstrap")).map((row) => Int32Array.from(row, (c) => c - 1));
    for (const [name, covariates] of [
      ["did", []],
      ["did_covariates", X],
    ] as const) {
      const { s } = await load(covariates);
      taken.forEach((t, b) => {
        near(pointEstimate(resample(s, t).sample), results[name][b], COEFFICIENT, `${name} ${b}`);
      });
    }
    const { s, label } = await load(X);
    const found = subgroups(s, label, ["0", "1"], { seed: 1, test: "bootstrap", resamples: taken });
    found.draws.forEach((d, b) => {
      near(d, results.east_difference_covariates[b], COEFFICIENT, `difference ${b}`);
    });
    near(found.sd, results.sd.east_difference_covariates, STATISTIC, "sd");
  });
});

describe("further checks of a design", () => {
  it("leaves out each period in turn", async () => {
    const s = readSample(await goldenTable("d01_staggered"), KEYS);
    const list = leaveOneOut(s, "time");
    expect(list.length).toBe(11);
    const without = restrict(s, (i) => s.period[i] !== 3);
    near(list.find((x) => x.left === "2014")!.estimate, pointEstimate(without), COEFFICIENT);
  });

  it("separates near and far controls", async () => {
    const s = readSample(await goldenTable("d01_staggered"), KEYS);
    const units = s.unitLevels.length;
    const lat = Array.from({ length: units }, (_, u) => 20 + (u % 25));
    const lon = Array.from({ length: units }, (_, u) => 100 + Math.floor(u / 25));
    const found = spillover(s, distancesOf(lat, lon), [100, 150]);
    expect(found.rings.names.slice(0, 3)).toEqual(["did", "within 0–100 km", "within 100–150 km"]);
    expect(found.counts[0]).toBeGreaterThan(0);
  });
});
