import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { DEFAULT_LIMITS, LIMIT_WORDS, useLimits } from "../../src/base/limits.js";
import { parseYaml } from "../../src/base/parse-yaml.js";
import { extractText } from "../../src/extract/index.js";
import { readTable, writeTable } from "../../src/table/index.js";
import { runWords } from "../run-words.js";

const root = join(import.meta.dirname, "../..");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-limits-"));
});
afterEach(() => useLimits({}));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("limits", () => {
  it.each([
    ["en", "docs/how-to/read-and-write-data.md"],
    ["zh", "docs/how-to/read-and-write-data.zh-CN.md"],
  ] as const)("stand in the documentation (%s) with their defaults", (lang, page) => {
    const text = readFileSync(join(root, page), "utf8");
    for (const [name, most] of Object.entries(DEFAULT_LIMITS)) {
      const { [lang]: words } = LIMIT_WORDS[name as keyof typeof LIMIT_WORDS];
      expect(text).toContain(`| \`${name}\` | ${words} | ${most} |`);
    }
  });

  it("that do not exist are refused with the nearest name", async () => {
    const answer = await runWords(["doctor", "--limits", "bracket=3"]);
    expect(answer.code).toBe(2);
    expect(answer.err).toContain('"brackets"');
  });

  it("hold as given for one run", async () => {
    const panel = join(root, "corpus/panel.csv");
    const words = ["regress", panel, "pgdp ~ ((gov))"];
    expect((await runWords(words)).code).toBe(0);
    const answer = await runWords([...words, "--limits", "brackets=1"]);
    expect(answer.code).toBe(2);
    expect(answer.err).toContain("at most 1 are taken");
  });
});

describe("input beyond a limit", () => {
  const panel = join(root, "corpus/panel.csv");
  it.each([
    ["fileBytes=100", panel],
    ["lineBytes=20", panel],
    ["columns=3", panel],
    ["cells=50", panel],
  ])("is refused by name: %s", async (limit, file) => {
    const answer = await runWords(["panel", "describe", file, "--limits", limit]);
    expect(answer.code).toBe(2);
    expect(answer.err).toContain("[limit/exceeded]");
    expect(answer.err).toContain(`--limits ${limit.split("=")[0]}=NUMBER`);
  });

  it("of a sheet is found in the thread that reads it", async () => {
    const file = join(folder, "sheet.xlsx");
    await writeTable(file, await readTable(panel));
    const answer = await runWords(["panel", "describe", file, "--limits", "cells=50"]);
    expect([answer.code, answer.err.includes("cells of one table or sheet")]).toEqual([2, true]);
  });

  it("of an XML document is its depth", async () => {
    const deep = `<tmx><body>${"<a>".repeat(300)}${"</a>".repeat(300)}</body></tmx>`;
    const text = Buffer.from(`<?xml version="1.0"?>${deep}`);
    await expect(extractText(text, "a.tmx")).rejects.toMatchObject({ code: "limit/exceeded" });
    useLimits({ xmlDepth: 400 });
    await expect(extractText(text, "a.tmx")).rejects.toMatchObject({ code: "extract/empty" });
    useLimits({});
  });

  it("in a batch is a failed item, and the others are done: exit 3", async () => {
    const reports = join(folder, "reports");
    mkdirSync(reports);
    const text = readFileSync(join(root, "corpus/reports/960100_2010.txt"), "utf8");
    writeFileSync(join(reports, "960100_2010.txt"), text);
    writeFileSync(join(reports, "960100_2011.txt"), text.repeat(20));
    const db = join(folder, "batch.db");
    const limit = `fileBytes=${10 * Buffer.byteLength(text)}`;
    const answer = await runWords(["import", "reports", reports, "--db", db, "--limits", limit]);
    expect(answer.code).toBe(3);
    expect(answer.out + answer.err).toContain("bytes of one file: at most");
    const list = await runWords(["documents", "list", "--db", db, "--json"]);
    expect(list.out).toContain("960100_2010.txt");
    expect(list.out).not.toContain("960100_2011.txt");
  });
});

describe("ordinary large input is no limit", () => {
  it("a CSV of 100 000 columns", async () => {
    const n = 100_000;
    const file = join(folder, "wide.csv");
    const names = Array.from({ length: n }, (_, i) => `c${i}`).join(",");
    const row = Array.from({ length: n }, (_, i) => i).join(",");
    writeFileSync(file, `${names}\n${row}\n${row}\n`);
    const table = await readTable(file);
    expect([table.columns.length, table.nrow]).toEqual([n, 2]);
    expect(table.number("c99999")[1]).toBe(99_999);
  });

  it("a CSV whose short lines do not fit its wide header is an error, without room for all", async () => {
    const file = join(folder, "uneven.csv");
    const names = Array.from({ length: 50_000 }, (_, i) => `c${i}`).join(",");
    writeFileSync(file, `${names}\n${"1\n".repeat(2_000_000)}`);
    await expect(readTable(file)).rejects.toMatchObject({ code: "table/wrong-field-count" });
  });

  it("a YAML file of 100 000 keys", () => {
    const keys = Array.from({ length: 100_000 }, (_, i) => `k${i}: ${i}`).join("\n");
    const { value } = parseYaml(keys, z.record(z.string(), z.number()), "keys.yaml");
    expect(value.k99999).toBe(99_999);
  });

  it("a text of 20 MB, also in one line", async () => {
    const sentence = "各位代表，报告工作。";
    for (const between of ["\n", ""]) {
      const bytes = Buffer.from((sentence + between).repeat(700_000));
      expect((await extractText(bytes, "a.txt")).text.length).toBeGreaterThanOrEqual(7_000_000);
    }
  });
});
