import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { qt } from "../../src/math/index.js";
import { runWords } from "../run-words.js";

const DATA = resolve(import.meta.dirname, "../golden/cases/c13.csv");
const PANEL = resolve(import.meta.dirname, "../golden/did/d01_staggered.csv");
const folder = mkdtempSync(join(tmpdir(), "xinzhi-tables-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function written(...words: string[]): Promise<string> {
  const file = join(folder, "table.md");
  const { code, err } = await runWords([...words, "-o", file]);
  expect(err).not.toContain("Error");
  expect(code).toBe(0);
  return readFileSync(file, "utf8");
}

const regress = ["regress", DATA, "c(y, cnt) ~ x + z | id", "--cluster", "id"];

describe("options of written tables", () => {
  it("title, names, digits, t values, no stars", async () => {
    const plain = await written(...regress);
    expect(plain).toContain(String.raw`0.318\*\*\*`);
    expect(plain).toContain("Standard errors in parentheses");
    const text = await written(
      ...[
        ...regress,
        "--title",
        "Baseline",
        "--label",
        "x=Digital economy",
        "--label",
        "cnt=Patents",
      ],
      ...["--digits", "4", "--parentheses", "t", "--stars", "none"],
    );
    expect(text).toContain("Baseline");
    expect(text).toContain("Digital economy");
    expect(text).toContain("Patents");
    expect(text).toContain("0.3181");
    expect(text).not.toContain("p&lt;0.01");
    expect(text).toContain("t statistics in parentheses");
    const { out } = await runWords([...regress, "--json"]);
    const [row] = JSON.parse(out)[0].terms;
    expect(text).toContain(`(${row.statistic.toFixed(2)})`);
  });

  it("of did, by the same words", async () => {
    const words = [
      "did",
      "twfe",
      PANEL,
      "y ~ 1",
      "--unit",
      "city",
      "--time",
      "year",
      "--first",
      "g",
    ];
    const text = await written(
      ...words,
      "--title",
      "政策效应",
      "--label",
      "did=试点",
      "--digits",
      "5",
    );
    expect(text).toContain("政策效应");
    expect(text).toContain("试点");
    const { out } = await runWords([...words, "--json"]);
    expect(text).toContain(JSON.parse(out).terms[0].estimate.toFixed(5));
  });

  it("are refused where nothing is written, or nothing can be in parentheses", async () => {
    const { code, err } = await runWords([...regress, "--digits", "4"]);
    expect(code).toBe(2);
    expect(err).toContain("-o FILE with it");
    const { err: label } = await runWords([...regress, "--label", "x", "-o", "t.md"]);
    expect(label).toContain("expected name=text");
    const { err: bacon } = await runWords([
      ...["did", "bacon", PANEL, "y ~ 1", "--unit", "city", "--time", "year", "--first", "g"],
      ...["--parentheses", "t", "-o", join(folder, "b.md")],
    ]);
    expect(bacon).toContain("--parentheses");
  });
});

describe("--level", () => {
  it.each([90, 99])("%s: intervals, their head and the JSON", async (level) => {
    const words = ["regress", DATA, "y ~ x | id", "--cluster", "id"];
    const wide = await runWords([...words, "--level", String(level)]);
    expect(wide.out).toContain(`${level}% interval`);
    const fit = JSON.parse((await runWords([...words, "--level", String(level), "--json"])).out);
    const [term] = fit.terms;
    expect(fit.level).toBeCloseTo(level / 100, 12);
    const q = qt(1 - (1 - level / 100) / 2, fit.vcov.df);
    expect(term.ciHigh).toBeCloseTo(term.estimate + q * term.se, 12);
    expect(term.ciLow).toBeCloseTo(term.estimate - q * term.se, 12);
  });

  it("is a percentage", async () => {
    const { code, err } = await runWords(["regress", DATA, "y ~ x", "--level", "0.9"]);
    expect(code).toBe(2);
    expect(err).toContain("a percentage");
  });
});

it("words of Stata after the formula are answered with the line to type", async () => {
  const { code, err } = await runWords([
    "regress",
    DATA,
    "y ~ x",
    "absorb(id year)",
    "vce(cluster id)",
  ]);
  expect(code).toBe(2);
  expect(err).toContain(`xinzhi regress ${DATA} "y ~ x | id + year" --cluster id`);
});
