import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import {
  bjs,
  efficient,
  gardner,
  psmDid,
  readSample,
  specificationEngine,
  subgroups,
  sunab,
  twfe,
} from "../../src/did/index.js";
import { readTable, Table } from "../../src/table/index.js";

const KEYS = { outcome: "y", unit: "id", time: "year", first: "first" };
const read = (file: string) =>
  readTable(fileURLToPath(new URL(`../golden/cases/${file}`, import.meta.url)));

describe("a control that the effects absorb", () => {
  for (const covariates of [[], ["z"], ["nat"]]) {
    it(`gives the values of y ~ 1: ${covariates.join("") || "none"}`, async () => {
      const s = readSample(await read("23-data.csv"), { ...KEYS, covariates });
      const imputed = bjs(s, { bands: "pointwise" }).att!;
      expect(imputed.estimate).toBeCloseTo(1.1782802640776542, 9);
      expect(imputed.se).toBeCloseTo(0.0972172126, 9);
      expect(gardner(s, { bands: "pointwise" }).att!.estimate).toBeCloseTo(1.1782802640776542, 9);
      const interacted = sunab(s, { bands: "pointwise" }).att!;
      expect(interacted.estimate).toBeCloseTo(1.20826, 5);
      expect(interacted.se).toBeCloseTo(0.1368711, 7);
    });
  }

  it("is named with what it is constant in", async () => {
    const s = readSample(await read("23-data.csv"), { ...KEYS, covariates: ["z", "nat"] });
    const [found] = twfe(s).warnings.filter((w) => w.code === "regress/collinear");
    expect(found!.en).toContain("z (constant within id)");
    expect(found!.en).toContain("nat (constant within year)");
    expect(found!.zh).toContain("z（在 id 内不变）");
  });

  it("moves neither subgroups nor specifications", async () => {
    const t = await read("42-data.csv");
    const run = (covariates: string[]) => {
      const s = readSample(t, { ...KEYS, covariates });
      const label = Float64Array.from(s.rows, (r) => t.number("grp")[r]!);
      const found = subgroups(s, label, ["0", "1"], {
        draws: 9,
        seed: 1,
      });
      const { chow, interaction, warnings } = found;
      expect(warnings.some((w) => w.code === "regress/collinear")).toBe(covariates.length > 1);
      const spec = specificationEngine(s)(s.X.map((_, j) => j))!;
      return [chow, interaction, spec].flatMap((e) => [e.estimate, e.se!]);
    };
    const plain = run(["x"]);
    for (const more of [
      ["x", "z"],
      ["x", "nat"],
    ]) {
      run(more).forEach((v, i) => {
        expect(v).toBeCloseTo(plain[i]!, 9);
      });
    }
  });
});

describe("tied scores", () => {
  const fitOf = (t: Table, options: Parameters<typeof psmDid>[1]) =>
    psmDid(readSample(t, { ...KEYS, covariates: ["k"] }), options);

  for (const options of [
    {},
    { ratio: 2 },
    { ties: "all" },
    { method: "radius" },
    { method: "kernel" },
  ] as const) {
    it(`do not hang on the order of rows: ${JSON.stringify(options)}`, async () => {
      const t = await read("41-data.csv");
      const plain = fitOf(t, options);
      const mixed = fitOf(t.take(createRng(4).permutation(t.nrow)), options);
      expect(mixed.fit.coefficients[0]).toBeCloseTo(plain.fit.coefficients[0]!, 9);
      // The covariate of the score is constant in the unit: it leaves the regression.
      expect(plain.fit.names).toEqual(["did"]);
      expect(plain.fit.dropped.collinear).toEqual(["k"]);
    });
  }

  it("are counted", async () => {
    const { tied, warnings } = fitOf(await read("41-data.csv"), {});
    expect(tied).toBeGreaterThan(0);
    const found = warnings.find((w) => w.code === "match/ties");
    expect(found!.en).toContain(`${tied} treated`);
  });
});

it("one treated unit has no standard error in the efficient estimator, with a sentence", () => {
  const rows = Array.from({ length: 48 }, (_, i) => ({
    id: Math.floor(i / 6),
    year: 2010 + (i % 6),
  }));
  const rng = createRng(9);
  const t = Table.of({
    id: rows.map((r) => r.id),
    year: rows.map((r) => r.year),
    first: rows.map((r) => (r.id === 0 ? 2013 : 0)),
    y: rows.map(() => rng.normal()),
  });
  const found = efficient(readSample(t, KEYS));
  expect(found.att!.se).toBeNull();
  expect(found.att!.p).toBeNull();
  expect(found.events.every((e) => e.se === null && e.ciLow === null)).toBe(true);
  expect(found.warnings.map((w) => w.code)).toContain("did/not-estimable");
});
