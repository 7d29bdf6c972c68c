import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { root } from "../how-to.js";

const run = promisify(execFile);
const programs = readdirSync(join(root, "examples")).filter((f) => f.endsWith(".mjs"));

/** What each program prints, in part. */
const PRINTED: Readonly<Record<string, RegExp>> = {
  "attention.mjs": /甲市 2020 2\n乙市 2020 0/,
  "classify.mjs": /CN1A key technology\nCN2A none/,
  "did.mjs": /-1: 0\.0000 \(–\)\n[\s\S]*CS \(2021, never treated\): -?\d\.\d{4}/,
  "index.mjs": /研发人员密度 0\.\d{4}\n[\s\S]*first city-year 0\.3602/,
  "regress.mjs": /gov {2}0\.0107 {2}\(0\.1877\)/,
};

describe("the example programs", () => {
  it("are those that this test knows", () => {
    expect(programs.sort()).toEqual(Object.keys(PRINTED));
  });

  it.each(programs)("%s runs with the built package", async (name) => {
    const { stdout, stderr } = await run(process.execPath, [join(root, "examples", name)]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(PRINTED[name]!);
  });
});
