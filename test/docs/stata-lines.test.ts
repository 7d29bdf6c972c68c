import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wordsIn } from "../../scripts/site/run-page.js";
import { STATA_LINES, stataPage } from "../../scripts/site/stata-lines.js";
import { createRng } from "../../src/base/index.js";
import { root } from "../how-to.js";
import { runWords } from "../run-words.js";

/** 24 cities in 8 provinces over ten years, with noise from a seed. */
function panelCsv(): string {
  const rng = createRng(7, 0);
  const rows = ["city,year,prov,y,x,x1,x2,z,z1,z2,d,did,g,n,b,pop"];
  for (let city = 1; city <= 24; city++) {
    const g = [2013, 2016, 0][city % 3]!;
    for (let year = 2009; year <= 2018; year++) {
      const [x, x1, x2, z1, z2, e, v] = Array.from({ length: 7 }, () => rng.normal());
      const z = Math.floor(3 * rng.uniform());
      const did = g > 0 && year >= g ? 1 : 0;
      const d = z1! + 0.5 * z2! + e!;
      const y = city / 10 + x! + x1! - x2! + d + did + v!;
      const n = Math.floor(Math.exp(1 + 0.3 * x! + 0.4 * e!) + rng.uniform() * 2);
      const b = 0.5 * x! + v! > 0 ? 1 : 0;
      const pop = 1 + rng.uniform();
      rows.push(
        [`c${city}`, year, `p${city % 8}`, y, x, x1, x2, z, z1, z2, d, did, g, n, b, pop].join(","),
      );
    }
  }
  return `${rows.join("\n")}\n`;
}

const before = process.cwd();
beforeAll(() => {
  process.chdir(mkdtempSync(join(tmpdir(), "xinzhi-stata-")));
  writeFileSync("panel.csv", panelCsv());
  writeFileSync("more.csv", panelCsv().replaceAll("\nc", "\nk"));
});
afterAll(() => process.chdir(before));

describe("your Stata line and ours", () => {
  it("are sixty or more, each once", () => {
    expect(STATA_LINES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(STATA_LINES.map(({ typed }) => typed)).size).toBe(STATA_LINES.length);
  });

  it.each(STATA_LINES)("$typed", async ({ command }) => {
    const { code, out, err } = await runWords(wordsIn(command));
    expect([code, err.match(/^Error.*/m)?.[0]]).toEqual([0, undefined]);
    expect(out).not.toBe("");
  });

  it.each([
    ["en", "stata-lines.md"],
    ["zh", "stata-lines.zh-CN.md"],
  ] as const)("stand on the page in %s", (lang, name) => {
    expect(readFileSync(join(root, "docs/reference", name), "utf8")).toBe(stataPage(lang));
  });
});
