import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readCsv, type Table } from "../../src/table/index.js";
import { commandsOf, root, wordsOf } from "../how-to.js";
import { type Answer, runWords } from "../run-words.js";

/** Slope of y on x after sweeping out unit and year means, rows without a value left out. */
function twoWay(table: Table, y: string, x: string, unit: string): { slope: number; n: number } {
  const kept = Array.from({ length: table.nrow }, (_, i) => i).filter(
    (i) =>
      !Number.isNaN(table.number(x)[i]! + table.number(y)[i]!) && table.value(i, unit) !== null,
  );
  const key = (name: string) => kept.map((i) => String(table.value(i, name)));
  const groups = [key(unit), key("year")];
  const swept = [x, y].map((name) => {
    const v = kept.map((i) => table.number(name)[i]!);
    for (let pass = 0; pass < 300; pass++) {
      for (const g of groups) {
        const sums = new Map<string, [number, number]>();
        v.forEach((value, i) => {
          const s = sums.get(g[i]!) ?? [0, 0];
          sums.set(g[i]!, [s[0] + value, s[1] + 1]);
        });
        v.forEach((_, i) => {
          const [sum, n] = sums.get(g[i]!)!;
          v[i]! -= sum / n;
        });
      }
    }
    return v;
  });
  const [dx, dy] = swept as [number[], number[]];
  const dot = (a: number[], b: number[]) => a.reduce((s, v, i) => s + v * b[i]!, 0);
  return { slope: dot(dx, dy) / dot(dx, dx), n: kept.length };
}

describe.each(["regions-and-policies.md", "regions-and-policies.zh-CN.md"])(
  "the page %s",
  (page) => {
    const folder = mkdtempSync(join(tmpdir(), "xinzhi-"));
    const answers = new Map<string, Answer>();

    beforeAll(async () => {
      for (const command of commandsOf(page)) {
        const words = wordsOf(command).map((w) => {
          if (/^(corpus|dictionaries)\//.test(w)) return join(root, w);
          return /^[\w-]+\.csv$/.test(w) ? join(folder, w) : w;
        });
        answers.set(command, await runWords(words));
      }
    }, 120_000);

    const answer = (part: string): Answer => {
      const found = [...answers].find(([command]) => command.includes(part));
      return found![1];
    };

    it("has commands that run as printed", () => {
      expect(answers.size).toBeGreaterThan(8);
      for (const [command, { code, err }] of answers)
        expect([command, code, err]).toEqual([command, 0, err]);
      expect(existsSync(join(folder, "sample.csv"))).toBe(true);
    });

    it("gives the counts that it prints", () => {
      expect(answer("match-regions").out).toContain("41 of 43");
      const applied = answer("own-pilots.csv coded.csv").out;
      expect(applied).toContain(
        "treated 28 units (252 rows), never 11 (99), not in the sample 3 (27",
      );
      expect(applied).toContain(
        "treated 4 units (36 rows), never 36 (324), not in the sample 2 (18",
      );
      expect(answer("--missing").out.trim().split("\n")).toHaveLength(85);
    });

    it("ends in one coefficient from did and regress, that of an independent sweep", () => {
      const table = readCsv(readFileSync(join(folder, "sample.csv")), { text: ["region_code"] });
      const own = twoWay(table, "innovation", "broadband_china", "region_code");
      expect(own.n).toBe(351);
      expect(own.slope).toBeCloseTo(0.2681, 4);
      for (const part of ["did twfe", "regress sample.csv"]) {
        const { out } = answer(part);
        expect(out).toContain("351");
        expect(out).toMatch(/0\.2681/);
        expect(out).toMatch(/0\.0315/);
      }
    });
  },
);

const shared = process.env.XINZHI_SHARED ?? join(import.meta.dirname, "../../../shared");
const panel = join(shared, "data/panels/city_panel_did_2007_2023.xlsx");

describe.skipIf(!existsSync(panel))("a real panel of 285 cities (absent: skipped)", () => {
  const folder = mkdtempSync(join(tmpdir(), "xinzhi-"));
  const at = (name: string) => join(folder, name);
  const json = async (...words: string[]) => {
    const { code, out, err } = await runWords([...words, "--json"]);
    expect(code, err).toBe(0);
    return JSON.parse(out);
  };

  it("gives did and regress one coefficient and one sample", async () => {
    const converted = await json("panel", "convert", panel, "-o", at("did.csv"));
    expect(converted.nrow).toBe(4819);
    const lists = ["broadband-china", "smart-cities"];
    const applied = await json(
      "policies",
      "apply",
      ...lists,
      at("did.csv"),
      "--city",
      "city_name",
      "-o",
      at("p.csv"),
    );
    const counts = applied.policies.map((p: { counts: Record<string, { units: number }> }) =>
      ["treated", "never", "excluded"].map((s) => p.counts[s]!.units),
    );
    expect(counts).toEqual([
      [106, 178, 1],
      [77, 152, 56],
    ]);
    const keys = ["--unit", "city_name", "--time", "year", "--first", "smart_cities_first"];
    const did = await json("did", "twfe", at("p.csv"), "gdp_per_capita ~ 1", ...keys);
    const formula = "gdp_per_capita ~ smart_cities | city_name + year";
    const fit = await json("regress", at("p.csv"), formula, "--cluster", "city_name");
    const own = twoWay(await readP(at("p.csv")), "gdp_per_capita", "smart_cities", "city_name");
    expect([did.nobs, fit.nobs, own.n]).toEqual([3755, 3755, 3755]);
    for (const f of [did, fit]) expect(f.terms[0].estimate / own.slope).toBeCloseTo(1, 8);
    expect(did.terms[0].se / fit.terms[0].se).toBeCloseTo(1, 8);
    expect(own.slope).toBeCloseTo(5144.58, 1);
  }, 120_000);

  it("treats 121 cities under the low-carbon list with and without --city", async () => {
    for (const more of [[], ["--city", "city_name"]]) {
      const {
        units,
        policies: [p],
      } = await json(
        "policies",
        "apply",
        "low-carbon-cities",
        at("did.csv"),
        ...more,
        "-o",
        at("l.csv"),
      );
      expect([units.column, units.placedRows, p.treatedCities]).toEqual(["city_name", 4819, 121]);
    }
  }, 120_000);
});

async function readP(file: string): Promise<Table> {
  return readCsv(readFileSync(file), { file });
}
