import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import { didMethods } from "../../src/cli/commands/did/did-methods.js";
import { runWords } from "../run-words.js";
import { EARLIER, OPTION_CASES, type OptionCase } from "./option-cases.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-option-numbers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const UNITS = 40;
const YEARS = Array.from({ length: 8 }, (_, t) => 2011 + t);
const COHORTS = [0, 2014, 2015, 2016];

/** A panel small enough for a few hundred runs; effects differ by cohort. */
function writePanel(panel: NonNullable<OptionCase["panel"]>): void {
  const rng = createRng(20_260_101);
  const names =
    "id,year,prov,first,second,second2,y,x,d,w,off,east,half,other,other2,lat,lon,lat2,lon2";
  const lines = [names];
  for (let id = 1; id <= UNITS; id++) {
    const given = COHORTS[id % 4]!;
    const first = panel === "treated" && given === 0 ? 2017 : given;
    const place = [
      100 + rng.uniform(),
      30 + rng.uniform(),
      100 + 9 * rng.uniform(),
      30 + 9 * rng.uniform(),
    ];
    const level = rng.normal();
    const covariate = rng.normal() + (first > 0 ? 0.5 : 0);
    for (const year of YEARS) {
      const treated = first > 0 && year >= first ? 1 : 0;
      const x = covariate + 0.3 * rng.normal();
      const effect = treated * (0.1 * (year - first + 1) + (first === 2015 ? 0.3 : 0));
      const y = Math.exp(
        0.2 * level + 0.05 * (year - 2011) + 0.2 * x + effect + 0.1 * rng.normal(),
      );
      const w = 1 + rng.uniform();
      const off = rng.normal();
      const other = year >= 2013 + (id % 5) ? 1 : 0;
      const other2 = id % 3 === 0 && year >= 2014 ? 1 : 0;
      if (panel === "gaps" && id % 9 === 0 && year === 2013) continue;
      if (panel === "gaps" && id === 40 && year > 2011) continue;
      lines.push(
        [
          ...[
            id,
            year,
            1 + (id % 10),
            first,
            id % 3 === 0 ? 2015 : 0,
            id % 5 === 0 ? 2013 : 0,
            y,
            x,
          ],
          ...[covariate > 0 ? 1 : 0, w, off, id % 2, id <= 20 ? 1 : 0, other, other2],
          ...[place[1], place[0], place[3], place[2]],
        ].join(","),
      );
    }
  }
  writeFileSync(join(folder, `${panel}.csv`), `${lines.join("\n")}\n`);
}

beforeAll(() => {
  for (const panel of ["plain", "gaps", "treated"] as const) writePanel(panel);
  const units = Array.from({ length: UNITS }, (_, u) => u + 1);
  const draws = Array.from({ length: 9 }, (_, b) => b);
  const path = (b: number) => units.map((u) => COHORTS[(u + b + 1) % 4]).join(",");
  const head = `draw,${units.map((u) => `u${u}`).join(",")}`;
  const paths = draws.map((b) => `${b},${path(b)}`);
  writeFileSync(join(folder, "paths.csv"), `${[head, ...paths].join("\n")}\n`);
  const labels = draws.map(
    (b) => `${b},${units.map((u) => ((u * (b + 3)) % 7 < 3 ? 1 : 0)).join(",")}`,
  );
  writeFileSync(join(folder, "labels.csv"), `${[head, ...labels].join("\n")}\n`);
});

/** What a method cannot do without, or would take long without. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  placebo: ["--draws", "29"],
  subgroups: ["--by", "east", "--draws", "29"],
  synergy: ["--second", "second"],
  competing: ["--others", "other"],
  spillover: ["--lat", "lat", "--lon", "lon", "--rings", "20,40"],
  honest: ["--m", "1"],
};
const COVARIATES = ["psm", "entropy-balance", "spec-curve"];

const flagOf = (option: string) => `--${option.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;

function words(method: string, option: string, { formula, panel = "plain", ...how }: OptionCase) {
  const data = join(folder, `${panel}.csv`);
  const model = formula ?? (COVARIATES.includes(method) ? "y ~ x + d" : "y ~ 1");
  const needed = [...(NEEDED[method] ?? [])];
  // The option in question, and draws where a mode or a file has none, give way.
  const gone = [flagOf(option), ...(option === "policies" ? ["--others"] : [])];
  const isDrawn = !["assignments"].includes(option) && !how.with?.includes("time");
  if (!isDrawn) gone.push("--draws");
  for (const flag of gone) {
    const at = needed.indexOf(flag);
    if (at >= 0) needed.splice(at, 2);
  }
  return [
    ...["did", method, data, model, "--unit", "id", "--time", "year", "--first", "first"],
    ...needed,
    ...(how.with ?? []),
  ];
}

/** The value as written: a file stands in the folder of the test. */
const written = (value: string) => (value.endsWith(".csv") ? join(folder, value) : value);

/** The base of a comparison: what a needed option is where another value is tried. */
function base(method: string, option: string, how: OptionCase): string[] {
  const needed = NEEDED[method] ?? [];
  const at = needed.indexOf(flagOf(option === "policies" ? "others" : option));
  const own = at < 0 ? [] : [flagOf(option === "policies" ? "others" : option), needed[at + 1]!];
  return [...words(method, option, how), ...own];
}

const seen = new Map<string, Promise<string>>();

/** The numbers of a run, without what only says how it was asked for. */
function numbers(line: readonly string[]): Promise<string> {
  const key = line.join("\u0000");
  let found = seen.get(key);
  if (found === undefined) {
    found = (async () => {
      const { code, out, err } = await runWords([...line, "--json", "--quiet"]);
      expect(code, `${line.join(" ")}\n${err}`).toBe(0);
      const { provenance: _p, design: _d, warnings: _w, options: _o, ...json } = JSON.parse(out);
      const text = JSON.stringify(json);
      expect(text).toMatch(/\d/);
      return text;
    })();
    seen.set(key, found);
  }
  return found;
}

/** Every option of every method, as the methods themselves list them. */
const ALL = Object.entries(didMethods).flatMap(([method, { takes }]) =>
  [...new Set(takes)].map((option) => [method, option] as const),
);

describe("every option of every method of did", () => {
  it("has a case, and no case is for an option that is gone", () => {
    const cases = { ...OPTION_CASES, ...EARLIER };
    expect(ALL.filter(([, option]) => !Object.hasOwn(cases, option))).toEqual([]);
    const options = new Set<string>(ALL.map(([, option]) => option));
    expect(Object.keys(cases).filter((option) => !options.has(option))).toEqual([]);
    expect(ALL.length).toBeGreaterThan(190);
  });

  it.each(ALL)(
    "did %s: %s",
    async (method, option) => {
      const all = { ...OPTION_CASES, ...EARLIER }[option]!;
      const how = { ...(all.by?.[method] === undefined ? all : all.by[method]) };
      const flag = flagOf(option);
      const line = words(method, option, how);
      expect(["same", "moves", "refused"].some((name) => name in how)).toBe(true);
      if (how.same !== undefined) {
        const own = how.same === "" ? [flag] : [flag, how.same];
        expect(await numbers([...line, ...own])).toBe(await numbers(base(method, option, how)));
      }
      if (how.moves !== undefined) {
        const own = how.moves === null ? [flag] : [flag, written(how.moves)];
        expect(await numbers([...line, ...own])).not.toBe(await numbers(base(method, option, how)));
      }
      if (how.refused !== undefined) {
        const [value, message] = how.refused;
        const { code, err } = await runWords([...line, flag, ...(value === null ? [] : [value])]);
        expect(code, err).toBe(2);
        expect(err).toMatch(message);
      }
    },
    30_000,
  );

  it("did bacon --balance units leaves out the units with gaps", async () => {
    const gaps = words("bacon", "balance", { panel: "gaps" });
    const refused = await runWords([...gaps, "--balance", "refuse"]);
    expect(refused.err).toContain("did/unbalanced-bacon");
    const found = JSON.parse(await numbers([...gaps, "--balance", "units"]));
    expect([found.units, found.periods]).toEqual([35, 8]);
  });

  it("conley and its distance, dk and its lag", async () => {
    const line = words("twfe", "vcov", {});
    const at = ["--vcov", "conley", "--lat", "lat", "--lon", "lon", "--cutoff"];
    for (const method of ["twfe", "event-study", "referee"]) {
      const own = words(method, "vcov", {});
      await numbers([...own, ...at, "50"]);
      await numbers([...own, "--vcov", "dk", "--lag", "1"]);
    }
    expect(await numbers([...line, ...at, "50"])).not.toBe(await numbers([...line, ...at, "150"]));
    const dk = (lag: string) => numbers([...line, "--vcov", "dk", "--lag", lag]);
    expect(await dk("1")).not.toBe(await dk("2"));
  });
});
