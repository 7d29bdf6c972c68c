import { cpSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandsOf, root, wordsOf } from "../how-to.js";
import { runWords } from "../run-words.js";

const before = process.cwd();

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), "xinzhi-how-to-"));
  mkdirSync(join(folder, "corpus"));
  for (const name of ["patents.csv", "regions.csv"]) {
    cpSync(join(root, "corpus", name), join(folder, "corpus", name));
  }
  cpSync(join(root, "corpus/examples"), join(folder, "corpus/examples"), { recursive: true });
  process.chdir(folder);
});
afterAll(() => process.chdir(before));

describe("the how-to page on patents", () => {
  const commands = commandsOf("classify-patents.md");

  it("has the same commands in both languages", () => {
    expect(commands.length).toBe(8);
    expect(commandsOf("classify-patents.zh-CN.md")).toEqual(commands);
  });

  it("has commands that run as printed and write what it says", async () => {
    for (const command of commands) {
      const { code, err } = await runWords(wordsOf(command));
      expect(code, `${command}\n${err}`).toBe(0);
    }
    const head = (file: string): string[] => readFileSync(file, "utf8").split("\n")[0]!.split(",");
    expect(head("cities-innovation.csv")).toEqual(
      expect.arrayContaining(["region_code", "key", "width4", "similarity4", "coop_weight"]),
    );
    const firms = readFileSync("firms-innovation.csv", "utf8").trim().split("\n");
    expect(firms[0]!.split(",").slice(0, 4)).toEqual(["firm", "year", "region_code", "city"]);
    expect(new Set(firms.slice(1).map((l) => l.split(",")[0]))).toEqual(
      new Set(["960001", "960002"]),
    );
  }, 120_000);
});
