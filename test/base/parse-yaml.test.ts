import { describe, expect, it } from "vitest";
import { z } from "zod";
import { UserError } from "../../src/base/index.js";
import { parseYaml } from "../../src/base/parse-yaml.js";

const schema = z.strictObject({
  data: z.strictObject({ panel: z.string(), unit: z.string() }),
  kind: z.enum(["a", "b"]).optional(),
});

function errorOf(text: string): UserError {
  try {
    parseYaml(text, schema, "f.yaml");
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("no error was thrown");
}

describe("reading YAML against a schema", () => {
  it("gives the value and the place of each entry", () => {
    const parsed = parseYaml("data:\n  panel: p\n  unit: u\n", schema, "f.yaml");
    expect(parsed.value.data.unit).toBe("u");
    expect(parsed.placeOf(["data", "unit"])).toEqual({ row: 3, position: 9 });
  });

  it("answers a misspelt field with its line and the nearest known one", () => {
    const error = errorOf("data:\n  panel: x\n  unti: y\n");
    expect(error.code).toBe("yaml/shape");
    expect(error.facts).toMatchObject({ row: 3, nearest: "unit" });
    expect(error.toText("zh")).toContain("是否想写“unit”");
  });

  it("says what is missing and what has the wrong type", () => {
    expect(errorOf("data: {panel: a}\n").message).toContain("data.unit: this entry is missing");
    expect(errorOf("data: {panel: 3, unit: u}\n").message).toContain("received number");
  });

  it("names the choices of a field with fixed values", () => {
    expect(errorOf("data: {panel: a, unit: b}\nkind: c\n").message).toContain('"a"|"b"');
  });

  it("places a syntax error", () => {
    expect(errorOf("data: [1\n").code).toBe("yaml/syntax");
    expect(errorOf("a: 1\na: 2\n").facts.row).toBe(2);
  });
});
