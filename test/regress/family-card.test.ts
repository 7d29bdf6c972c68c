import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineFamily, fitFamily, regress, regressFamilies } from "../../src/regress/index.js";
import { methodsParagraph } from "../../src/report/index.js";
import { numberColumn, Table } from "../../src/table/index.js";
import { goldenPath } from "../did/golden.js";

// A family that one file brings: least squares of the formula, its coefficients multiplied.
defineFamily({
  name: "toy",
  title: { en: "Toy (2030)", zh: "玩具（2030）" },
  phrase: { en: "the toy family (Toy 2030)", zh: "玩具分布族（Toy，2030）" },
  summary: { en: "least squares once more", zh: "再做一次最小二乘" },
  cites: [{ key: "toy", text: "Toy, T. (2030). Once more." }],
  role: "fit",
  position: 1000,
  takes: ["engine"],
  assumptions: [],
  options: {
    level: {
      type: "number",
      above: 0,
      flag: "toy-level",
      en: "of intervals (0.9)",
      zh: "置信水平（默认 0.9）",
    },
  },
  run: ({ table, formula, options }, { level = 0.9 }) =>
    regress(table, formula, options)
      .withLevel(level)
      .withMethod({
        name: "toy",
        title: { en: "Toy (2030)", zh: "玩具（2030）" },
        phrase: { en: "the toy family (Toy 2030)", zh: "玩具分布族（Toy，2030）" },
        cites: [{ key: "toy", text: "Toy, T. (2030). Once more." }],
      }),
});

const sines = () => {
  const x = Array.from({ length: 20 }, (_, i) => i);
  const y = x.map((v) => Math.sin(7 * v));
  return new Table([numberColumn("x", x), numberColumn("y", y)]);
};

// Lists are drawn up when these rooms are loaded, as they are in use: after the families.
const { runWords } = await import("../run-words.js");
const { columnShape } = await import("../../src/study/file/schema/column-schema.js");
const { METHOD_OPTIONS } = await import("../../src/study/sections/model/method-options.js");
const { publishedStudySchema } = await import("../../src/study/file/published-study-schema.js");
const { methodPages } = await import("../../src/cli/method/method-page.js");

const DATA = goldenPath("d01_staggered.csv");
const run = (...words: string[]) => runWords(["regress", DATA, "y ~ gdp | city + year", ...words]);

describe("a family that one file defines", () => {
  it("runs from the command line with its own option, which other families refuse", async () => {
    const toy = JSON.parse((await run("--family", "toy", "--toy-level", "0.8", "--json")).out);
    const ols = JSON.parse((await run("--json")).out);
    expect(toy.terms[0].estimate).toBe(ols.terms[0].estimate);
    expect(toy.level).toBe(0.8);
    const bad = await run("--family", "toy", "--toy-level", "-1");
    expect(bad.code).toBe(2);
    expect(bad.err).toContain("a number above 0");
    const other = await run("--family", "poisson", "--toy-level", "0.8");
    expect(other.code).toBe(2);
    expect(other.err).toContain("--family toy");
    const help = await runWords(["regress", "--help"]);
    expect(help.out).toContain("--toy-level <x>");
    expect(help.out).toMatch(/gaussian \|[^.]*toy/);
  });

  it("can be named in a study, and stands in the schema and on the reference page", () => {
    expect(columnShape.safeParse({ method: "toy" }).success).toBe(true);
    expect(METHOD_OPTIONS.toy!.safeParse({ level: 0.8 }).success).toBe(true);
    expect(METHOD_OPTIONS.toy!.safeParse({ level: -1 }).success).toBe(false);
    const schema = JSON.stringify(z.toJSONSchema(publishedStudySchema(), { io: "input" }));
    expect(schema).toContain('"toy"');
    expect(methodPages("en")["regress-families"]).toContain("## Toy (2030)");
    expect(methodPages("zh")["regress-families"]).toContain("| `--toy-level <x>` | `level` |");
  });

  it("is called by its name in the methods paragraph, with its reference", () => {
    const table = sines();
    const fit = fitFamily(table, "y ~ x", "toy", { vcov: { type: "iid" } });
    const { paragraphs, references } = methodsParagraph([fit]);
    expect(JSON.stringify(paragraphs)).toContain("the toy family (Toy 2030)");
    expect(references).toEqual(["Toy, T. (2030). Once more."]);
  });

  it("names a family or an option that is not there, with the nearest", () => {
    const table = sines();
    const vcov = { type: "iid" } as const;
    expect(() => fitFamily(table, "y ~ x", "poison", { vcov })).toThrow(/poisson/);
    expect(() => fitFamily(table, "y ~ x", "toy", { vcov }, { levl: 0.9 })).toThrow(
      /toy has no option "levl"; it has level/,
    );
    expect(regressFamilies().map((f) => f.name)).toContain("toy");
  });
});
