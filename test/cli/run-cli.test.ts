import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { version } from "../../src/base/index.js";
import { commands } from "../../src/cli/commands.js";
import { Context } from "../../src/cli/context.js";
import { examine } from "../../src/cli/examine.js";
import { type Io, runCli } from "../../src/cli/index.js";
import { nameList, oneOf, realNumber, wholeNumber } from "../../src/cli/options.js";
import { textTable } from "../../src/cli/text-table.js";
import { Store } from "../../src/store/index.js";

interface Outcome {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

function outside(change: Partial<Io> = {}): { io: Io; out: string[]; err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    env: { LANG: "C" },
    isTerminal: false,
    now: () => new Date("2026-01-01T00:00:00Z"),
    signal: new AbortController().signal,
    ...change,
  };
  return { io, out, err };
}

async function run(argv: readonly string[], change: Partial<Io> = {}): Promise<Outcome> {
  const { io, out, err } = outside(change);
  const exit = await runCli(argv, io);
  return { exit, out: out.join(""), err: err.join("") };
}

const folder = () => mkdtempSync(join(tmpdir(), "xinzhi-"));

describe("the command line", () => {
  it("lists every command with one line in both languages", async () => {
    for (const lang of ["en", "zh"]) {
      const { exit, out } = await run(["--help"], { env: { LANG: lang === "zh" ? "zh_CN" : "C" } });
      expect(exit).toBe(0);
      for (const [name, entry] of Object.entries(commands)) {
        expect(out).toContain(name);
        expect(out).toContain(entry.summary[lang as "en" | "zh"]);
      }
    }
  });

  it("explains every command with an example", async () => {
    for (const name of Object.keys(commands)) {
      const { exit, out, err } = await run([name, "--help"]);
      expect(exit, `${name}: ${err}`).toBe(0);
      expect(out).toContain(`Usage: xinzhi ${name}`);
      expect(out, name).toMatch(/Examples:\n {2}xinzhi /);
      const { out: chinese } = await run([name, "--help", "--lang", "zh"]);
      expect(chinese, name).toMatch(/示例/);
    }
  });

  it("tells its version", async () => {
    expect(await run(["--version"])).toEqual({ exit: 0, out: `${version}\n`, err: "" });
  });

  it("answers a misspelt command with the nearest and exits with 2", async () => {
    const { exit, out, err } = await run(["docter"]);
    expect(exit).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(/cli\/unknown-command.*xinzhi doctor/s);
    expect((await run(["docter", "--lang", "zh"])).err).toMatch(/没有命令.*xinzhi doctor/s);
    expect((await run(["constructor"])).exit).toBe(2);
  });

  it("exits with 2 on an unknown option, a missing argument and one too many", async () => {
    const option = await run(["doctor", "--jsn"]);
    expect(option.exit).toBe(2);
    expect(option.err).toMatch(/--jsn.*--json.*xinzhi doctor --help/s);
    expect((await run(["policies", "show"])).exit).toBe(2);
    expect((await run(["doctor", "extra"])).exit).toBe(2);
  });

  it("prints exactly one JSON value with --json", async () => {
    const { exit, out } = await run(["policies", "list", "--json"]);
    expect(exit).toBe(0);
    const value = JSON.parse(out) as { kind: string; provenance: { version: string } };
    expect(value.kind).toBe("policy-lists");
    expect(value.provenance.version).toBe(version);
    expect(out.trim().split("\n")).toHaveLength(1);
  });

  it("takes the language from the option, then from the locale", () => {
    const lang = (argv: string[], env: Record<string, string>) =>
      new Context(outside({ env }).io, argv).lang;
    expect(lang([], { LANG: "zh_CN.UTF-8" })).toBe("zh");
    expect(lang(["--lang", "en"], { LANG: "zh_CN.UTF-8" })).toBe("en");
    expect(lang(["--lang=zh"], { LANG: "en_US" })).toBe("zh");
    expect(lang([], {})).toBe("en");
    expect(lang([], { LC_ALL: "zh_TW", LANG: "en" })).toBe("zh");
  });

  it("exits with 130 when interrupted", async () => {
    const controller = new AbortController();
    controller.abort();
    const { exit, err } = await run(["policies", "show", "nonsense"], {
      signal: controller.signal,
    });
    expect(exit).toBe(130);
    expect(err).toMatch(/Interrupted.*run the same command again/s);
  });

  it("exits with 1 on a fault of its own and asks to report it", async () => {
    const { io, err } = outside({
      stdout: () => {
        throw new TypeError("broken output");
      },
    });
    expect(await runCli(["policies", "list"], io)).toBe(1);
    expect(err.join("")).toMatch(/fault of xinzhi.*broken output/s);
  });
});

describe("option parsers", () => {
  it("name the option, the value and what was expected", () => {
    expect(wholeNumber("--draws", 1)("500")).toBe(500);
    expect(() => wholeNumber("--draws", 1)("many")).toThrow(/--draws.*many.*whole number/);
    expect(() => wholeNumber("--draws")("")).toThrow(/--draws/);
    expect(realNumber("--shift")("1e-4")).toBe(1e-4);
    expect(() => realNumber("--shift")("x")).toThrow(/--shift/);
    expect(() => oneOf("--est", ["dr", "ipw"])("drr")).toThrow(/dr \| ipw.*Did you mean "dr"/s);
    expect(nameList("a, b,,c ")).toEqual(["a", "b", "c"]);
  });
});

describe("tables on the screen", () => {
  it("give Chinese characters two places and set numbers right", () => {
    const rows = [
      ["城市", "n"],
      ["北京市", 3],
      ["a", 120],
    ];
    expect(textTable(rows)).toBe("城市      n\n北京市    3\na       120");
  });
});

describe("doctor", () => {
  it("finds this checkout well and speaks both languages", async () => {
    const db = join(folder(), "none.db");
    const { exit, out } = await run(["doctor", "--db", db]);
    expect(out).toMatch(/✓ node: \d+/);
    expect(out).toMatch(/none yet/);
    expect([0, 3]).toContain(exit);
    const json = JSON.parse((await run(["doctor", "--json", "--db", db])).out) as {
      checks: { name: string; state: string }[];
    };
    expect(json.checks.map((c) => c.name)).toContain("bundled data");
    expect(json.checks.find((c) => c.name === "bundled data")?.state).toBe("ok");
  });

  it("says what is missing and how to repair it where add-ons could not be built", async () => {
    const load = (name: string) => {
      if (name === "nodejieba" || name === "better-sqlite3") {
        throw Object.assign(new Error("not there"), { code: "MODULE_NOT_FOUND" });
      }
      return {};
    };
    const checks = await examine({ db: "none.db", load });
    const by = (part: string) => checks.find((c) => c.name.includes(part));
    expect(by("nodejieba")?.state).toBe("degraded");
    expect(by("nodejieba")?.found).toMatch(/@node-rs\/jieba.*takes its place/);
    expect(by("better-sqlite3")?.state).toBe("broken");
    expect(by("better-sqlite3")?.repair?.en).toMatch(/npm rebuild better-sqlite3/);
  });

  it("checks the store and exits with 3 when it is damaged", async () => {
    const db = join(folder(), "x.db");
    (await Store.open(db)).close();
    expect((await run(["doctor", "--db", db])).out).toMatch(/sound, schema \d+, 0 documents/);
    writeFileSync(db, `no database${"x".repeat(5000)}`);
    const { exit, out } = await run(["doctor", "--db", db]);
    expect(exit).toBe(3);
    expect(out).toMatch(/✗ store .*\n {4}→ /);
  });
});

describe("policies", () => {
  it("adds columns to a file and reports how many cities each year", async () => {
    const dir = folder();
    const data = join(dir, "cities.csv");
    const out = join(dir, "out.csv");
    writeFileSync(data, "city,year\n北京市,2013\n北京市,2014\n襄樊市,2016\n三沙市,2016\n");
    const done = await run(["policies", "apply", "broadband-china", data, "-o", out]);
    expect(done.exit).toBe(0);
    expect(done.out).toMatch(/treated 2 units \(3 rows\), never 1 \(1\)[\s\S]*2014: 1, 2015: 1/);
    expect(readFileSync(out, "utf8")).toBe(
      "city,year,broadband_china,broadband_china_first\n北京市,2013,0,2014\n北京市,2014,1,2014\n襄樊市,2016,1,2015\n三沙市,2016,0,0\n",
    );
    const plain = await run(["policies", "apply", "broadband-china", data, "--quiet"]);
    expect(plain.out).toBe(readFileSync(out, "utf8"));
  });

  it("refuses a map that is no map, and data that are not there", async () => {
    const bad = await run(["policies", "apply", "smart-cities", "x.csv", "--start-map", "2013"]);
    expect([bad.exit, bad.err.includes("--start-map")]).toEqual([2, true]);
    const none = await run(["policies", "apply", "smart-cities", "/none/x.csv"]);
    expect([none.exit, none.err.includes("file/not-found")]).toEqual([2, true]);
    expect((await run(["policies", "apply", "smart-cities"])).exit).toBe(2);
  });
});
