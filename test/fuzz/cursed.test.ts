import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useLimits } from "../../src/base/index.js";
import { judge, type Target } from "./target.js";
import { allTargets } from "./targets.js";

// Inputs that once were read wrongly, that crashed a reader or that held it up: found by `npm run fuzz`.
const CURSED = join(import.meta.dirname, "../cursed");
const found = existsSync(CURSED)
  ? readdirSync(CURSED, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readdirSync(join(CURSED, name)).map((file) => [name, file] as const))
  : [];
let targets: Map<string, Target>;
let work: string;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), "xinzhi-cursed-"));
  targets = new Map((await allTargets()).map((t) => [t.name, t]));
  useLimits({ seconds: 20, memory: 1024 });
}, 120_000);
afterAll(() => {
  useLimits({});
  rmSync(work, { recursive: true, force: true });
});

describe("what fuzzing found", () => {
  it("belongs to a reader that is still there", () => {
    expect([...new Set(found.map(([name]) => name))].filter((n) => !targets.has(n))).toEqual([]);
  });

  it.each(found)("%s: %s is an error of the user, told, or right", async (name, file) => {
    const target = targets.get(name)!;
    const path = join(work, `input${extname(file)}`);
    copyFileSync(join(CURSED, name, file), path);
    const bytes = readFileSync(path);
    let intact: string | undefined;
    if (target.oracle === "same") {
      const seed = join(work, `seed${target.ending}`);
      intact = (await target.read(target.seeds[0]!, seed)).value;
    }
    const { outcome, detail } = await judge(target, bytes, path, intact);
    expect(["error", "right", "told", "other"], detail).toContain(outcome);
  });
});
