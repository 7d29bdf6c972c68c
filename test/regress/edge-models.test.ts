import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { negbin, poisson, regress } from "../../src/regress/index.js";
import { Panel, readTable } from "../../src/table/index.js";

const read = (file: string) =>
  readTable(fileURLToPath(new URL(`../golden/cases/${file}`, import.meta.url)));

describe("unit slopes with clusters", () => {
  it("count as in R fixest 0.14.2", async () => {
    const panel = new Panel(await read("45-data.csv"), { unit: "id", time: "year" });
    const fit = regress(panel, "y ~ x | id[year]", { vcov: { type: "cluster", cluster: ["id"] } });
    const row = fit.tidy()[0]!;
    expect(row.estimate).toBeCloseTo(0.3538218, 7);
    expect(row.se).toBeCloseTo(0.08718266, 8);
    expect(fit.withVcov({ type: "iid" }).tidy()[0]!.se).toBeCloseTo(0.1353411, 7);
    expect(fit.withVcov({ type: "hc1" }).tidy()[0]!.se).toBeCloseTo(0.1110196, 7);
    const other = regress(panel, "y ~ x | id + year[z]", {
      vcov: { type: "cluster", cluster: ["year"] },
    });
    expect(other.tidy()[0]!.estimate).toBeCloseTo(0.3723802, 7);
    expect(other.tidy()[0]!.se).toBeCloseTo(0.06479164, 8);
  });
});

describe("a negative binomial without overdispersion", () => {
  it("has Poisson's estimates and standard errors, and no theta", async () => {
    const table = await read("09-data.csv");
    const vcov = { type: "hc1" } as const;
    const fit = negbin(table, "y ~ x", { vcov });
    const wanted = poisson(table, "y ~ x", { vcov, ssc: { kAdj: false } });
    expect(fit.names).toEqual(wanted.names);
    expect(fit.coefficients[1]).toBeCloseTo(0.15219478, 8);
    const rows = fit.tidy();
    expect(rows[1]!.se).toBeCloseTo(0.02260525, 8);
    expect(rows.map((r) => r.se)).toEqual(wanted.tidy().map((r) => r.se));
    expect(fit.toJSON()).toHaveProperty("theta", null);
    expect(fit.warnings.map((w) => w.code)).toContain("regress/no-overdispersion");
  });
});
