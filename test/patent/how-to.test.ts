import { cpSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/index.js";

const root = join(import.meta.dirname, "../..");
const before = process.cwd();

/** The commands of a page, with quoted words put together. */
function commandsOf(page: string): string[] {
  const text = readFileSync(join(root, "docs/how-to", page), "utf8");
  return [...text.matchAll(/```sh\n(.*?)```/gs)].flatMap((m) => m[1]!.trim().split("\n"));
}

async function run(command: string): Promise<{ exit: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2]!);
  const exit = await runCli(words.slice(1), {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    env: { LANG: "C" },
    isTerminal: false,
    now: () => new Date("2026-01-01T00:00:00Z"),
    signal: new AbortController().signal,
  });
  return { exit, out, err };
}

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
      const { exit, err } = await run(command);
      expect(exit, `${command}\n${err}`).toBe(0);
    }
    const head = (file: string): string[] => readFileSync(file, "utf8").split("\n")[0]!.split(",");
    expect(head("cities-innovation.csv")).toEqual(
      expect.arrayContaining(["city_code", "key", "width4", "similarity4", "coop_weight"]),
    );
    const firms = readFileSync("firms-innovation.csv", "utf8").trim().split("\n");
    expect(firms[0]!.split(",").slice(0, 4)).toEqual(["firm", "year", "city_code", "city"]);
    expect(new Set(firms.slice(1).map((l) => l.split(",")[0]))).toEqual(
      new Set(["960001", "960002"]),
    );
  }, 120_000);
});
