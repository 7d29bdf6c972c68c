import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Io, runCli } from "../../src/cli/index.js";

const home = join(import.meta.dirname, "../..");
const commandsOf = (page: string): string[] =>
  [...readFileSync(join(home, "docs", "how-to", page), "utf8").matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap((m) => m[1]!.trim().split("\n"))
    .filter((line) => line.startsWith("xinzhi "));
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
  const argv = `${command}${segments ? " --engine node-rs" : ""}`.split(" ").slice(1);
  return argv.map((word, i) => {
    if (word.startsWith("corpus/")) return join(home, word);
    const isResult = ["-o", "--db", "--differences", "--totals"].includes(argv[i - 1]!);
    return isResult ? join(folder, word) : word;
  });
}

async function run(argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const io: Io = {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    env: { LANG: "en_US.UTF-8" },
    isTerminal: false,
    now: () => new Date("2026-01-01T00:00:00Z"),
    signal: new AbortController().signal,
  };
  const code = await runCli([...argv, "--quiet"], io);
  return { code, out, err };
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
      const { code, out, err } = await run(argv);
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
