import { describe, expect, it } from "vitest";
import { UserError } from "../../src/base/index.js";
import { type RegressOptions, regress } from "../../src/regress/index.js";
import { Table } from "../../src/table/index.js";

const n = 40;
const at = (f: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => f(i));
const noise = (i: number) => Math.sin(12.9898 * (i + 1)) * 10;
const table = Table.of({
  y: at((i) => noise(i) + i),
  x: at((i) => noise(3 * i + 1)),
  same: at(() => 7),
  none: at(() => Number.NaN),
  unit: at((i) => Math.floor(i / 4)),
  year: at((i) => i % 4),
  row: at((i) => i),
  one: at(() => 1),
  byUnit: at((i) => Math.floor(i / 4) ** 2),
  w: at((i) => i - 1),
  infinite: at((i) => (i === 3 ? Number.POSITIVE_INFINITY : noise(i + 7))),
  z: at((i) => noise(5 * i + 2)),
  alone: at((i) => (i === 0 ? 1 : 0)),
});

function codeOf(formula: string, options: Partial<RegressOptions> = {}): string {
  try {
    regress(table, formula, { vcov: { type: "hc1" }, ...options });
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).code;
  }
  return "no error";
}

describe("input that no model can be fitted to", () => {
  it.each<[string, string, Partial<RegressOptions>, string]>([
    ["every row missing", "y ~ none", {}, "regress/no-rows"],
    ["nothing left by the condition", "y ~ x", { where: "year > 9" }, "regress/no-rows"],
    ["a constant outcome", "same ~ x", {}, "regress/constant-outcome"],
    [
      "one cluster",
      "y ~ x",
      { vcov: { type: "cluster", cluster: ["one"] } },
      "regress/one-cluster",
    ],
    ["more parameters than rows", "y ~ i(row)", {}, "regress/too-many-parameters"],
    ["every row alone in its effect", "y ~ x | row", {}, "regress/no-rows"],
    [
      "effects that take up everything",
      "y ~ x | unit^year",
      { singletons: "keep" },
      "regress/outcome-absorbed",
    ],
    ["weights that are not positive", "y ~ x", { weights: "w" }, "regress/bad-weights"],
    ["an absorbed instrument", "y ~ 1 | unit | x ~ byUnit", {}, "regress/instrument-absorbed"],
    [
      "fewer instruments than needed",
      "y ~ 1 | unit | x + z ~ infinite",
      {},
      "regress/not-identified",
    ],
    ["only absorbed regressors", "y ~ byUnit | unit", {}, "regress/no-regressor"],
    ["a mistyped column", "y ~ xx1", {}, "regress/formula-name"],
    ["a mistyped weight", "y ~ x", { weights: "ww" }, "table/missing-column"],
    [
      "a mistyped cluster",
      "y ~ x",
      { vcov: { type: "cluster", cluster: ["unti"] } },
      "table/missing-column",
    ],
    ["a mistyped option", "y ~ x", { wheer: "x > 1" } as never, "regress/unknown-option"],
    ["HC3 with unit slopes", "y ~ x | unit[z]", { vcov: { type: "hc3" } }, "regress/not-supported"],
    [
      "HC3 where a level has one row alone",
      "y ~ x | alone",
      { vcov: { type: "hc3" }, singletons: "keep" },
      "regress/not-supported",
    ],
    ["a panel variance without a panel", "y ~ x", { vcov: { type: "dk" } }, "regress/needs-panel"],
  ])("%s", (_, formula, options, code) => {
    expect(codeOf(formula, options)).toBe(code);
  });

  it("counts infinite values as missing and says so", () => {
    const fit = regress(table, "y ~ infinite", { vcov: { type: "hc1" } });
    expect(fit.dropped.missing).toBe(1);
    expect(fit.warnings.map((w) => w.code)).toContain("regress/infinite");
  });

  it("warns of few clusters, dropped terms and dropped singletons", () => {
    const fit = regress(table, "y ~ x + byUnit | unit", {
      vcov: { type: "cluster", cluster: ["unit"] },
      where: "row > 2",
    });
    const codes = fit.warnings.map((w) => w.code);
    expect(codes).toContain("regress/few-clusters");
    expect(codes).toContain("regress/collinear");
    expect(codes).toContain("regress/dropped-rows");
    expect(fit.dropped).toEqual({ missing: 0, singletons: 1, collinear: ["byUnit"], separated: 0 });
  });
});
