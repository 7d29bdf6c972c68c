import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { blocksOf, commandsIn, runPage } from "../../scripts/site/run-page.js";
import { root } from "../how-to.js";

const CHINESE = ".zh-CN.md";
const read = (page: string): string => readFileSync(join(root, "docs", page), "utf8");
const commandsOf = (page: string): string[] => blocksOf(read(page)).flatMap(commandsIn);

/** Files that a reader writes, without remarks. */
const filesOf = (page: string) =>
  blocksOf(read(page))
    .filter(({ language, words }) => ["csv", "yaml", "txt"].includes(language) && words !== "")
    .map(({ words, text }) => [words, text.replace(/\s+#.*$/gm, "")]);

/** Numbers of the outputs that a page shows; the order of words differs between languages. */
const numbersOf = (page: string) =>
  blocksOf(read(page))
    .filter(({ language }) => language === "text")
    .map(({ text }) => [...text.matchAll(/\d+(\.\d+)?/g)].map(([number]) => number).sort());

const run = ["tutorials", "explanation"].flatMap((folder) =>
  readdirSync(join(root, "docs", folder))
    .filter((name) => name.endsWith(CHINESE))
    .map((name) => `${folder}/${name}`),
);

describe("tutorials and explanations", () => {
  it("are there", () => {
    expect(run).toHaveLength(10);
  });

  it.each(run)(
    "%s runs as printed and shows what its commands print",
    async (page) => {
      const { ran, shown } = await runPage(page, "zh");
      expect(ran.length).toBeGreaterThan(0);
      for (const { command, code, err } of ran)
        expect([command, code, err]).toEqual([command, 0, err]);
      expect(shown.length).toBeGreaterThan(0);
      for (const { block, printed } of shown) expect(block.text).toBe(printed);
    },
    180_000,
  );

  it.each(run)("%s has the files, commands and numbers of its English page", (page) => {
    const english = page.replace(CHINESE, ".md");
    expect(commandsOf(english)).toEqual(commandsOf(page));
    expect(filesOf(english)).toEqual(filesOf(page));
    expect(numbersOf(english)).toEqual(numbersOf(page));
  });
});

// The other how-to pages are run beside their subjects (test/did, test/text, test/policy, test/patent).
const howTo = ["run-regressions", "clean-a-panel", "read-and-write-data", "build-an-index"];

describe("how-to pages", () => {
  it.each(howTo.map((name) => `how-to/${name}.md`))(
    "%s runs as printed",
    async (page) => {
      const { ran } = await runPage(page, "en");
      expect(ran.length).toBeGreaterThan(2);
      for (const { command, code, err } of ran)
        expect([command, code, err]).toEqual([command, 0, err]);
    },
    120_000,
  );

  it.each(howTo.slice(0, 3))("%s has the same commands in both languages", (name) => {
    const plain = (commands: string[]) => commands.map((c) => c.replace(" --lang zh", ""));
    expect(plain(commandsOf(`how-to/${name}${CHINESE}`))).toEqual(commandsOf(`how-to/${name}.md`));
  });
});
