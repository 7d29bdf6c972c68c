import { describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import {
  bacon,
  bjs,
  callawaySantanna,
  type DidSample,
  dcdh,
  etwfe,
  eventStudy,
  gardner,
  leaveOneOut,
  placebo,
  psmDid,
  readSample,
  specificationEngine,
  stacked,
  sunab,
  twfe,
  twfeWeights,
} from "../../src/did/index.js";
import type { EventStudy, FitData } from "../../src/result/index.js";
import { numberColumn, type Table } from "../../src/table/index.js";
import { goldenTable } from "./golden.js";

const POINTWISE = { bands: "pointwise" } as const;

/** All estimates and standard errors of an event study, the average first. */
function numbersOf(fit: EventStudy): number[] {
  const rows = [fit.att, ...fit.events];
  return rows.flatMap((r) => [r?.estimate ?? 0, r?.se ?? 0]);
}

/** Estimate and standard error of the treatment. */
function first(fit: FitData): number[] {
  return [fit.coefficients[0]!, Math.sqrt(fit.covariance.matrix[0]!)];
}

/** What each method says, as numbers. `score` methods put covariates into a score. */
const METHODS: Record<
  string,
  { readonly run: (s: DidSample) => number[]; readonly unit: "linear" | "score" }
> = {
  twfe: { unit: "linear", run: (s) => first(twfe(s)) },
  "event-study": { unit: "linear", run: (s) => numbersOf(eventStudy(s, POINTWISE)) },
  gardner: { unit: "linear", run: (s) => numbersOf(gardner(s, POINTWISE)) },
  bjs: { unit: "linear", run: (s) => numbersOf(bjs(s, { ...POINTWISE, pretrends: 3 })) },
  sunab: { unit: "linear", run: (s) => numbersOf(sunab(s, POINTWISE)) },
  stacked: { unit: "linear", run: (s) => numbersOf(stacked(s, { ...POINTWISE, window: [-2, 2] })) },
  weights: { unit: "linear", run: (s) => twfeWeights(s).cells.map((c) => c.weight) },
  bacon: {
    unit: "linear",
    run: (s) => bacon(s).comparisons.flatMap((c) => [c.weight, c.estimate]),
  },
  "spec-curve": {
    unit: "linear",
    run: (s) => {
      const found = specificationEngine(s)(s.X.map((_, j) => j))!;
      return [found.estimate, found.se];
    },
  },
  placebo: {
    unit: "linear",
    run: (s) => {
      const { draws } = placebo(s, { mode: "space", draws: 5, seed: 1 });
      return draws.flatMap((d) => [d.estimate, d.se!]);
    },
  },
  "leave-one-out": {
    unit: "linear",
    run: (s) => leaveOneOut(s, "time").flatMap((r) => [r.estimate, r.se!]),
  },
  cs: { unit: "score", run: (s) => numbersOf(callawaySantanna(s, POINTWISE)) },
  etwfe: { unit: "score", run: (s) => numbersOf(etwfe(s, POINTWISE)) },
  psm: { unit: "score", run: (s) => first(psmDid(s).fit) },
  "entropy-balance": { unit: "score", run: (s) => first(psmDid(s, { kind: "entropy" }).fit) },
};

const KEYS = { outcome: "y", unit: "city", time: "year", first: "g" };
const table = () => goldenTable("../did2/r01_absorbed");

function read(t: Table, covariates: readonly string[]): DidSample {
  return readSample(t, { ...KEYS, covariates });
}

function close(found: readonly number[], wanted: readonly number[], what: string): void {
  expect(found.length, what).toBe(wanted.length);
  found.forEach((v, i) => {
    expect(Math.abs(v - wanted[i]!), `${what} ${i}: ${v}, ${wanted[i]}`).toBeLessThan(
      1e-9 * Math.max(1, Math.abs(wanted[i]!)),
    );
  });
}

/** Rows in a random order. */
function shuffled(t: Table): Table {
  const order = createRng(5).permutation(t.nrow);
  return t.take(Int32Array.from(order));
}

describe("nothing moves when", () => {
  for (const [name, { run, unit }] of Object.entries(METHODS)) {
    it(`a control constant in the year is added: ${name}`, async () => {
      const t = await table();
      close(run(read(t, ["x1", "zyear"])), run(read(t, ["x1"])), name);
    });
    if (unit === "linear") {
      it(`a control constant in the unit, or a sum of both, is added: ${name}`, async () => {
        const t = await table();
        const plain = run(read(t, ["x1"]));
        close(run(read(t, ["x1", "zcity"])), plain, name);
        close(run(read(t, ["zsum", "x1"])), plain, name);
        close(run(read(t, ["zcity"])), run(read(t, [])), name);
      });
    } else {
      it(`a control constant in the unit gives finite numbers: ${name}`, async () => {
        const t = await table();
        for (const v of run(read(t, ["x1", "zcity"]))) expect(Math.abs(v)).toBeLessThan(10);
      });
    }
    it(`the rows are shuffled: ${name}`, async () => {
      const t = await table();
      const covariates = unit === "score" ? ["x1"] : ["x1", "x2"];
      close(run(read(shuffled(t), covariates)), run(read(t, covariates)), name);
    });
    it(`the units get other names in the same order: ${name}`, async () => {
      const t = await table();
      const renamed = t.withColumns([
        numberColumn(
          "city",
          t.number("city").map((v) => 7 * v + 3),
        ),
      ]);
      close(run(read(renamed, ["x1"])), run(read(t, ["x1"])), name);
    });
  }
});

describe("clusters above the unit", () => {
  it("that change inside a unit are refused with the unit", async () => {
    const t = await table();
    const city = t.number("city");
    const year = t.number("year");
    const moving = t.number("prov").map((p, i) => (city[i] === 7 && year[i] === 2015 ? p + 1 : p));
    const s = readSample(t.withColumns([numberColumn("moving", moving)]), {
      ...KEYS,
      cluster: "moving",
    });
    for (const run of [() => callawaySantanna(s), () => dcdh(s)]) expect(run).toThrow(/moving.*7/);
  });
});
