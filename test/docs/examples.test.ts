import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../how-to.js";

const evaluate = (text: string, names: Readonly<Record<string, unknown>>): unknown =>
  new Function(...Object.keys(names), `"use strict"; return (${text});`)(...Object.values(names));

/** What a remark states, where it states a value and nothing else. */
function statedBy(remark: string): { value: unknown } | undefined {
  try {
    return { value: evaluate(remark, {}) };
  } catch {
    return undefined;
  }
}

/** Examples of one line that say their value: `EXPRESSION // VALUE`. */
const stated = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .sort()
  .flatMap((file) =>
    [
      ...readFileSync(join(root, "src", file), "utf8").matchAll(
        /@example (?!import)([^\n]+?);? \/\/ ([^\n]+?)(?: \*\/)?$/gm,
      ),
    ].flatMap(([, expression, remark]) => {
      const value = statedBy(remark!);
      return value === undefined ? [] : [{ file, expression: expression!, ...value }];
    }),
  );

/** An example that has been run. One that speaks of a table or a store of the reader's own cannot be. */
const run: { file: string; expression: string; value: unknown; found: unknown }[] = [];
for (const { file, expression, value } of stated) {
  const face = await import(join(root, "src", file.split("/")[0]!, "index.ts"));
  const own = await import(join(root, "src", file));
  try {
    const found = await evaluate(expression, { ...face, ...own });
    run.push({ file, expression, value, found });
  } catch (error) {
    if (!(error instanceof ReferenceError || error instanceof SyntaxError)) throw error;
  }
}

/** Typed arrays as lists, so that a remark can state them. */
const plain = (value: unknown): unknown =>
  ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value;

describe("examples of docstrings that state a value", () => {
  it("are many", () => {
    expect(run.length).toBeGreaterThan(40);
  });

  it.each(run)("$file: $expression", ({ value, found }) => {
    if (typeof value === "number" && typeof found === "number") {
      const digits = /\.(\d+)/.exec(String(value))?.[1]?.length ?? 10;
      expect(found).toBeCloseTo(value, digits - 1);
    } else expect(plain(found)).toEqual(value);
  });
});
