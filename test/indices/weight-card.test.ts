import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  buildIndex,
  defineWeights,
  indexSensitivity,
  weightMethods,
} from "../../src/indices/index.js";
import { methodsParagraph } from "../../src/report/index.js";
import { goldenPanel, goldenSystem } from "./golden.js";

// A weight method that one file brings: the first indicator has a share of its own.
defineWeights({
  name: "toy",
  title: { en: "toy weights", zh: "玩具权重" },
  phrase: { en: "toy weights (Toy 2030)", zh: "玩具权重（Toy，2030）" },
  summary: { en: "a share for the first, the rest alike", zh: "首个指标单独占比，其余等权" },
  cites: [{ key: "toy", text: "Toy, T. (2030). The first shall be first." }],
  role: "weights",
  position: 1000,
  takes: [],
  assumptions: [],
  options: {
    first: {
      type: "number",
      above: 0,
      en: "share of the first (0.5)",
      zh: "首个指标的占比（默认 0.5）",
    },
  },
  run: ({ z: columns }, { first = 0.5 }) => ({
    values: Float64Array.from(columns, (_, j) =>
      j === 0 ? first : (1 - first) / (columns.length - 1),
    ),
    columns: {},
    pca: null,
    warnings: [],
  }),
});

// Lists are drawn up when these rooms are loaded, as they are in use: after the methods.
const { runWords } = await import("../run-words.js");
const { indexShape } = await import("../../src/study/file/schema/stage-schema.js");
const { publishedStudySchema } = await import("../../src/study/file/published-study-schema.js");
const { methodPages } = await import("../../src/cli/method/method-page.js");

const SYSTEM = "dictionaries/systems/example.yaml";
const run = (...words: string[]) => runWords(["index", SYSTEM, "corpus/panel.csv", ...words]);

describe("a weight method that one file defines", () => {
  it("runs from the command line with its own option, which other methods refuse", async () => {
    const made = await run("--weights", "toy", "--first", "0.4", "--json");
    expect(made.code, made.err).toBe(0);
    const sets = JSON.parse(made.out).weightSets;
    expect(Object.values(sets[0].weights)[0]).toBeCloseTo(0.4, 12);
    const other = await run("--weights", "entropy", "--first", "0.4");
    expect(other.code).toBe(2);
    expect(other.err).toContain('entropy has no option "first"');
    const bad = await run("--weights", "toy", "--first", "-1");
    expect(bad.err).toContain("a number above 0");
    const help = await runWords(["index", "--help"]);
    expect(help.out).toContain("--first <x>");
    expect(help.out).toContain("toy | given");
  });

  it("joins the comparison of methods, and combinations", () => {
    const found = indexSensitivity(goldenPanel(), goldenSystem("pooled"));
    expect(found.variants.map((v) => v.name)).toContain("toy");
    const { weights } = buildIndex(goldenPanel(), goldenSystem("pooled"), {
      weights: { combined: ["toy", "equal"], rule: "additive" },
      options: { first: 0.4 },
    });
    const k = weights[0]!.values.length;
    expect(weights[0]!.values[0]).toBeCloseTo((0.4 + 1 / k) / 2, 12);
  });

  it("has its option in a study, and stands in the schema and on the reference page", () => {
    const entry = { system: "s.yaml", weights: "toy", options: { first: 0.4 } };
    expect(indexShape.safeParse(entry).success).toBe(true);
    expect(indexShape.safeParse({ ...entry, options: { frist: 0.4 } }).success).toBe(false);
    const schema = JSON.stringify(z.toJSONSchema(publishedStudySchema(), { io: "input" }));
    expect(schema).toContain("toy | given");
    expect(methodPages("en")["weight-methods"]).toContain("## toy weights");
    expect(methodPages("zh")["weight-methods"]).toContain("| `--first <x>` | `first` |");
  });

  it("is called by its name in the methods paragraph, with its reference", () => {
    const index = buildIndex(goldenPanel(), goldenSystem("pooled"), { weights: "toy" });
    const { paragraphs, references } = methodsParagraph([index]);
    expect(JSON.stringify(paragraphs)).toContain("toy weights");
    expect(references).toEqual(["Toy, T. (2030). The first shall be first."]);
  });

  it("names an option that it does not have, with the nearest", () => {
    const build = (options: Record<string, unknown>) => () =>
      buildIndex(goldenPanel(), goldenSystem("pooled"), { weights: "toy", options });
    expect(build({ frist: 0.4 })).toThrow(/toy has no option "frist"; it has first/);
    expect(build({ first: "0.4" })).toThrow(/a number above 0/);
    expect(weightMethods().map((m) => m.name)).toContain("toy");
  });
});
