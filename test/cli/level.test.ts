import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { didMethods } from "../../src/cli/commands/did/did-methods.js";
import { qt } from "../../src/math/index.js";
import { runWords } from "../run-words.js";

const here = (file: string) => resolve(import.meta.dirname, "../golden", file);
const DID = here("did/d01_staggered.csv");
const PANEL = here("cases/c13.csv");
const KEYS = ["--unit", "city", "--time", "year", "--first", "g"];

/** What a method needs besides the formula. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  placebo: ["--mode", "time"],
  synergy: ["--second", "second"],
  competing: ["--policies", "port"],
  subgroups: ["--by", "east", "--draws", "9"],
  spillover: ["--lat", "gdp", "--lon", "edu", "--rings", "1"],
  "leave-one-out": ["--leave", "time"],
  honest: ["--restriction", "smoothness", "--m", "0,0.1"],
};

const COVARIATES = ["psm", "entropy-balance", "spec-curve"];

const TAKING = Object.entries(didMethods).flatMap(([name, m]) =>
  m.takes.includes("level") ? [name] : [],
);

function didWords(method: string): string[] {
  const data = method === "synergy" ? here("did/d04_two_policies.csv") : DID;
  const keys = method === "synergy" ? ["--unit", "city", "--time", "year", "--first", "gA"] : KEYS;
  const needed = method === "synergy" ? ["--second", "gB"] : (NEEDED[method] ?? []);
  const formula = COVARIATES.includes(method) ? "y ~ gdp + ind" : "y ~ 1";
  return ["did", method, data, formula, ...keys, ...needed];
}

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(TAKING.map((name) => [`did ${name}`, didWords(name)])),
  "did twfe --family poisson": [...didWords("twfe").with(3, "exp(y) ~ gdp"), "--family", "poisson"],
  "did cs --bootstrap": [...didWords("cs"), "--bootstrap", "99"],
  "did bjs --pretrends": [...didWords("bjs"), "--pretrends", "2"],
  regress: ["regress", PANEL, "y ~ x + z | id", "--lincom", "x + z"],
  "regress iv": ["regress", PANEL, "y ~ 1 | id | x ~ z"],
  "regress --family poisson": ["regress", PANEL, "cnt ~ x | id", "--family", "poisson"],
  "regress --family clogit": [
    "regress",
    PANEL,
    "did ~ x + z | id",
    "--family",
    "clogit",
    "--cluster",
    "id",
  ],
  mediate: ["mediate", PANEL, "y ~ x | id", "--mediator", "z", "--bootstrap", "50", "--by", "id"],
  moderate: ["moderate", PANEL, "y ~ x | id", "--moderator", "z"],
  "moderate --group": [
    ...["moderate", PANEL, "y ~ x | id", "--group", "tr", "--test", "chow,sur"],
    ...["--cluster", "id"],
  ],
  ife: ["ife", PANEL, "y ~ x | id", "--panel", "id,year", "--factors", "1"],
  frontier: ["frontier", here("regress/c08_frontier.csv"), "lny ~ lnk + lnl"],
  dml: ["dml", PANEL, "y ~ x + z + e", "--learner", "ols"],
};

interface Interval {
  readonly estimate: number;
  readonly se: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  readonly ciLowSup?: number | null;
  readonly ciHighSup?: number | null;
}

/** Every estimate with a standard error and an interval, wherever it stands. */
function intervals(value: unknown): Interval[] {
  if (value === null || typeof value !== "object") return [];
  const own = value as Partial<Interval>;
  const is = [own.estimate, own.se, own.ciLow, own.ciHigh].every((v) => typeof v === "number");
  return [...(is ? [value as Interval] : []), ...Object.values(value).flatMap(intervals)];
}

/** Degrees of freedom at which the 95 % interval is this many standard errors wide. */
function dfOf(quantile: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 80; i++) {
    const inverse = (low + high) / 2;
    // Beyond this the t distribution is the normal to all the digits that can be told apart.
    if (inverse < 1e-9) return Number.POSITIVE_INFINITY;
    if (qt(0.975, 1 / inverse) > quantile) high = inverse;
    else low = inverse;
  }
  return 1 / low;
}

async function json(words: readonly string[]): Promise<unknown> {
  const { code, out, err } = await runWords([...words, "--json", "--quiet"]);
  expect(code, err).toBe(0);
  return JSON.parse(out);
}

const half = (r: Interval) => (r.ciHigh - r.ciLow) / 2;

describe("--level", () => {
  it.each(Object.entries(COMMANDS).filter(([name]) => !/honest|spec-curve/.test(name)))(
    "%s: every interval is the t quantile of its level wide, nothing else moves",
    async (_, words) => {
      const usual = intervals(await json(words));
      expect(usual.length).toBeGreaterThan(0);
      for (const level of [90, 99]) {
        const found = await json([...words, "--level", String(level)]);
        expect(JSON.stringify(found)).toContain(`"level":${level / 100}`);
        const rows = intervals(found);
        expect(rows.length).toBe(usual.length);
        rows.forEach((row, j) => {
          const { estimate, se } = usual[j]!;
          expect([row.estimate, row.se]).toEqual([estimate, se]);
          const df = dfOf(half(usual[j]!) / se);
          const wanted = qt((1 + level / 100) / 2, df);
          expect(half(row) / se / wanted).toBeCloseTo(1, 6);
          const band = [row.ciLowSup ?? row.ciLow, row.ciHighSup ?? row.ciHigh];
          expect(band[0]).toBeLessThanOrEqual(row.ciLow + 1e-12);
          expect(band[1]).toBeGreaterThanOrEqual(row.ciHigh - 1e-12);
          if (typeof row.ciHighSup === "number") {
            const before = usual[j]!.ciHighSup! - estimate;
            expect(Math.sign(row.ciHighSup - estimate - before)).toBe(Math.sign(level - 95));
          }
        });
      }
    },
    60_000,
  );

  it("the command prints the level, in both languages", async () => {
    for (const [name, words] of Object.entries(COMMANDS)) {
      if (!["did cs", "did honest", "regress", "mediate", "dml"].includes(name)) continue;
      const { out } = await runWords([...words, "--level", "90", "--quiet"]);
      expect(out, name).toContain("90%");
      const { out: zh } = await runWords([...words, "--level", "90", "--quiet", "--lang", "zh"]);
      expect(zh, name).toMatch(/90% (置信)?区间/);
    }
  });

  it("honest: the interval under parallel trends is that of the level, wider bounds hold narrower", async () => {
    for (const restriction of ["smoothness", "relative"]) {
      const words = ["did", "honest", DID, "y ~ 1", ...KEYS, "--restriction", restriction];
      const at = async (level: string) =>
        (await json([...words, "--m", "0.5", "--level", level])) as {
          original: { ciLow: number; ciHigh: number };
          rows: { ciLow: number; ciHigh: number }[];
        };
      const [narrow, usual, wide] = [await at("90"), await at("95"), await at("99")];
      const width = (r: { ciLow: number; ciHigh: number }) => r.ciHigh - r.ciLow;
      const ratio = width(narrow.original) / width(wide.original);
      expect(ratio).toBeCloseTo(qt(0.95, Infinity) / qt(0.995, Infinity), 10);
      expect(width(narrow.rows[0]!)).toBeLessThan(width(usual.rows[0]!));
      expect(width(usual.rows[0]!)).toBeLessThan(width(wide.rows[0]!));
      expect(narrow.rows[0]!.ciLow).toBeGreaterThanOrEqual(wide.rows[0]!.ciLow);
    }
  }, 60_000);

  it("spec-curve: significant at one minus the level", async () => {
    const at = async (level: string) =>
      (await json([...didWords("spec-curve"), "--level", level])) as {
        specifications: { p: number }[];
        share: { significant: number };
      };
    for (const level of ["50", "90", "99.999999999999"]) {
      const { specifications: all, share } = await at(level);
      const size = 1 - Number(level) / 100;
      expect(share.significant).toBe(all.filter((s) => s.p < size).length / all.length);
    }
  });

  it("methods without intervals say so, and a level that is none is refused", async () => {
    const without = Object.keys(didMethods).filter((name) => !TAKING.includes(name));
    expect(without.sort()).toEqual(["bacon", "referee", "weights"]);
    for (const name of without) {
      const { code, err } = await runWords([...didWords(name), "--level", "90"]);
      expect(code).toBe(2);
      expect(err).toContain(`did ${name} does not use --level`);
    }
    const space = ["did", "placebo", DID, "y ~ 1", ...KEYS, "--draws", "9", "--level", "90"];
    expect((await runWords(space)).err).toContain("--mode time");
    for (const words of [COMMANDS.regress!, COMMANDS["did cs"]!, COMMANDS.ife!, COMMANDS.dml!]) {
      for (const level of ["0.95", "100", "a"]) {
        const { code, err } = await runWords([...words, "--level", level]);
        expect(code).toBe(2);
        expect(err).toContain("--level");
      }
    }
  });
});
