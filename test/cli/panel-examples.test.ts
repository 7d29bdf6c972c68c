import { cpSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runWords } from "../run-words.js";

const root = join(import.meta.dirname, "../..");
const before = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "xinzhi-examples-"));

const run = (argv: readonly string[]) => runWords(argv, { env: { LANG: "C" } });

beforeAll(() => {
  cpSync(join(root, "corpus/panel.csv"), join(folder, "corpus/panel.csv"));
  cpSync(join(root, "corpus/examples"), join(folder, "corpus/examples"), { recursive: true });
  cpSync(join(root, "dictionaries"), join(folder, "dictionaries"), { recursive: true });
  process.chdir(folder);
});
afterAll(() => process.chdir(before));

describe("the examples in the help of panel", () => {
  it.each([
    ...["describe", "fill", "winsor", "trim", "merge", "reshape", "balance", "lag", "deflate"],
    ...["log", "duplicates", "convert", "read-yearbook", "dictionary", "match-regions"],
    ...["boundaries", "distances"],
  ])("of %s run as printed", async (name) => {
    const { out } = await run(["panel", name, "--help"]);
    const examples = out.split("\n").filter((line) => line.startsWith("  xinzhi panel "));
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const { code, err } = await run(example.trim().split(" ").slice(1));
      expect(code, `${example}\n${err}`).toBe(0);
    }
  });

  it("give a tidy panel from a yearbook with an account of what was no figure", async () => {
    const { code, out } = await run([
      ...["panel", "read-yearbook", "corpus/examples/yearbook.xlsx", "--json"],
    ]);
    const json = JSON.parse(out);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      kind: "panel-read-yearbook",
      missingSigns: { "…": 1, "—": 1 },
      columns: ["city", "year", "地区生产总值_总量", "地区生产总值_第二产业", "年末人口"],
    });
    expect(Object.values(json.rows[0])).toEqual(["青岚市", 2010, 1200.5, 480, 120]);
    expect(json.rows).toHaveLength(6);
  });

  it("put merged and renamed cities in the boundaries of today", () => {
    const lines = readFileSync("today.csv", "utf8").trim().split("\n");
    expect(lines.filter((line) => line.includes("济南市")).length).toBe(3);
    expect(lines.filter((line) => line.includes("襄阳市")).length).toBe(3);
    expect(lines.some((line) => line.includes("2018,850,84"))).toBe(true);
  });
});
