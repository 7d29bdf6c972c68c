import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Interrupted, silent } from "../../src/base/index.js";
import { Store } from "../../src/store/index.js";
import { readStudy, runStudy } from "../../src/study/index.js";
import { runWords } from "../run-words.js";
import { smallStudy } from "./small-study.js";

const SECTIONS = `
  - { make: descriptives, variables: [y, gdp, fin] }
  - make: models
    id: main
    columns: [{ controls: none }, {}, { controls: [fin] }]
  - { make: event-study }
  - { make: placebo, draws: 30 }
  - { make: competing, others: [second], controls: [lgdp] }
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-runner-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cli = (argv: readonly string[], env: Record<string, string> = {}, signal?: AbortSignal) =>
  runWords(argv, {
    env: { LANG: "en_US.UTF-8", ...env },
    ...(signal === undefined ? {} : { signal }),
  });

const run = (file: string, out: string, ...more: string[]) =>
  cli(["study", "run", file, "-o", out, "--quiet", "--lang", "en", ...more]);

function states(out: string): Record<string, string> {
  const { steps } = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
  return Object.fromEntries(steps.map((s: { name: string; state: string }) => [s.name, s.state]));
}

describe("running a study again", () => {
  const file = () => smallStudy(join(folder, "again"), SECTIONS);
  const out = () => join(folder, "again/out");

  it("makes only what depends on a changed line", async () => {
    const study = file();
    expect((await run(study, out())).code).toBe(0);
    expect(states(out())["section main"]).toBe("ran");
    const text = readFileSync(study, "utf8");
    writeFileSync(study, text.replace("controls: [lgdp, fin]", "controls: [lgdp]"));
    expect((await run(study, out())).code).toBe(0);
    expect(states(out())).toMatchObject({
      panel: "cached",
      frame: "cached",
      "section descriptives": "cached",
      "section main": "ran",
      "section placebo": "ran",
    });
    writeFileSync(study, text.replace("draws: 30", "draws: 31"));
    await run(study, out());
    const again = states(out());
    expect(again["section placebo"]).toBe("ran");
    // Back to the controls of the first run: nothing else is new.
    expect(again).toMatchObject({ "section main": "cached", "section competing": "cached" });
  }, 120_000);

  it("sees a change in the data, and only where it is used", async () => {
    const study = file();
    await run(study, out());
    const panel = join(folder, "again/panel.csv");
    const lines = readFileSync(panel, "utf8").split("\n");
    const cells = lines[1]!.split(",");
    cells[7] = "9.99";
    writeFileSync(panel, [lines[0], cells.join(","), ...lines.slice(2)].join("\n"));
    await run(study, out());
    const again = states(out());
    // Column z is in no section.
    expect(again).toMatchObject({ panel: "ran", frame: "ran", "section main": "cached" });
  }, 120_000);

  it("can be told to run some sections only, all again, and with fewer draws", async () => {
    const study = file();
    await run(study, out());
    const full = JSON.parse(readFileSync(join(out(), "results.json"), "utf8"));
    const before = Object.fromEntries(
      full.sections.map((s: { name: string; number: string }) => [s.name, s.number]),
    );
    const only = await run(study, out(), "--only", "placebo", "--draws", "10", "--json");
    const { sections } = JSON.parse(only.out);
    // The others stay as they were made last.
    expect(sections.map((s: { name: string }) => s.name)).toEqual(Object.keys(before));
    const results = JSON.parse(readFileSync(join(out(), "results.json"), "utf8"));
    const numbers = Object.fromEntries(
      results.sections.map((s: { name: string; number: string }) => [s.name, s.number]),
    );
    expect(numbers).toEqual(before);
    const placebo = results.sections.find((s: { name: string }) => s.name === "placebo");
    expect(placebo.results.draws).toHaveLength(10);
    expect(results.provenance.arguments).toEqual({ draws: 10 });
    expect((await run(study, out(), "--only", "placbo")).err).toContain('"placebo"');
    await run(study, out(), "--force");
    expect(Object.values(states(out())).every((s) => s === "ran")).toBe(true);
  }, 120_000);

  it("says which results are of an earlier run", async () => {
    const study = file();
    await run(study, out());
    const text = readFileSync(study, "utf8");
    writeFileSync(study, text.replace("controls: [lgdp, fin]", "controls: [lgdp]"));
    const only = await run(study, out(), "--only", "placebo", "--draws", "10", "--json");
    const { sections } = JSON.parse(only.out);
    const state = Object.fromEntries(
      sections.map((s: { name: string; state: string }) => [s.name, s.state]),
    );
    expect(state).toMatchObject({ main: "earlier", placebo: "made" });
    const { warnings } = JSON.parse(readFileSync(join(out(), "results.json"), "utf8"));
    const told = warnings.find((w: { code: string }) => w.code === "study/earlier-result");
    expect(told.en).toMatch(/earlier run.*main/);
    await run(study, out());
    const after = JSON.parse(readFileSync(join(out(), "results.json"), "utf8"));
    expect(after.warnings.map((w: { code: string }) => w.code)).not.toContain(told.code);
  }, 120_000);

  it("takes away tables of sections that are gone", async () => {
    const study = file();
    await run(study, out());
    expect(existsSync(join(out(), "tables/table-3.docx"))).toBe(true);
    writeFileSync(study, readFileSync(study, "utf8").replace(/ {2}- \{ make: competing.*\n/, ""));
    await run(study, out());
    expect(existsSync(join(out(), "tables/table-3.docx"))).toBe(false);
    expect(existsSync(join(out(), "tables/table-2.docx"))).toBe(true);
  }, 120_000);

  it("is verified to the last digit, and says what differs", async () => {
    const study = file();
    await run(study, out(), "--draws", "12");
    const verify = () =>
      cli(["study", "verify", study, "-o", out(), "--quiet", "--lang", "en", "--json"]);
    const same = await verify();
    expect([same.code, JSON.parse(same.out).same]).toEqual([0, true]);
    const path = join(out(), "results.json");
    const results = JSON.parse(readFileSync(path, "utf8"));
    results.sections[1].results.columns[0].terms[0].estimate += 1e-15;
    writeFileSync(path, JSON.stringify(results));
    const other = await verify();
    expect(other.code).toBe(3);
    expect(JSON.parse(other.out).differences).toHaveLength(1);
    const none = await cli(["study", "verify", study, "-o", join(folder, "none"), "--lang", "en"]);
    expect(none.code).toBe(2);
    expect(none.err).toContain("xinzhi study run");
  }, 120_000);

  it("stops when it is interrupted and goes on with what it has", async () => {
    const study = smallStudy(join(folder, "stop"), SECTIONS);
    const stop = new AbortController();
    stop.abort();
    const place = join(folder, "stop/out");
    const argv = ["study", "run", study, "-o", place, "--quiet"];
    expect((await cli(argv, {}, stop.signal)).code).toBe(130);
    expect((await cli(argv)).code).toBe(0);
  }, 120_000);

  it("keeps the steps that were done when it was interrupted", async () => {
    const study = readStudy(smallStudy(join(folder, "half"), SECTIONS));
    const store = await Store.open(join(folder, "half/study.db"));
    const stop = new AbortController();
    let started = 0;
    const progress = {
      ...silent,
      start: () => {
        started++;
        stop.abort();
      },
    };
    const options = {
      folder: join(folder, "half/stages"),
      now: () => new Date("2026-01-01T00:00:00Z"),
    };
    try {
      const cut = runStudy(study, store, { ...options, progress, signal: stop.signal });
      await expect(cut).rejects.toBeInstanceOf(Interrupted);
      expect(started).toBe(1);
      const { steps, sections } = await runStudy(study, store, options);
      expect(steps[0]).toMatchObject({ name: "panel", state: "cached" });
      expect(steps.slice(1).every((s) => s.state === "ran")).toBe(true);
      expect(sections.every((s) => s.output !== undefined)).toBe(true);
    } finally {
      store.close();
    }
  }, 120_000);
});

describe("the report of a run", () => {
  it("stands while nothing changed, and is made again when it was touched or a line changed", async () => {
    const study = smallStudy(join(folder, "stands"), SECTIONS);
    const out = join(folder, "stands/out");
    await run(study, out);
    const files = ["report.html", "report.docx", "tables/table-1.docx"].map((f) => join(out, f));
    const times = () => files.map((f) => statSync(f).mtimeMs);
    const first = times();
    const page = readFileSync(files[0]!, "utf8");
    await run(study, out);
    expect(times()).toEqual(first);
    writeFileSync(files[0]!, "touched");
    await run(study, out);
    expect(readFileSync(files[0]!, "utf8")).toBe(page);
    writeFileSync(study, readFileSync(study, "utf8").replace("A small study", "Another title"));
    await run(study, out);
    expect(readFileSync(files[0]!, "utf8")).toContain("Another title");
  }, 120_000);
});

describe("a study with mistakes", () => {
  const bad = `
  - { make: descriptives, variables: [y] }
  - { make: basline }
  - { make: models, columns: [{ regressors: [pilto] }] }
  - { make: models, id: policy, columns: [{ policy: nobody, method: gardner }] }
  - { make: event-study, sample: lat }
  - { make: counts, panel: frims, values: [patents] }
  - { make: placebo, drawz: 30 }
`;
  const withNobody = (text: string) =>
    text
      .replace("  dual:", "  nobody: { first: nobody_year }\n  dual:")
      .replace("prepare:", 'derive:\n  - { derive: unused, formula: "lnn(gdp)" }\nprepare:');

  it("makes the other tables, names line and remedy of each, and ends with 3", async () => {
    const study = smallStudy(join(folder, "bad"), bad, withNobody);
    const panel = join(folder, "bad/panel.csv");
    const lines = readFileSync(panel, "utf8").trim().split("\n");
    writeFileSync(panel, lines.map((l, i) => `${l},${i === 0 ? "nobody_year" : 0}`).join("\n"));
    const out = join(folder, "bad/out");
    const result = await run(study, out);
    expect(result.code).toBe(3);
    expect(existsSync(join(out, "tables/table-1.docx"))).toBe(true);
    for (const pattern of [
      /✗ basline: .*row \d+: there is no table or figure "basline"[\s\S]*"baseline"/,
      /✗ models: .*row \d+: there is no column "pilto"[\s\S]*"pilot"/,
      /✗ policy: .*the policy treats nobody/,
      /✗ event-study: .*there is no sample "lat"[\s\S]*"late"/,
      /✗ counts: .*there is no panel "frims"[\s\S]*"firms"/,
      /✗ placebo: .*row \d+: \(position \d+\) sections\.6\.drawz[\s\S]*"draws"/,
    ]) {
      expect(result.out).toMatch(pattern);
    }
    expect(readFileSync(join(out, "report.html"), "utf8")).toContain("Not made");
  }, 120_000);

  it("shows all of them at once by study check", async () => {
    const study = smallStudy(join(folder, "check"), bad, (t) =>
      t.replace("controls: [lgdp, fin]", "controls: [lgpd, fin]"),
    );
    const result = await cli(["study", "check", study, "--lang", "en"]);
    expect(result.code).toBe(2);
    for (const part of ['"lgdp"', '"baseline"', '"late"', "drawz", '"nobody"']) {
      expect(result.err).toContain(part);
    }
    const good = await cli(["study", "check", smallStudy(join(folder, "good"), SECTIONS)]);
    expect(good.code).toBe(0);
  });

  it("draws what it can without a font and names the pictures; that alone is no failure", async () => {
    const study = smallStudy(
      join(folder, "font"),
      "\n  - { make: baseline }\n  - { make: event-study }\n",
    );
    const out = join(folder, "font/out");
    const result = await cli(["study", "run", study, "-o", out, "--quiet", "--lang", "en"], {
      XINZHI_FONT: join(folder, "no-such-font.ttf"),
    });
    expect(result.code).toBe(0);
    expect(result.out).toMatch(/✗ figures\/figure-1: .*font/i);
    for (const name of ["figures/figure-1.svg", "tables/table-1.docx", "report.docx"]) {
      expect(existsSync(join(out, name)), name).toBe(true);
    }
    expect(existsSync(join(out, "figures/figure-1.png"))).toBe(false);
  }, 120_000);
});

describe("xinzhi init", () => {
  it("writes a study that passes its check, with a schema for the editor", async () => {
    const place = join(folder, "new");
    expect((await cli(["init", place])).code).toBe(0);
    const text = readFileSync(join(place, "study.yaml"), "utf8");
    expect(text).toContain("yaml-language-server: $schema=./study.schema.json");
    const schema = JSON.parse(readFileSync(join(place, "study.schema.json"), "utf8"));
    expect(schema.properties.sections).toBeDefined();
    expect((await cli(["study", "check", join(place, "study.yaml")])).code).toBe(0);
    const again = await cli(["init", place, "--lang", "en"]);
    expect(again.code).toBe(2);
    expect(again.err).toContain("there is a study file already");
  });

  it("writes one that runs: its baseline and index, with few draws", async () => {
    const file = join(folder, "new/study.yaml");
    const out = join(folder, "new/out");
    const only = ["--only", "baseline,indicator-system", "--draws", "5"];
    expect((await run(file, out, ...only)).code).toBe(0);
    expect(existsSync(join(out, "tables/table-2.docx"))).toBe(true);
  }, 120_000);
});
