import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../how-to.js";

const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  exports: Record<string, { types: string; default: string }>;
};
const doors = ["regress", "did", "text", "patent", "index", "report", "study", "crawl"];

describe("the parts of the library", () => {
  it.each(doors)("xinzhi/%s leads to a room of the source, with its types", async (door) => {
    const { types, default: file } = exports[`./${door}`]!;
    expect(types).toBe(file.replace(/\.js$/, ".d.ts"));
    const source = join(root, file.replace("./dist", "src").replace(/\.js$/, ".ts"));
    expect(existsSync(source)).toBe(true);
    expect(Object.keys(await import(source)).length).toBeGreaterThan(5);
  });

  it("xinzhi/regress has every family", async () => {
    const room = await import("../../src/regress/index.js");
    for (const name of ["poisson", "negbin", "logit", "probit", "clogit", "tobit"] as const)
      expect(typeof room[name]).toBe("function");
    expect(typeof room.fitFamily).toBe("function");
  });
});
