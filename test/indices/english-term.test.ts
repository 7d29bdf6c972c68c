import { describe, expect, it } from "vitest";
import {
  bundledSystems,
  englishFormula,
  englishTerm,
  openSystem,
} from "../../src/indices/index.js";

describe("English terms of the bundled systems", () => {
  const own = bundledSystems().filter((name) => name !== "example");

  it.each(own)("cover every name, dimension, unit and formula of %s", (name) => {
    const system = openSystem(name);
    const terms = system.indicators.flatMap((i) => [i.label, i.dimension, i.subdimension, i.unit]);
    const missing = terms.filter((t) => t !== null && t !== "" && englishTerm(t) === null);
    expect(missing).toEqual([]);
    for (const { formula } of system.indicators) {
      expect(englishFormula(formula)).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it("leave a formula alone that holds a name without English", () => {
    expect(englishFormula("教育支出 / 财政总支出")).toBe("Education spending / Fiscal spending");
    expect(englishFormula("教育支出 / 自拟变量")).toBeNull();
    expect(englishTerm("自拟变量")).toBeNull();
  });
});
