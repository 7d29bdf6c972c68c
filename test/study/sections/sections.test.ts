import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Store } from "../../../src/store/index.js";
import { readStudy, runStudy, type StudyRun, sectionKinds } from "../../../src/study/index.js";
import { PLANTED, smallStudy } from "../small-study.js";

const ALL = `
  - { make: descriptives, table: "2", variables: [{ heading: { en: Outcome, zh: 结果 }, variables: [y] }, { heading: { en: Others, zh: 其他 }, variables: [gdp, fin, pilot] }], quartiles: true }
  - { make: timeline, policies: [pilot, second, dual] }
  - make: models
    id: main
    table: "3"
    show: [pilot, lgdp, firm_pilot]
    columns:
      - { controls: none, effects: none }
      - { controls: all, effects: none, vcov: iid }
      - { controls: none }
      - {}
      - { label: { en: Lagged, zh: 滞后 }, regressors: ["l(pilot)"] }
      - { group: { en: IV, zh: 工具变量 }, regressors: [x], method: iv, endogenous: [x], instruments: [z], stage: first }
      - { group: { en: IV, zh: 工具变量 }, regressors: [x], method: iv, endogenous: [x], instruments: [z] }
      - { method: gardner }
      - { method: psm }
      - { method: psm, options: { treated: rich, method: kernel } }
      - { method: entropy-balance }
      - { method: dml, options: { learner: ols, folds: 3 } }
      - { method: ife, options: { factors: 1 } }
      - { panel: firms, outcome: patents, regressors: [firm_pilot], controls: none, effects: [firm, year], cluster: [city], method: poisson }
      - { trends: unit, sample: [late, not-first] }
      - { effects: [city^year], expect-error: true }
  - { make: baseline }
  - { make: event-study, figure: "1", bins: [-3, 3], also: table }
  - { make: event-study, method: bjs }
  - { make: placebo, draws: 40, also: table }
  - { make: placebo, id: mixed, mode: mixed, draws: 40 }
  - { make: placebo, id: time, mode: time, shifts: [1, 2] }
  - { make: bacon, policies: [pilot, second], controls: none }
  - { make: weights }
  - { make: robust, methods: [twfe, gardner, bjs, sunab] }
  - { make: compare, methods: [twfe, cs] }
  - { make: honest, m: [0, 1] }
  - { make: psm, methods: [{ method: nearest }, { method: radius, radius: 0.1 }] }
  - { make: psm, id: psm-rows, treated: rich, on: [fin] }
  - { make: competing, others: [second] }
  - make: iv
    specifications:
      - { label: { en: ours, zh: 一 }, regressors: [x], endogenous: [x], instruments: [z] }
      - { regressors: [x], endogenous: [x], instruments: [relief], expect-error: true }
  - { make: mechanism, mediators: [m, { outcome: sales, panel: firms, regressors: [firm_pilot], controls: none, effects: [firm, year] }] }
  - { make: mediation, mediators: [m], bootstrap: 30 }
  - { make: mediation, id: two, mediators: [m], steps: two }
  - { make: moderation, moderators: [fin, { moderator: x, controls: [fin] }] }
  - { make: subgroups, splits: [{ by: rich, labels: { "0": poor, "1": rich } }, { by: rich, sample: late }], test: bootstrap, draws: 30 }
  - { make: subgroups, id: permuted, splits: [{ by: rich }], test: permutation, draws: 30 }
  - { make: synergy, first: pilot, second: second, models: [A, B, dual, A_B_AB, net_A, net_dual_vs_none] }
  - { make: order, first: pilot, second: second }
  - { make: spillover, lat: lat, lon: lon, rings: [50, 100] }
  - { make: spec-curve }
  - { make: ife, factors: 1 }
  - { make: dml, learner: ols, folds: 3 }
  - { make: coefficients, columns: [{ label: { en: all, zh: 全部 } }, { label: { en: late, zh: 后期 }, sample: late }] }
  - { make: counts, panel: firms, values: [patents], by: field }
`;

let folder: string;
let run: StudyRun;

async function runIn(name: string, sections: string, change?: (t: string) => string) {
  const file = smallStudy(join(folder, name), sections, change);
  const store = await Store.open(join(folder, name, "study.db"));
  try {
    return await runStudy(readStudy(file), store, {
      folder: join(folder, name, "stages"),
      now: () => new Date("2026-01-01T00:00:00Z"),
    });
  } finally {
    store.close();
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-sections-"));
  run = await runIn("all", ALL);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const made = (name: string) => run.sections.find((s) => s.name === name)!.output!;

describe("the sections of a study file", () => {
  it("are all made", () => {
    const failed = run.sections.flatMap((s) =>
      s.error === undefined ? [] : [`${s.name}: ${s.error.message}`],
    );
    expect(failed).toEqual([]);
  });

  it("cover every kind but those of an index, which the demonstration shows", () => {
    const used = new Set(run.sections.map((s) => s.make));
    const unused = [...sectionKinds.keys()].filter((k) => !used.has(k));
    expect(unused.sort()).toEqual([
      "index-lines",
      "index-map",
      "index-weights",
      "indicator-system",
    ]);
  });

  it("all say that the data are simulated", () => {
    for (const { name, output } of run.sections.filter((s) => s.make !== "referee")) {
      const models = [...output!.tables, ...output!.figures].map((p) => p.model);
      expect(models.length, name).toBeGreaterThan(0);
      for (const { notes } of models) expect(JSON.stringify(notes), name).toContain("模拟数据");
    }
  });

  it("recover the planted effect in each estimator of the column table", () => {
    const { estimates } = made("main");
    for (const column of [3, 4, 8, 9, 11, 12, 15]) {
      const found = estimates.find((e) => e.column === column && e.term === "pilot")!;
      expect(Math.abs(found.estimate - PLANTED.pilot), `column ${column}`).toBeLessThan(0.12);
    }
  });

  it("print a refused column empty, with the reason under the table", () => {
    const { notes } = made("main").tables[0]!.model;
    expect(JSON.stringify(notes)).toMatch(/\(16\)/);
    const { results } = made("main");
    expect((results.columns as { refused?: unknown }[])[15]).toHaveProperty("refused");
  });
});

describe("clusters in several ways", () => {
  it("are refused by estimators of one way, never joined, and taken by least squares", async () => {
    const twoWay = (t: string) => t.replace("cluster: [city]", "cluster: [city, province]");
    const sections = `
  - { make: models, id: ols, columns: [{}] }
  - { make: models, id: gardner, columns: [{ method: gardner }] }
  - { make: models, id: joined, columns: [{ method: gardner, cluster: ["city^province"] }] }
  - { make: models, id: learned, columns: [{ method: dml, options: { learner: ols, folds: 2 } }] }
  - { make: models, id: robust, columns: [{ method: twfe, vcov: hc1, cluster: [] }] }
  - { make: event-study }
  - { make: weights, controls: none }
  - { make: bacon, controls: none }
  - { make: referee }
`;
    const { sections: made } = await runIn("two-way", sections, twoWay);
    const failed = made.filter((s) => s.error !== undefined);
    expect(failed.map((s) => [s.name, s.error!.code])).toEqual(
      ["gardner", "learned", "robust", "event-study"].map((name) => [name, "study/one-way"]),
    );
    const { text, facts } = failed[0]!.error!;
    expect(text.what.en).toMatch(/city \+ province/);
    expect(text.fix.en).toMatch(/cluster: \[city\] or cluster: \[province\]/);
    expect(text.fix.zh).toMatch(/cluster: \[city\] 或/);
    expect(facts.row).toBeGreaterThan(1);
    const referee = made.find((s) => s.name === "referee")!.output!;
    expect(referee.results.facts).toMatchObject({ clusters: 6 });
  });
});
