import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { studyResultsSchema } from "../../src/result/schemas.js";
import { writeDemoCorpus } from "../../src/simulate/index.js";
import { runWords } from "../run-words.js";

const root = join(import.meta.dirname, "../..");
let folder: string;

const cli = (...argv: string[]) => runWords(argv, { env: { LANG: "zh_CN.UTF-8" } });

/** The demonstration's study file, changed, with its paths made absolute. */
function variant(name: string, change: (text: string) => string): string {
  const text = readFileSync(join(root, "studies/demo.yaml"), "utf8").replaceAll(
    "../corpus",
    join(root, "corpus"),
  );
  const file = join(folder, name);
  writeFileSync(file, change(text));
  return file;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-demo-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the bundled corpus", () => {
  it("is what its settings and seed make, byte for byte", () => {
    const again = join(folder, "corpus");
    mkdirSync(again);
    const made = writeDemoCorpus(again);
    expect(made.cities).toBeGreaterThanOrEqual(30);
    expect(made.reports).toBe(made.cities * 12);
    expect(made.patents).toBeGreaterThanOrEqual(5000);
    for (const name of ["panel.csv", "patents.csv", "regions.csv"]) {
      expect(readFileSync(join(again, name)).equals(readFileSync(join(root, "corpus", name)))).toBe(
        true,
      );
    }
    const reports = readdirSync(join(again, "reports"));
    expect(readdirSync(join(root, "corpus/reports")).sort()).toEqual(reports.sort());
    for (const name of reports) {
      expect(readFileSync(join(again, "reports", name), "utf8")).toBe(
        readFileSync(join(root, "corpus/reports", name), "utf8"),
      );
    }
  });
});

describe("the demonstration", () => {
  const out = (): string => join(folder, "out");

  it("goes from reports and patents to the coefficient, and finds what was planted", async () => {
    const run = await cli("demo", "-o", out(), "--json", "--quiet");
    expect(run.err).toBe("");
    expect(run.code).toBe(0);
    const { planted } = JSON.parse(run.out);
    expect(planted).toHaveLength(1);
    expect(planted[0].ciLow).toBeLessThan(planted[0].value);
    expect(planted[0].ciHigh).toBeGreaterThan(planted[0].value);
  }, 120_000);

  it("leaves every file that the interface names", () => {
    const names = ["report.html", "report.docx", "results.json", "manifest.json"];
    for (const kind of ["docx", "tex", "html", "xlsx", "csv"]) names.push(`tables/table-3.${kind}`);
    for (const kind of ["svg", "pdf", "png", "csv"]) names.push(`figures/figure-1.${kind}`);
    for (const name of names) expect(existsSync(join(out(), name)), name).toBe(true);
  });

  it("writes results in full precision, to the published schema, labelled simulated", () => {
    const results = JSON.parse(readFileSync(join(out(), "results.json"), "utf8"));
    expect(studyResultsSchema.safeParse(results).error?.issues ?? []).toEqual([]);
    expect(results.simulated).toBe(true);
    const baseline = results.sections.find((s: { name: string }) => s.name === "baseline");
    const [first, second] = baseline.results.fits;
    expect(first.nobs).toBe(432);
    expect(second.terms[0]).toMatchObject({ name: "did" });
    expect(second.vcov.clusters).toEqual({ city: 36 });
    const page = readFileSync(join(out(), "report.html"), "utf8");
    expect(page).toContain("模拟数据");
  });

  it("counts keywords as a search of our own does", () => {
    const terms = readFileSync(
      join(root, "dictionaries/keywords/new-quality-productive-forces.csv"),
      "utf8",
    )
      .split("\n")
      .slice(1)
      .map((line) => line.split(",")[2]!)
      .filter(Boolean)
      .sort((a, b) => b.length - a.length);
    const text = readFileSync(join(root, "corpus/reports/960100_2015.txt"), "utf8");
    let count = 0;
    for (let at = 0; at < text.length; ) {
      const hit = terms.find((term) => text.startsWith(term, at));
      if (hit !== undefined) count++;
      at += hit?.length ?? 1;
    }
    const page = readFileSync(join(out(), "report.html"), "utf8");
    const shown = /政府关注度（词频），青岚市 2015 <output>(\d+)<\/output>/.exec(page)?.[1];
    expect(Number(shown)).toBe(count);
  });

  it("leads from the coefficient to a sentence of a report by links alone", () => {
    const page = readFileSync(join(out(), "report.html"), "utf8");
    const [, ...articles] = page.split('<article class="xz-node" id="');
    // What a step was made from; what it is used in would lead everywhere.
    const madeFrom = new Map(
      articles.map((a) => [a.slice(0, a.indexOf('"')), a.split(/<p>(?:Used in|用于)<\/p>/)[0]!]),
    );
    const start = /<a id="[^"]*coefficient%3Abaseline%3A2%3Adid" href="#([^"]+)"/.exec(page)?.[1];
    expect(start).toBeDefined();
    const seen = new Set([start!]);
    for (const id of seen) {
      const links = madeFrom.get(id)!.matchAll(/href="#(lineage-[^"]+)"/g);
      for (const [, next] of links) seen.add(next!);
    }
    const text = [...seen].map((id) => madeFrom.get(id)!).join("\n");
    for (const kind of [
      /<small>(coefficient|系数)<\/small>/,
      /<small>(panel column|面板列)<\/small>/,
      /<small>(index|指数)<\/small>/,
      /<caption>(weight|权重)<\/caption>/,
      /<caption>(indicator cell|指标单元格)<\/caption>/,
      /<small>(count|计数)<\/small>/,
      /<caption>(sentence|原句)<\/caption>.*【.+】/,
      /<caption>(patent|专利)<\/caption>/,
      /<small>(rule|规则)<\/small>/,
    ]) {
      expect(text).toMatch(kind);
    }
  });

  it("shows behind every count exactly the hits and patents that it counted", async () => {
    const file = join(root, "studies/demo.yaml");
    const run = await cli("study", "verify", file, "--evidence", "-o", out(), "--json", "--quiet");
    expect(run.code, run.err).toBe(0);
    const { same, measures } = JSON.parse(run.out);
    expect(same).toBe(true);
    expect(measures.map((m: { name: string }) => m.name)).toEqual(["attention", "key_patents"]);
    for (const { cells, summed, shown, differing } of measures) {
      expect([cells, summed, differing]).toEqual([432, 432, []]);
      expect(shown).toBeGreaterThan(432);
    }
  }, 120_000);

  it("names report, date and file of each sentence", () => {
    const page = readFileSync(join(out(), "report.html"), "utf8");
    const table = /<caption>原句<\/caption>(.*?)<\/table>/.exec(page)![1]!;
    for (const [row] of table.matchAll(/<tr>.*?<\/tr>/g)) {
      expect(row).toMatch(/【.+】.*政府工作报告.*\d{4}.*\.txt/);
    }
  });

  it("takes unchanged steps from the store and gives the same numbers", async () => {
    const before = readFileSync(join(out(), "results.json"), "utf8");
    const run = await cli("demo", "-o", out(), "--json", "--quiet");
    expect(run.code).toBe(0);
    expect(readFileSync(join(out(), "results.json"), "utf8")).toBe(before);
    const manifest = JSON.parse(readFileSync(join(out(), "manifest.json"), "utf8"));
    const state = Object.fromEntries(
      manifest.steps.map((s: { name: string; state: string }) => [s.name, s.state]),
    );
    expect(state).toMatchObject({ panel: "cached", text: "cached", patents: "cached" });
  }, 120_000);
});

describe("a study file with a mistake", () => {
  /** Each study file has a folder of its own: that of another one is refused. */
  const outOf = (file: string) => join(folder, `bad-${basename(file, ".yaml")}`);
  const run = (file: string) =>
    cli("study", "run", file, "-o", outOf(file), "--quiet", "--lang", "en");

  it("names the line of an unknown field, table, option and column, with the nearest one", async () => {
    const field = await run(variant("a.yaml", (t) => t.replace("outcome: nqp", "outcom: nqp")));
    expect([field.code, field.err]).toEqual([
      2,
      expect.stringMatching(/a\.yaml, row \d+.*outcom[\s\S]*"outcome"/),
    ]);
    const table = await run(variant("b.yaml", (t) => t.replace("make: baseline", "make: basline")));
    expect(table.code).toBe(3);
    expect(table.out).toMatch(/row \d+: there is no table or figure "basline"[\s\S]*"baseline"/);
    const option = await run(variant("c.yaml", (t) => t.replace("bins:", "bin:")));
    expect(option.code).toBe(3);
    expect(option.out).toMatch(
      /row \d+: \(position \d+\) sections\.3\.bin: there is no field "bin"\.[\s\S]*"bins"/,
    );
    const column = await run(
      variant("d.yaml", (t) => t.replace("controls: [pgdp,", "controls: [pgpd,")),
    );
    expect(column.code).toBe(3);
    expect(column.out).toMatch(
      /✗ descriptives, baseline, event-study, placebo, referee: .*row \d+, column "pgpd": a control "pgpd" is not a column of the panel[\s\S]*"pgdp"/,
    );
    expect(existsSync(join(outOf("d.yaml"), "tables/table-1.docx"))).toBe(true);
  }, 120_000);

  it("refuses a policy that treats nobody", async () => {
    const file = variant("e.yaml", (t) => t.replace("first: first_treated", "first: nobody"));
    const panel = readFileSync(join(root, "corpus/panel.csv"), "utf8").trim().split("\n");
    const own = join(folder, "panel.csv");
    writeFileSync(own, panel.map((line, i) => `${line},${i === 0 ? "nobody" : "0"}`).join("\n"));
    writeFileSync(file, readFileSync(file, "utf8").replace(join(root, "corpus/panel.csv"), own));
    const result = await run(file);
    expect(result.code).toBe(3);
    expect(result.out).toMatch(
      /✗ .*baseline, event-study, placebo, referee: [\s\S]*the policy treats nobody/,
    );
    expect(existsSync(join(outOf(file), "tables/table-1.docx"))).toBe(true);
  }, 120_000);

  it("makes the other tables when one cannot be made, and exits with 3", async () => {
    const file = variant("f.yaml", (t) =>
      t.replace("- { make: descriptives }", "- { make: descriptives, variables: [pgdp, gvo] }"),
    );
    const result = await run(file);
    expect(result.code).toBe(3);
    expect(result.out).toMatch(/descriptives: .*"gvo"[\s\S]*"gov"/);
    expect(existsSync(join(outOf(file), "report.docx"))).toBe(true);
    expect(existsSync(join(outOf(file), "tables/table-2.docx"))).toBe(true);
  }, 120_000);
});

describe("the indicator systems of a study", () => {
  it("may be bundled ones by name; a wrong name is answered with the nearest", async () => {
    const named = (name: string) => (text: string) =>
      text.replace(/system: \S+?nqp-demo\.yaml/, `system: ${name}`);
    const run = (name: string) =>
      cli(
        ...["study", "run", variant("g.yaml", named(name)), "-o", join(folder, "named")],
        ...["--quiet", "--lang", "en"],
      );
    const bundled = await run("nqp-26");
    // The demonstration's panel has none of its columns: the system was opened, its line is named.
    expect(bundled.code).toBe(3);
    expect(bundled.out).toMatch(/nqp-26\.yaml, row \d+/);
    const wrong = await run("nqp-62");
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/nqp-62[\s\S]*"nqp-2[46]"/);
    const lost = await run("lost.yaml");
    expect(lost.code).toBe(2);
    expect(lost.err).toContain("lost.yaml");
  }, 120_000);
});
