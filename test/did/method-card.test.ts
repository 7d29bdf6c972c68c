import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  defineAnalysis,
  defineEffect,
  didAnalyses,
  didEffects,
  fitTerms,
  readSample,
  twfe,
} from "../../src/did/index.js";
import { methodsParagraph } from "../../src/report/index.js";
import { numberColumn, Table, textColumn } from "../../src/table/index.js";
import { goldenPath } from "./golden.js";

// A method that one file brings: here this one. It doubles the two-way estimate.
defineEffect({
  name: "toy",
  title: { en: "Toy (2030)", zh: "玩具（2030）" },
  phrase: { en: "the toy estimator (Toy 2030)", zh: "玩具估计量（Toy，2030）" },
  summary: { en: "twice the two-way estimate", zh: "双向固定效应估计值的两倍" },
  cites: [{ key: "toy", text: "Toy, T. (2030). Twice is better." }],
  role: "dynamic",
  position: 1000,
  takes: ["cluster"],
  assumptions: [{ en: "It means nothing.", zh: "没有含义。" }],
  options: {
    times: { type: "number", above: 0, en: "how many times (2)", zh: "倍数（默认 2）" },
  },
  compared: { when: "all", covariates: "kept" },
  run: ({ sample }, { times = 2 }) => {
    const s = sample();
    const { name: _, ...att } = fitTerms(twfe(s))[0]!;
    const estimate = times * att.estimate;
    return {
      kind: "toy",
      outcome: s.spec.outcome,
      events: [{ time: 0, ...att, estimate, ciLowSup: null, ciHighSup: null, n: 1 }],
      att: { ...att, estimate },
      pretrend: null,
      nobs: s.n,
      warnings: [],
    };
  },
});

// A diagnosis that one file brings: how many rows the sample has.
defineAnalysis({
  name: "toy-count",
  title: { en: "Toy count", zh: "玩具计数" },
  phrase: { en: "a count of rows", zh: "行数" },
  summary: { en: "how many rows the sample has", zh: "样本行数" },
  cites: [],
  role: "diagnosis",
  position: 1001,
  takes: ["cluster"],
  assumptions: [],
  options: {
    every: {
      type: "integer",
      least: 1,
      required: true,
      en: "count every k-th",
      zh: "每 k 行计一次",
    },
  },
  run: ({ sample }, { every }) => ({
    kind: "toy-count",
    rows: Math.floor(sample().n / every),
    warnings: [],
  }),
});

// Lists are drawn up when these rooms are loaded, as they are in use: after the methods.
const { runWords } = await import("../run-words.js");
const { columnShape } = await import("../../src/study/file/schema/column-schema.js");
const { publishedStudySchema } = await import("../../src/study/file/published-study-schema.js");
const { methodPages } = await import("../../src/cli/method/method-page.js");

const DATA = goldenPath("d01_staggered.csv");
const KEYS = ["--unit", "city", "--time", "year", "--first", "g"];
const json = async (method: string, ...words: string[]) => {
  const { out } = await runWords(["did", method, DATA, "y ~ 1", ...KEYS, ...words, "--json"]);
  return JSON.parse(out);
};

describe("a method that one file defines", () => {
  it("runs from the command line, with its own option, and joins the comparison", async () => {
    const { terms } = await json("twfe");
    const toy = await json("toy");
    expect(toy.att.estimate).toBeCloseTo(2 * terms[0].estimate, 12);
    const words = ["did", "toy", DATA, "y ~ 1", ...KEYS];
    const three = await runWords([...words, "--times", "3", "--json"]);
    expect(JSON.parse(three.out).att.estimate).toBeCloseTo(3 * terms[0].estimate, 12);
    const bad = await runWords([...words, "--times", "-1"]);
    expect(bad.code).toBe(2);
    expect(bad.err).toContain("a number above 0");
    const { studies } = await json("compare");
    expect(studies.map((s: { kind: string }) => s.kind)).toContain("toy");
  });

  it("has a help page of its own, and its option is refused elsewhere", async () => {
    const help = await runWords(["did", "toy", "--help"]);
    expect(help.out).toContain("Toy (2030): twice the two-way estimate");
    expect(help.out).toContain("--times <x>");
    expect(help.out).not.toContain("--rings");
    const other = await runWords(["did", "cs", DATA, "y ~ 1", ...KEYS, "--times", "3"]);
    expect(other.code).toBe(2);
    expect(other.err).toContain("toy");
  });

  it("is taken up as a diagnosis too: run, help, what it needs, reference page", async () => {
    expect((await json("toy-count", "--every", "2")).rows).toBe(1512);
    const help = await runWords(["did", "toy-count", "--help"]);
    expect(help.out).toContain("--every <k>");
    const without = await runWords(["did", "toy-count", DATA, "y ~ 1", ...KEYS]);
    expect(without.code).toBe(2);
    expect(without.err).toContain('needs option "--every"');
    expect(methodPages("en")["did-methods"]).toContain("## Toy count");
    const toy = didAnalyses().find((m) => m.name === "toy-count")!;
    const never = () => {
      throw new Error("it must not run");
    };
    expect(() => toy.run({ sample: never }, {})).toThrow(/needs option "every"/);
    expect(() => toy.run({ sample: never }, { evry: 2 })).toThrow(/Did you mean "every"|evry/);
  });

  it("can be named in a study, and stands in the schema and on the reference page", () => {
    expect(columnShape.safeParse({ method: "toy" }).success).toBe(true);
    expect(columnShape.safeParse({ method: "joy" }).success).toBe(false);
    expect(JSON.stringify(z.toJSONSchema(publishedStudySchema(), { io: "input" }))).toContain(
      '"toy"',
    );
    expect(methodPages("en")["did-methods"]).toContain("## Toy (2030)");
    expect(methodPages("zh")["did-methods"]).toContain(
      "| `--times <x>` | `times` | 倍数（默认 2） |",
    );
  });

  it("is called by its name in the methods paragraph, with its reference", () => {
    const units = Array.from({ length: 40 }, (_, i) => i);
    const table = new Table([
      textColumn(
        "u",
        units.map((i) => `u${i >> 2}`),
      ),
      numberColumn(
        "t",
        units.map((i) => 2000 + (i % 4)),
      ),
      numberColumn(
        "g",
        units.map((i) => ((i >> 2) % 2 === 0 ? 2002 : 0)),
      ),
      numberColumn(
        "y",
        units.map((i) => Math.sin(i * 7)),
      ),
    ]);
    const s = readSample(table, { outcome: "y", unit: "u", time: "t", first: "g" });
    const toy = didEffects().find((m) => m.name === "toy")!;
    const result = toy.run({ sample: () => s });
    if ("covariance" in result) throw new Error("an event study was expected");
    const { paragraphs, references } = methodsParagraph([result]);
    expect(JSON.stringify(paragraphs)).toContain("the toy estimator (Toy 2030)");
    expect(references).toEqual(["Toy, T. (2030). Twice is better."]);
  });

  it("names an option that it does not have, with the nearest", () => {
    const toy = didEffects().find((m) => m.name === "toy")!;
    const never = () => {
      throw new Error("it must not run");
    };
    expect(() => toy.run({ sample: never }, { tims: 3 })).toThrow(/no option "tims"; it has times/);
    expect(() => toy.run({ sample: never }, { times: "3" })).toThrow(/a number above 0/);
  });
});
