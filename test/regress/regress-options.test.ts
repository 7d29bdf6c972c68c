import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runWords } from "../run-words.js";

const DATA = resolve(import.meta.dirname, "../golden/cases/c13.csv");
const folder = mkdtempSync(join(tmpdir(), "xinzhi-regress-options-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Json {
  readonly terms: readonly { name: string; estimate: number; se: number; ciHigh: number }[];
  readonly nobs: number;
  readonly vcov: { type: string; ssc: string; df: number };
  readonly model: string;
  // biome-ignore lint/suspicious/noExplicitAny: extra fields differ by option
  readonly [other: string]: any;
}

async function estimated(...words: string[]): Promise<Json> {
  const { code, out, err } = await runWords(["regress", DATA, ...words, "--json", "--quiet"]);
  expect(err).toBe("");
  expect(code).toBe(0);
  return JSON.parse(out);
}

async function refusal(...words: string[]): Promise<string> {
  const { code, err } = await runWords(["regress", DATA, ...words]);
  expect(code).toBe(2);
  return err;
}

const b = (f: Json) => f.terms[0]!.estimate;
const se = (f: Json) => f.terms[0]!.se;
const FE = "y ~ x | id";

/** What every option of `xinzhi regress` does to a number, or the error it names. */
const CASES: Readonly<Record<string, () => Promise<void>>> = {
  cluster: async () =>
    expect(se(await estimated(FE, "--cluster", "id"))).toBeCloseTo(0.07791852499, 9),
  vcov: async () => {
    expect(se(await estimated(FE, "--vcov", "iid"))).toBeCloseTo(0.130589194300556, 9);
    expect(se(await estimated(FE, "--vcov", "hc1"))).toBeCloseTo(0.103787186855256, 9);
    expect(await refusal(FE, "--vcov", "hc9")).toContain("hc1");
  },
  lat: async () => expect(await refusal(FE, "--lat", "x")).toContain("--vcov conley with it"),
  lon: async () => expect(await refusal(FE, "--lon", "x")).toContain("--vcov conley with it"),
  cutoff: async () => {
    const near = ["--vcov", "conley", "--lat", "z", "--lon", "x", "--cutoff"];
    const wide = await estimated("y ~ e", ...near, "20000");
    const narrow = await estimated("y ~ e", ...near, "0.0001");
    const hc1 = await estimated("y ~ e", "--vcov", "hc1");
    expect(se({ ...narrow, terms: narrow.terms.slice(1) })).toBeCloseTo(hc1.terms[1]!.se, 9);
    expect(wide.terms[1]!.se).not.toBeCloseTo(hc1.terms[1]!.se, 4);
  },
  lag: async () => {
    const nw = (lag: string) => estimated(FE, "--panel", "id,year", "--vcov", "nw", "--lag", lag);
    expect(se(await nw("1"))).not.toBeCloseTo(se(await nw("3")), 4);
    expect(await refusal(FE, "--lag", "2")).toContain("--vcov dk or nw with it");
  },
  wild: async () => {
    const found = await estimated(FE, "--cluster", "id", "--wild", "webb", "--draws", "99");
    expect(found.wild[0].draws).toBe(99);
    expect(found.wild[0].pSymmetric).toBeLessThan(0.05);
    expect(await refusal(FE, "--wild", "webb", "--vcov", "hc1")).toContain("clustered variance");
  },
  draws: async () => expect(await refusal(FE, "--draws", "9")).toContain("--wild with it"),
  ssc: async () => {
    const none = await estimated(FE, "--cluster", "id", "--ssc", "none");
    const parts = await estimated(FE, "--cluster", "id", "--ssc", "kAdj=false,gAdj=true");
    expect(se(parts) / se(none)).toBeCloseTo(Math.sqrt(20 / 19), 10);
  },
  weights: async () => {
    const weighted = await estimated(FE, "--weights", "lp", "--vcov", "iid");
    expect(b(weighted)).not.toBeCloseTo(b(await estimated(FE)), 3);
    expect(await refusal(FE, "--weights", "z")).toContain("weights must be positive");
  },
  offset: async () => {
    expect(b(await estimated(FE, "--offset", "lp"))).toBeCloseTo(0.32993959, 7);
  },
  where: async () => expect((await estimated(FE, "--where", "year >= 2012")).nobs).toBe(80),
  panel: async () => {
    expect((await estimated("y ~ l(x) | id", "--panel", "id,year")).nobs).toBe(100);
    expect(await refusal(FE, "--panel", "id")).toContain("unit,time");
  },
  keepSingletons: async () => {
    const effects = "y ~ x + I(x^2) | prov^year^ind";
    expect((await estimated(effects)).nobs).toBe(97);
    expect((await estimated(effects, "--keep-singletons")).nobs).toBe(120);
  },
  trend: async () => {
    const trend = await estimated(FE, "--panel", "id,year", "--trend", "id");
    expect(b(trend)).toBeCloseTo(b(await estimated("y ~ x | id[year]")), 9);
  },
  tolerance: async () => {
    const rough = await estimated("y ~ x | id + year", "--tolerance", "1e-4");
    expect(b(rough)).toBeCloseTo(b(await estimated("y ~ x | id + year")), 3);
    expect(await refusal(FE, "--tolerance", "x")).toContain("a number");
  },
  family: async () => {
    const counts = await estimated("cnt ~ x | id", "--family", "poisson", "--offset", "lp");
    expect(b(counts)).toBeCloseTo(0.0771092798792513, 9);
    expect(await refusal(FE, "--family", "poison")).toContain('Did you mean "poisson"');
  },
  lower: async () => {
    const tobit = (...more: string[]) => estimated("z ~ x", "--family", "tobit", ...more);
    const usual = await tobit();
    expect(b(await tobit("--lower", "0"))).toBe(b(usual));
    expect(b(await tobit("--lower", "0.5"))).not.toBeCloseTo(b(usual), 3);
    expect(await refusal(FE, "--lower", "0")).toContain("--family tobit with it");
  },
  upper: async () => {
    const tobit = (...more: string[]) => estimated("z ~ x", "--family", "tobit", ...more);
    expect(b(await tobit("--upper", "1"))).not.toBeCloseTo(b(await tobit()), 3);
    expect(await refusal(FE, "--upper", "1")).toContain("--family tobit with it");
  },
  seed: async () => {
    const wild = (seed: string) =>
      estimated(FE, "--cluster", "id", "--wild", "webb", "--draws", "199", "--seed", seed);
    const [one, again, two] = [await wild("1"), await wild("1"), await wild("2")];
    expect(one.wild).toEqual(again.wild);
    expect(one.provenance.seed).toBe(1);
    expect(two.provenance.seed).toBe(2);
  },
  threads: async () => {
    expect((await estimated(FE, "--threads", "2")).terms).toEqual((await estimated(FE)).terms);
  },
  output: async () => {
    const file = join(folder, "fit.json");
    await estimated(FE, "--output", file);
    expect(JSON.parse(readFileSync(file, "utf8")).nobs).toBe(120);
    expect(await refusal(FE, "-o", "x.doc")).toContain(".docx");
  },
  test: async () => {
    const { tests, terms } = await estimated(
      "y ~ x + z | id",
      "--cluster",
      "id",
      "--test",
      "x = 0",
    );
    expect(tests[0].statistic).toBeCloseTo((terms[0]!.estimate / terms[0]!.se) ** 2, 8);
  },
  lincom: async () => {
    const { combinations, terms } = await estimated("y ~ x + z | id", "--lincom", "x + 2*z");
    expect(combinations[0].estimate).toBeCloseTo(terms[0]!.estimate + 2 * terms[1]!.estimate, 10);
  },
  rows: async () => {
    const file = join(folder, "rows.csv");
    await estimated(FE, "--rows", file);
    const [head, first] = readFileSync(file, "utf8").split("\n");
    expect(head).toContain("predicted,residual,effect_id");
    expect(first!.split(",").length).toBe(head!.split(",").length);
  },
  level: async () => {
    const [wide, usual] = [await estimated(FE, "--level", "99"), await estimated(FE)];
    expect(wide.terms[0]!.ciHigh).toBeGreaterThan(usual.terms[0]!.ciHigh);
  },
};

/** Of every command, or told apart in test/cli/table-options.test.ts with their numbers. */
const ELSEWHERE = ["json", "lang", "db", "limits", "quiet", "help"];
const TABLES = ["title", "label", "digits", "parentheses", "stars"];

describe("every option of regress", () => {
  it.each(Object.entries(CASES))("%s", async (_, check) => check());

  it.each(TABLES)("--%s says that it is about a written table", async (name) => {
    const value = { digits: "3", parentheses: "t", stars: "none" }[name] ?? "x=y";
    expect(await refusal(FE, `--${name}`, value)).toContain("-o FILE with it");
  });

  it("has a case here", async () => {
    const { out } = await runWords(["regress", "--help"]);
    const names = [...out.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)].map((m) =>
      m[1]!.replace(/-([a-z])/g, (_, c: string) => c.toUpperCase()),
    );
    expect(names.length).toBeGreaterThan(20);
    const known = [...Object.keys(CASES), ...ELSEWHERE, ...TABLES];
    expect(names.filter((n) => !known.includes(n))).toEqual([]);
  });
});
