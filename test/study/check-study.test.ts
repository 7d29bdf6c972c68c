import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkStudyFile } from "../../src/study/index.js";
import { runWords } from "../run-words.js";
import { smallStudy } from "./small-study.js";

const root = join(import.meta.dirname, "../..");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-check-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
/** The messages of a small study, changed. */
async function messages(sections: string, change = (t: string) => t): Promise<string[]> {
  const file = smallStudy(join(folder, `s${count++}`), sections, change);
  const { errors } = await checkStudyFile(file);
  return errors.map((e) => `${e.facts.row} ${e.text.what.en} ${e.text.fix.en}`);
}

const BASELINE = "  - { make: baseline }";

describe("checking a study file", () => {
  it("finds nothing wrong in the studies that come with the package", async () => {
    for (const name of ["demo", "000", "001", "002", "003", "004"]) {
      const { errors } = await checkStudyFile(join(root, `studies/${name}.yaml`));
      expect(
        errors.map((e) => e.message),
        name,
      ).toEqual([]);
    }
    const small =
      "  - { make: models, show: [pilot], columns: [{}, { panel: firms, outcome: sales, controls: none, policy: firm_pilot }] }";
    expect(await messages(small)).toEqual([]);
  });

  it("tells every mistake at once, in the order of the lines", async () => {
    const sections = `
  - { make: baseline, controls: [lgdp, finn], clusters: [city] }
  - { make: event-study, bin: [-4, 4], reference: x, where: "yeer > 2011" }
  - { make: basline }
  - make: models
    show: [pilto]
    sample: lat
    columns:
      - { regressors: ["l(pilot)", "lg(gdp)"], effect: [city] }
      - { panel: frims }
      - { outcome: sales, panel: firms, cluster: [citty] }
  - { make: subgroups, splits: [{ by: ritch }] }
`;
    const found = await messages(sections, (t) =>
      t
        .replace("controls: [lgdp, fin]", "controls: [lgdpp, fin]")
        .replace("{ fill: [gdp] }", "{ fill: [gpd] }")
        .replace('formula: "ln(gdp)"', 'formula: "ln(gdpp"')
        .replace("policy: pilot\n", "policy: pilto\n")
        .replace("  unit: city\n", "  unit: ctiy\n")
        .replace("outcome: y\n", "outcom: y\n")
        .replace("seed: 7\n", "seed: seven\n"),
    );
    const wanted = [
      /outcom".* Did you mean "outcome"\?/,
      /seed/,
      /the unit "ctiy".*"city"/,
      /"gpd" is not a column.*"gdp"/,
      /there is no policy "pilto".*"pilot"/,
      /a control "lgdpp".*"lgdp"/,
      /a control "finn".*"fin"/,
      /there is no field "clusters".*"cluster"/,
      /there is no field "bin".*"bins"/,
      /sections\.1\.reference/,
      /"yeer" is not a column.*"year"/,
      /there is no table or figure "basline".*"baseline"/,
      /the term "pilto".*"pilot"/,
      /there is no sample "lat".*"late"/,
      /no function "lg\(\)"/,
      /there is no field "effect".*"effects"/,
      /there is no panel "frims".*"firms"/,
      /"citty" is not a column.*"city"/,
      /"ritch" is not a column.*"rich"/,
    ];
    for (const pattern of wanted) {
      expect(
        found.filter((m) => pattern.test(m)),
        String(pattern),
      ).not.toEqual([]);
    }
    expect(found.some((m) => /outcome: this entry is missing/.test(m))).toBe(false);
    const rows = found.map((m) => Number.parseInt(m, 10));
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  });

  it("names the level where a field belongs", async () => {
    const found = await messages(
      "  - { make: baseline, seed: 3 }\n  - { make: models, endogenous: [x], columns: [{}] }",
      (t) => t.replace("seed: 7", "seed: 7\nunit: city"),
    );
    expect(found).toEqual([
      expect.stringMatching(/unit: there is no field "unit"\. Did you mean "unit" under data\?/),
      expect.stringMatching(/"seed"\. Did you mean "seed" at the top level of the file\?/),
      expect.stringMatching(/"endogenous" under sections\.columns\?/),
    ]);
  });

  it.each([
    ["controls: [lgdp, fin]", "controls：[lgdp, fin]", "：", ":"],
    ["controls: [lgdp, fin]", "controls: [lgdp，fin]", "，", ","],
    ["controls: [lgdp, fin]", "controls: ［lgdp, fin]", "［", "["],
    ["outcome: y", "outcome: “y”", "“", '"'],
    ["{ fill: [gdp] }", "{ fill：[gdp] }", "：", ":"],
    [`not-first: "city != 'c00'"`, 'not-first: "city != ‘c00’"', "‘", "'"],
    ['formula: "ln(gdp)"', "formula: “ln(gdp)”", "“", '"'],
  ])("names the full-width mark in %s → %s and the right one", async (from, to, mark, right) => {
    const found = await messages(BASELINE, (t) => t.replace(from, to));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^\d+ \(position \d+\) the full-width /);
    expect(found[0]).toContain(`full-width ${mark} is not read`);
    expect(found[0]).toContain(`Write ${right} instead.`);
  });

  it("reads full-width brackets and commas inside formulas, and all marks inside texts", async () => {
    const change = (t: string) =>
      t
        .replace('"ln(gdp)"', '"ln（gdp）"')
        .replace("zh: 小型研究", "zh: 小型研究：“示例”，初稿")
        .replace("zh: 人均产出 }", 'zh: "人均产出，对数：甲" }');
    expect(await messages(BASELINE, change)).toEqual([]);
  });

  it("looks for the files and word lists that are named", async () => {
    const found = await messages(BASELINE, (t) =>
      t.replace(
        "policies:",
        "text:\n  reports: [no-reports]\n  measures:\n    - { name: w, dictionary: st-talnet }\npolicies:",
      ),
    );
    expect(found).toEqual([
      expect.stringMatching(/there is no file or folder "no-reports"/),
      expect.stringMatching(/st-talnet.*st-talent/),
    ]);
  });

  it("ends with 2 on the command line, with all messages, in Chinese too", async () => {
    const file = smallStudy(join(folder, "cli"), "  - { make: baseline, controls: [lgpd] }", (t) =>
      t.replace("cluster: [city]", "cluster: [ciyt]"),
    );
    const { code, err } = await runWords(["study", "check", file, "--lang", "zh"], {
      env: { LANG: "zh_CN.UTF-8" },
    });
    expect(code).toBe(2);
    expect(err).toMatch(/“ciyt”不是面板中的列/);
    expect(err).toMatch(/“lgpd”不是面板中的列/);
  });

  it("shows the mistakes of a template that was changed", async () => {
    const place = join(folder, "template");
    await runWords(["init", place], { env: { LANG: "en_US.UTF-8" } });
    const file = join(place, "study.yaml");
    expect((await checkStudyFile(file)).errors).toEqual([]);
    writeFileSync(file, readFileSync(file, "utf8").replace("fin]", "fni]"));
    expect((await checkStudyFile(file)).errors.length).toBeGreaterThan(0);
  });
});
