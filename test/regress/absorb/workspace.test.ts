import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { createRng } from "../../../src/base/index.js";
import { useThreads } from "../../../src/jobs/index.js";
import type { AbsorbedEffect } from "../../../src/regress/absorb/effect.js";
import { plainWorkspace } from "../../../src/regress/absorb/plain-workspace.js";
import { type AbsorbPlan, planAbsorption } from "../../../src/regress/absorb/plan.js";
import { solveBlock } from "../../../src/regress/absorb/solve-block.js";
import { wasmWorkspace } from "../../../src/regress/absorb/wasm-workspace.js";
import type { Workspace } from "../../../src/regress/absorb/workspace.js";
import { regress } from "../../../src/regress/index.js";
import { numberColumn, Table } from "../../../src/table/index.js";

afterEach(() => useThreads(1));

interface Case {
  readonly n: number;
  readonly K: number;
  readonly slopes: "none" | "primary" | "own" | "only";
  readonly weights: boolean;
  readonly portions: number;
  readonly seed: number;
}

const cases = fc.record<Case>({
  n: fc.integer({ min: 12, max: 90 }),
  K: fc.integer({ min: 1, max: 8 }),
  slopes: fc.constantFrom("none", "primary", "own", "only"),
  weights: fc.boolean(),
  portions: fc.integer({ min: 1, max: 5 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

function planOf(c: Case): { plan: AbsorbPlan; columns: Float64Array[] } {
  const rng = createRng(c.seed);
  const draw = () => Float64Array.from({ length: c.n }, () => rng.normal());
  const effect = (name: string, size: number): AbsorbedEffect => ({
    name,
    codes: Int32Array.from({ length: c.n }, (_, i) => (i < size ? i : rng.integer(size))),
    size,
  });
  const a = effect("a", 7);
  const b = effect("b", 4);
  const effects: AbsorbedEffect[] =
    c.slopes === "only" ? [{ ...a, slope: draw() }, b] : [a, b, effect("c", 3)];
  if (c.slopes === "primary") effects.push({ ...a, name: "a[x]", slope: draw() });
  if (c.slopes === "own") effects.push({ ...b, name: "b[x]", slope: draw() });
  const weights = c.weights ? draw().map((v) => v * v + 0.1) : undefined;
  const plan = planAbsorption(effects, weights);
  const groups = plan.starts.length - 1;
  const bounds = Int32Array.from(
    new Set(
      Array.from({ length: c.portions + 1 }, (_, i) => Math.floor((groups * i) / c.portions)),
    ),
  );
  return {
    plan: { ...plan, chunks: bounds, portions: bounds },
    columns: Array.from({ length: c.K }, draw),
  };
}

function solved(space: Workspace, columns: readonly Float64Array[]) {
  space.take(columns.map((values) => ({ values, rows: null })));
  const { iterations, effects } = solveBlock(space, {
    tolerance: 1e-10,
    maxIterations: 1000,
    wanted: "effects",
    graph: () => null,
    dense: () => null,
  });
  const residuals = space.restore();
  space.close();
  return { iterations, effects, residuals };
}

test("WebAssembly and JavaScript give the same bits, with slopes, weights and any chunks", () => {
  fc.assert(
    fc.property(cases, (c) => {
      const { plan, columns } = planOf(c);
      const plain = solved(plainWorkspace(plan, c.K), columns);
      const wasm = solved(wasmWorkspace(plan, c.K)!, columns);
      expect(wasm).toEqual(plain);
      expect(plain.residuals[0]!.some((v) => v !== 0)).toBe(true);
    }),
    { numRuns: 60, seed: 7 },
  );
});

test("the sweep of rows picked from longer columns is that of the copied columns", () => {
  const { plan, columns } = planOf({
    ...{ n: 60, K: 3, slopes: "none", weights: true, portions: 2, seed: 5 },
  });
  const rows = Int32Array.from({ length: 60 }, (_, i) => 2 * i + 1);
  const longer = columns.map((c) => Float64Array.from({ length: 121 }, (_, i) => c[(i - 1) >> 1]!));
  for (const make of [plainWorkspace, wasmWorkspace]) {
    const direct = make(plan, 3)!;
    direct.take(columns.map((values) => ({ values, rows: null })));
    const expected = Float64Array.from(direct.rows);
    direct.close();
    const picked = make(plan, 3)!;
    picked.take(longer.map((values) => ({ values, rows })));
    expect(Float64Array.from(picked.rows)).toEqual(expected);
    picked.close();
  }
});

test("any number of threads gives the same bytes", { timeout: 60_000 }, () => {
  const n = 110_000;
  const rng = createRng(3);
  const codes = (size: number) => Float64Array.from({ length: n }, () => rng.integer(size));
  const x = Float64Array.from({ length: n }, () => rng.normal());
  const table = new Table([
    numberColumn("firm", codes(9000)),
    numberColumn("city", codes(280)),
    numberColumn("year", codes(12)),
    numberColumn("x", x),
    numberColumn("z", codes(50)),
    numberColumn(
      "y",
      x.map((v) => 0.3 * v + rng.normal()),
    ),
    numberColumn(
      "w",
      x.map((v) => 1 + v * v),
    ),
  ]);
  const run = (threads: number) => {
    useThreads(threads);
    const fit = regress(table, "y ~ x | firm + city[z] + year", {
      vcov: { type: "cluster", cluster: ["firm"] },
      weights: "w",
    });
    const plain = regress(table, "y ~ x | firm + city + year", { vcov: { type: "hc1" } });
    return [JSON.stringify(plain), JSON.stringify(fit), plain.residuals()];
  };
  const one = run(1);
  expect(run(3)).toEqual(one);
});
