import { describe, expect, it } from "vitest";
import { UserError } from "../../src/base/index.js";
import { parseSystem } from "../../src/indices/index.js";

const faultOf = (text: string): UserError => {
  try {
    parseSystem(text, "s.yaml");
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("no error");
};
const head = "name: x\nunit: city\ntime: year\nscale: pooled\n";

describe("indicator system files", () => {
  it("are read with columns, formulas, directions and dimensions", () => {
    const system = parseSystem(
      `${head}indicators:\n  - { name: Y1, column: a, direction: "+", dimension: 抵抗力, unit: 万元, source: 统计年鉴 }\n  - { name: Y5, formula: "能耗 / GDP", direction: "-" }\n`,
    );
    expect(system.indicators.map((i) => [i.name, i.formula, i.direction])).toEqual([
      ["Y1", "a", "+"],
      ["Y5", "能耗 / GDP", "-"],
    ]);
    expect(system.indicators[0]).toMatchObject({ dimension: "抵抗力", unit: "万元" });
  });

  it("must say how to standardise", () => {
    const fault = faultOf(
      'name: x\nunit: c\ntime: t\nindicators:\n  - { name: a, direction: "+" }\n',
    );
    expect(fault.code).toBe("indices/scale-missing");
    expect(fault.toText("zh")).toContain("scale");
  });

  it("must give every indicator a direction; the line is named", () => {
    const fault = faultOf(`${head}indicators:\n  - { name: a, direction: "+" }\n  - { name: b }\n`);
    expect(fault.code).toBe("indices/direction-missing");
    expect(fault.facts.row).toBe(7);
  });

  it("answer a misspelt field with the nearest one, line and character", () => {
    const fault = faultOf(`${head}indicators:\n  - { name: a, directon: "+" }\n`);
    expect(fault.code).toBe("yaml/shape");
    expect(fault.facts).toMatchObject({ row: 6, nearest: "direction" });
    const scale = faultOf(head.replace("pooled", "yearly"));
    expect(scale.facts.row).toBe(4);
  });

  it("report broken YAML with line and character", () => {
    const fault = faultOf(`${head}indicators:\n  - { name: a, direction: "+"\n`);
    expect(fault.code).toBe("yaml/syntax");
    expect(fault.facts.row).toBeGreaterThanOrEqual(6);
  });

  it("refuse names that stand twice", () => {
    const twice = '  - { name: a, direction: "+" }\n  - { name: a, direction: "+" }\n';
    expect(faultOf(`${head}indicators:\n${twice}`).code).toBe("indices/duplicate-indicator");
    const clash = '  - { name: a, direction: "+", dimension: x }\n';
    expect(faultOf(`${head}indicators:\n${clash}`).code).toBe("indices/duplicate-indicator");
  });

  it.each([
    ["a +", 4],
    ["a $ b", 3],
    ["foo(a)", 1],
    ["(a / b", 7],
    ["a b", 3],
    ["ln(a, 2)", 7],
  ])("refuse the formula %s at its character", (formula, position) => {
    const fault = faultOf(
      `${head}indicators:\n  - { name: a, formula: "${formula}", direction: "+" }\n`,
    );
    expect(fault.code).toBe("indices/bad-formula");
    expect(fault.facts.position).toBe(position);
  });
});
