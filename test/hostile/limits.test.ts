import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS, LIMIT_WORDS } from "../../src/base/limits.js";
import { runWords } from "../run-words.js";

const root = join(import.meta.dirname, "../..");

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
