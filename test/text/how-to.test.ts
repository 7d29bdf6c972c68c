import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandsOf, root, wordsOf } from "../how-to.js";
import { runWords } from "../run-words.js";

const commands = commandsOf("count-attention.md");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-how-to-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The words of a command, with bundled files found in the package and results put into a folder. */
function words(command: string): string[] {
  const segments = /--mode (?:both|segment)|expand/.test(command);
  // The prebuilt engine loads in a tenth of the time.
  const argv = wordsOf(`${command}${segments ? " --engine node-rs" : ""}`);
  return argv.map((word, i) => {
    if (word.startsWith("corpus/")) return join(root, word);
    const isResult = ["-o", "--db", "--differences", "--totals"].includes(argv[i - 1]!);
    return isResult ? join(folder, word) : word;
  });
}

describe("the page on counting attention", () => {
  it("has the same commands in both languages", () => {
    expect(commands.length).toBeGreaterThan(12);
    expect(commandsOf("count-attention.zh-CN.md")).toEqual(commands);
  });

  it.each(commands)(
    "%s",
    async (command) => {
      const argv = words(command);
      const { code, out, err } = await runWords([...argv, "--quiet"]);
      expect(err).not.toMatch(/^Error/m);
      expect(code).toBe(0);
      const results = argv.filter((_, i) => ["-o", "--differences"].includes(argv[i - 1]!));
      const written = results.filter((file) => existsSync(file));
      if (argv.includes("--dry-run")) expect(written).toEqual([]);
      else expect(written).toEqual(results);
      expect(out !== "" || written.length > 0).toBe(true);
    },
    240_000,
  );
});
