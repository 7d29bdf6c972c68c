import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { frontierTfp } from "../../src/indices/index.js";
import { numberColumn, Panel, readCsv } from "../../src/table/index.js";

// The reference states 1e-6 for efficiencies: two optimisers at one maximum.
const TOLERANCE = 1e-6;

const folder = new URL("../golden/regress/", import.meta.url);
const reference = JSON.parse(readFileSync(new URL("c08_frontier.json", folder), "utf8"));
const table = readCsv(readFileSync(new URL("c08_frontier.csv", folder)), { file: "c08.csv" });
const panel = new Panel(table, { unit: "firm", time: "year" });
const model = (id: string) => reference.models.find((m: { id: string }) => m.id === id).results;

function agrees(found: Float64Array, id: string): void {
  const expected: number[] = model(id).extra.efficiency.battese_coelli;
  expected.forEach((value, i) => {
    expect(Math.abs(found[i]! / value - 1)).toBeLessThan(TOLERANCE);
  });
}

describe("TFP by stochastic frontier", () => {
  const inputs = ["lnk", "lnl"];
  const scale = "logs" as const;

  it("agrees with R frontier: pooled, time-invariant and with time decay", () => {
    agrees(
      frontierTfp(panel, { output: "lnyc", inputs, scale, time: "pooled" }).efficiency,
      "hn_production",
    );
    agrees(
      frontierTfp(panel, { output: "lny", inputs, scale, time: "invariant" }).efficiency,
      "bc92_ti_halfnormal",
    );
    const decay = frontierTfp(panel, { output: "lny", inputs, scale });
    agrees(decay.efficiency, "bc92_tv_halfnormal");
    expect(decay.missing).toBe(0);
    expect(decay.tfp[0]! / decay.efficiency[0]!).toBeCloseTo(
      Math.exp(decay.fit.coefficients[0]!),
      10,
    );
  });

  it("takes levels, leaves rows that have no logarithm out and says so", () => {
    const levels = ["lnyc", ...inputs].map((name) =>
      numberColumn(name.slice(2), panel.number(name).map(Math.exp)),
    );
    const zero = panel.number("lnyc").map((v, i) => (i === 3 ? 0 : Math.exp(v)));
    const own = panel.withColumns([...levels, numberColumn("yc", zero)]);
    const found = frontierTfp(own, { output: "yc", inputs: ["k", "l"], time: "pooled" });
    expect(found.missing).toBe(1);
    expect(found.efficiency[3]).toBeNaN();
    expect(found.warnings[0]!.code).toBe("indices/not-positive-rows");
  });

  it("fits a translog with a trend", () => {
    const options = { output: "lnyc", inputs, scale, form: "translog", time: "pooled" } as const;
    const { fit, tfp } = frontierTfp(panel, { ...options, trend: "linear" });
    expect(fit.names.slice(0, 7)).toEqual([
      "(Intercept)",
      "x1",
      "x2",
      "x1x1",
      "x1x2",
      "x2x2",
      "trend",
    ]);
    expect(tfp.every((v) => v > 0)).toBe(true);
  });
});
