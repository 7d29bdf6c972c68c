import { describe, expect, it } from "vitest";
import { UserError } from "../../src/base/index.js";
import {
  bacon,
  callawaySantanna,
  type DidSample,
  eventStudy,
  gardner,
  psmDid,
  readSample,
  stacked,
  sunab,
} from "../../src/did/index.js";
import { buildIndex } from "../../src/indices/index.js";
import { fitFamily, regress } from "../../src/regress/index.js";
import { readTable } from "../../src/table/index.js";
import { goldenPath } from "../did/golden.js";
import { goldenPanel, goldenSystem } from "../indices/golden.js";
import { runWords } from "../run-words.js";

const DATA = goldenPath("d01_staggered.csv");
const table = await readTable(DATA);
const keys = { unit: "city", time: "year", first: "g" };
const sample = readSample(table, { outcome: "y", ...keys });
const WORDS = ["--unit", "city", "--time", "year", "--first", "g"];

/** A function of the library called as JavaScript calls it: nothing checks the types before. */
type Loose = (sample: DidSample, options: object) => unknown;

function errorOf(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("a wrong option object from JavaScript", () => {
  it.each<[string, Loose, object, string]>([
    [
      "bacon",
      bacon as Loose,
      { balanse: "units" },
      'bacon has no option "balanse"; it has balance',
    ],
    ["cs", callawaySantanna as Loose, { controls: "nver" }, "expected never | notyet"],
    ["cs", callawaySantanna as Loose, { bootstrap: { draws: 1, seed: 1 } }, "of at least 2"],
    ["cs", callawaySantanna as Loose, { bootstap: { draws: 99, seed: 1 } }, '"bootstap"'],
    ["gardner", gardner as Loose, { bins: [3, -3] }, "low < high"],
    ["sunab", sunab as Loose, { reference: "-1" }, "a whole number"],
    ["stacked", stacked as Loose, { window: "-3,4" }, "two whole numbers"],
    ["event-study", eventStudy as Loose, { ref: -1 }, "it has reference, bins, bands"],
    ["psm", psmDid as Loose, { calliper: 0.1 }, 'no option "calliper"'],
    ["psm", psmDid as Loose, { method: "nearst" }, "nearest | radius | kernel"],
  ])("of %s is named, with what is expected", (_, run, options, words) => {
    const error = errorOf(() => run(sample, options));
    expect(error.code).toMatch(/^method\/(unknown|bad)-option$/);
    expect(error.message).toContain(words);
    expect(error.text.what.zh).not.toBe("");
  });

  it("gets the error of the command line, the flag in the place of the name", async () => {
    const error = errorOf(() => callawaySantanna(sample, { controls: "nver" as never }));
    const { err, code } = await runWords([
      "did",
      "cs",
      DATA,
      "y ~ 1",
      ...WORDS,
      "--controls",
      "nver",
    ]);
    expect(code).toBe(2);
    expect(err).toContain(error.text.what.en.replace('"controls"', '"--controls"'));
    expect(err).toContain('Did you mean "never"?');
    expect(error.text.fix.en).toBe('Did you mean "never"?');
  });

  it.each<[object, string]>([
    [{ vcov: { type: "hc9" } }, "iid | hc1 | hc2 | hc3 | cluster | dk | nw | conley"],
    [{ vcov: "hc1" }, "an object"],
    [{}, "an object"],
    [{ vcov: { type: "cluster" } }, 'needs option "cluster"'],
    [{ vcov: { type: "cluster", clusters: ["city"] } }, 'no option "clusters"'],
    [{ vcov: { type: "conley", lat: "a", lon: "b" } }, 'needs option "cutoff"'],
    [{ vcov: { type: "iid" }, tolerance: -1 }, "a number above 0"],
    [{ vcov: { type: "iid" }, singletons: "kep" }, "drop | keep"],
    [{ vcov: { type: "iid" }, wheer: "x > 1" }, '"wheer"'],
  ])("of regress and its families is named: %j", (options, words) => {
    const linear = errorOf(() => regress(table, "y ~ gdp", options as never));
    expect(linear.message).toContain(words);
    const poisson = errorOf(() => fitFamily(table, "y ~ gdp", "poisson", options as never));
    expect(poisson.code).toBe(linear.code);
  });

  it("of a family or a weight method is named", () => {
    const vcov = { type: "iid" } as const;
    const tobit = errorOf(() => fitFamily(table, "y ~ gdp", "tobit", { vcov }, { lowr: 0 }));
    expect(tobit.message).toContain('tobit has no option "lowr"; it has lower, upper');
    const index = (options: object) =>
      errorOf(() => buildIndex(goldenPanel(), goldenSystem("pooled"), options as never));
    expect(index({ weights: "entrpy" }).message).toContain("entropy");
    expect(index({ weights: "pca", options: { retian: 0.8 } }).message).toContain(
      'pca has no option "retian"; it has retain, negative',
    );
    expect(index({ weights: "pca", options: { negative: "abz" } }).message).toContain(
      "keep | abs | error",
    );
    expect(index({ wieghts: "pca" }).message).toContain('no option "wieghts"');
    expect(index({ composite: "tosis" }).message).toContain("linear | topsis");
  });
});
