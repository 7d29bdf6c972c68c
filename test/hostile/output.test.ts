import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  csvCell,
  fileSlug,
  guardFormula,
  openOutputFolder,
  terminalText,
  uniqueSlugs,
  withoutFormulaGuard,
} from "../../src/base/index.js";
import { runWords } from "../run-words.js";

const CONTROLS = /(?![\t\n])[\p{Cc}\u202a-\u202e]/u;
const fresh = (): string => mkdtempSync(join(tmpdir(), "xinzhi-output-"));
const REPORT = `各位代表：
现在，我代表市人民政府，向大会报告工作，请予审议，并请各位委员提出意见。
一、2014年工作回顾
全年完成固定资产投资205亿元，8个市级重点项目建成投用。
二、2015年工作安排
各位代表，让我们为建设美好家园而努力奋斗！`;

async function storeOf(folder: string, firm: string): Promise<string> {
  const db = join(folder, "e.db");
  const file = join(folder, "firms.jsonl");
  writeFileSync(
    file,
    `${JSON.stringify({ firm, year: 2015, title: "\u001b]0;x\u0007T", text: REPORT })}\n`,
  );
  expect((await runWords(["import", "annual-reports", file, "--db", db])).code).toBe(0);
  return db;
}

describe("names from data and the paths of files", () => {
  it.each(["../../../pwned/f", "/etc/x", "..", "a\u0000b", "C:\\x", "con", "\u202etxt.exe", ""])(
    "a firm called %j writes nothing outside the export folder",
    async (firm) => {
      const folder = fresh();
      mkdirSync(join(folder, "a/b/c"), { recursive: true });
      const db = await storeOf(folder, firm);
      const out = join(folder, "a/b/c/ex");
      const answer = await runWords(["documents", "export", out, "--db", db]);
      expect(answer.err).toBe("");
      expect(readdirSync(folder).sort()).toEqual(["a", "e.db", "firms.jsonl"]);
      expect(readdirSync(join(folder, "a/b/c"))).toEqual(["ex"]);
      expect(readdirSync(out)).toHaveLength(2);
    },
  );

  it("slugs are one path component, whatever the name, and never collide", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "binary", maxLength: 300 }), { maxLength: 30 }),
        (names) => {
          const slug = uniqueSlugs();
          const given = names.map(slug);
          for (const s of given) {
            expect(s).toMatch(/^[\p{L}\p{N}\p{M}._-]+$/u);
            expect(s).not.toMatch(/^\.|\.\./);
            expect(Buffer.byteLength(s)).toBeLessThan(200);
          }
          expect(new Set(given.map((s) => s.toLowerCase())).size).toBe(names.length);
        },
      ),
    );
    expect([fileSlug("成都市"), fileSlug("510100"), fileSlug("nul")]).toEqual([
      "成都市",
      "510100",
      "_nul",
    ]);
  });

  it("links inside the target folder are not followed, also not in place of a file", () => {
    const folder = fresh();
    const outside = fresh();
    symlinkSync(outside, join(folder, "tables"));
    symlinkSync(join(outside, "target"), join(folder, "file.txt"));
    const out = openOutputFolder(folder);
    expect(() => out.write("tables/x.csv", "x")).toThrow(/link/);
    expect(() => out.write("file.txt", "x")).toThrow(/link/);
    expect(() => out.write("../x", "x")).toThrow(/outside/);
    expect(readdirSync(outside)).toEqual([]);
  });
});

describe("CSV cells", () => {
  it("the index of an export quotes and guards what a spreadsheet would run", async () => {
    const folder = fresh();
    const db = await storeOf(folder, '=cmd|"/c calc"!A1,2');
    await runWords(["documents", "export", join(folder, "ex"), "--db", db]);
    const index = readFileSync(join(folder, "ex/_index.csv"), "utf8").split("\n")[1]!;
    expect(index).toContain(`"'=cmd|""/c calc""!A1,2"`);
  });

  it("formulas are guarded, signed numbers are left alone", () => {
    expect(["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "'=1"].map(guardFormula)).toEqual([
      "'=1+1",
      "'+cmd",
      "'-2+3",
      "'@SUM(A1)",
      "'\t=1",
      "''=1",
    ]);
    expect(["-1.5", "+3", "-0.05***", "-1,234.5", "-2e-8", "-", "-12%"].map(guardFormula)).toEqual([
      "-1.5",
      "+3",
      "-0.05***",
      "-1,234.5",
      "-2e-8",
      "-",
      "-12%",
    ]);
    expect([csvCell(-0.1), csvCell(Number.NaN), csvCell(null)]).toEqual(["-0.1", "", ""]);
  });

  it("what was guarded reads back as it was", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom("", "=", "+", "-", "@", "'", "''=", "\t"),
        (s, head) => {
          expect(withoutFormulaGuard(guardFormula(head + s))).toBe(head + s);
          if (/^[=@\t\r]./su.test(head + s)) expect(guardFormula(head + s)).toMatch(/^'/);
        },
      ),
    );
  });
});

describe("what a terminal is shown", () => {
  it("control characters of titles and file names are escaped", async () => {
    const folder = fresh();
    const db = await storeOf(folder, "600000");
    const list = await runWords(["documents", "list", "--db", db]);
    expect(list.out).toContain("\\x1b]0;x\\x07T");
    const json = await runWords(["documents", "list", "--db", db, "--json"]);
    const missing = await runWords(["panel", "describe", join(folder, "\u001b[2J\u009b.csv")]);
    for (const shown of [list.out, json.out, missing.err]) {
      expect(shown).not.toMatch(CONTROLS);
    }
    expect(missing.err).toContain("\\x1b[2J\\x9b.csv");
  });

  it("no control character survives", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (s) => {
        expect(terminalText(s)).not.toMatch(CONTROLS);
      }),
    );
  });
});
