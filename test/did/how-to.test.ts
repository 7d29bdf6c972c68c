import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandsOf, root, wordsOf } from "../how-to.js";
import { runWords } from "../run-words.js";

const before = process.cwd();
beforeAll(() => process.chdir(root));
afterAll(() => process.chdir(before));

describe("the how-to page on difference in differences", () => {
  const commands = commandsOf("difference-in-differences.md");

  it("has the same commands in both languages", () => {
    expect(commands.length).toBeGreaterThan(9);
    const chinese = commandsOf("difference-in-differences.zh-CN.md");
    expect(chinese).toEqual(commands.map((command) => `${command} --lang zh`));
  });

  it.each(commands)(
    "%s",
    async (command) => {
      const { code, out, err } = await runWords(wordsOf(command));
      expect(code, err).toBe(0);
      expect(err).not.toMatch(/^Error/m);
      expect(out).not.toBe("");
    },
    120_000,
  );
});
