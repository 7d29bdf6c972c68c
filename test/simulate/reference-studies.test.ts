import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mean, variance } from "../../src/math/index.js";
import { Store } from "../../src/store/index.js";
import { readStudy, runStudy, type StudyRun } from "../../src/study/index.js";

const root = join(import.meta.dirname, "../..");
/** Few draws: what is tested here does not depend on them. */
const DRAWS = 20;
const MINUTES = 60_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-studies-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(name: string): Promise<StudyRun> {
  const own = join(folder, name);
  const study = readStudy(join(root, `studies/${name}.yaml`), {
    simulated: join(folder, `simulated-${name}`),
  });
  const store = await Store.open(join(folder, `${name}.db`));
  try {
    return await runStudy(study, store, {
      folder: own,
      draws: DRAWS,
      now: () => new Date("2026-01-01T00:00:00Z"),
    });
  } finally {
    store.close();
  }
}

/** Rows behind each column of a section. */
function nobs(study: StudyRun, id: string): readonly (number | undefined)[] {
  const results = study.sections.find((s) => s.name === id)?.output?.results as {
    columns: readonly { readonly nobs?: number }[];
  };
  return results.columns.map((c) => c.nobs);
}

type Printed = readonly [name: string, mean: number, sd: number, min: number, max: number];

/** Mean and sd within 1 %, minimum and maximum as printed. */
function expectMoments(study: StudyRun, printed: readonly Printed[]): void {
  for (const [name, m, sd, min, max] of printed) {
    const values = study.frame.panel.number(name).filter((v) => !Number.isNaN(v));
    expect(Math.abs(mean(values) / m - 1), `mean of ${name}`).toBeLessThan(0.01);
    expect(Math.abs(Math.sqrt(variance(values)) / sd - 1), `sd of ${name}`).toBeLessThan(0.01);
    const digits = Math.max(...[min, max].map((v) => String(v).split(".")[1]?.length ?? 0));
    expect(
      values.reduce((a, b) => Math.min(a, b)),
      `min of ${name}`,
    ).toBeCloseTo(min, digits);
    expect(
      values.reduce((a, b) => Math.max(a, b)),
      `max of ${name}`,
    ).toBeCloseTo(max, digits);
  }
}

/** Names of the planted effects whose 95 % interval does not hold them: stated, not reseeded. */
function outside(study: StudyRun): string[] {
  expect(study.planted.map((p) => p.name)).toEqual(Object.keys(study.study.planted ?? {}));
  return study.planted
    .filter((p) => !(p.ciLow <= p.value && p.value <= p.ciHigh))
    .map((p) => p.name);
}

const failed = (study: StudyRun) =>
  study.sections.flatMap((s) => (s.error === undefined ? [] : [`${s.name}: ${s.error.message}`]));

describe("reference study 000", () => {
  let study: StudyRun;
  beforeAll(async () => {
    study = await run("000");
  }, 2 * MINUTES);

  it("makes every table and figure, with the printed moments and cohorts", () => {
    expect(failed(study)).toEqual([]);
    expectMoments(study, [
      ["did", 0.221, 0.415, 0, 1],
      ["cgdp", 16.8, 0.737, 14.71, 18.91],
      ["dp", 0.102, 0.345, 0.008, 3.79],
      ["gs", 0.154, 0.054, 0.051, 0.337],
      ["open", 10.53, 1.43, 4.635, 14.02],
      ["infra", 18.02, 6.877, 6.02, 46.04],
      ["tech", 10.82, 18.49, 0.119, 118.8],
      ["iil", 19.43, 13.51, 1.843, 78.5],
    ]);
    const phares = study.frame.panel.number("phares");
    expect(mean(phares)).toBeCloseTo(0.135, 10);
    expect(Math.sqrt(variance(phares))).toBeCloseTo(0.087, 10);
    expect(study.frame.policies.get("did")?.cohorts).toEqual([
      { first: 2012, units: 9 },
      { first: 2013, units: 5 },
      { first: 2014, units: 4 },
    ]);
  });

  it("has the N of the paper, and its planted effect in the interval", () => {
    expect(nobs(study, "baseline")).toEqual([594, 594, 594, 594, 540]);
    expect(nobs(study, "competing")).toEqual([594, 594, 594, 594]);
    // The interaction with information infrastructure is missed by this seed.
    expect(outside(study)).toEqual(["did_iil"]);
  });
});

describe("reference study 001", () => {
  let study: StudyRun;
  beforeAll(async () => {
    study = await run("001");
  }, 6 * MINUTES);

  it("makes every table and figure, with the printed moments and cohorts", () => {
    expect(failed(study)).toEqual([]);
    expectMoments(study, [
      ["ire", 1.6953, 1.2014, -0.0645, 4.6547],
      ["did", 0.2095, 0.407, 0, 1],
      ["gdp", 3.7163, 2.5659, 0.6461, 13.2728],
      ["fin", 3436.5, 6093, 170, 41000.1],
      ["upg", 0.9654, 0.5098, 0.262, 3.3277],
      ["fis", 348.77, 573.67, 7.86, 8351.54],
      ["fix", 3.552, 1.1008, 0.9475, 11.3578],
      ["tra", 0.1872, 0.3207, 0, 3.3836],
    ]);
    expect(study.frame.policies.get("did")?.cohorts).toEqual([
      { first: 2012, units: 30 },
      { first: 2013, units: 24 },
      { first: 2014, units: 53 },
    ]);
  });

  it("has the N of the paper, and its planted effects in the intervals", () => {
    expect(nobs(study, "baseline")).toEqual([3976, 3976]);
    expect(nobs(study, "robust")).toEqual([3976, 3976, 3962, 3948, 3976]);
    expect(nobs(study, "mechanism")).toEqual([3976, 3713, 3692, 3680, 2645, 27525]);
    expect(nobs(study, "moderation")).toEqual([3976, 3691]);
    expect(outside(study)).toEqual([]);
  });
});

describe("reference study 002", () => {
  let study: StudyRun;
  beforeAll(async () => {
    study = await run("002");
  }, 6 * MINUTES);

  it("makes every table, with the printed moments", () => {
    expect(failed(study)).toEqual([]);
    expectMoments(study, [
      ["resil", 0.23, 0.072, 0.096, 0.857],
      ["lngdp", 9.533, 0.703, 7.67, 12.407],
      ["gov", 0.156, 0.089, 0.009, 1.186],
      ["ind", 2.246, 0.148, 1.822, 2.781],
      ["inv", 0.639, 0.281, 0.035, 4.981],
      ["tec", 0.032, 0.021, 0.002, 0.333],
      ["fin", 0.833, 0.51, 0.076, 7.451],
      ["trade", 2.246, 0.148, 1.822, 2.781],
      ["ope", 0.483, 0.162, 0.186, 1],
    ]);
    const nqp = study.frame.panel.number("nqp");
    expect(mean(nqp)).toBeCloseTo(0.235, 10);
    expect(Math.sqrt(variance(nqp))).toBeCloseTo(0.099, 10);
  });

  it("has the N it can have, refuses what cannot be estimated, and states what it misses", () => {
    expect(nobs(study, "baseline")).toEqual([2760, 2760]);
    expect(nobs(study, "robust").slice(0, 5)).toEqual([2760, 2760, 2760, 2712, 2760]);
    expect(nobs(study, "mechanism")).toEqual([2760, 2760, 2760, 2760]);
    // Two of the twelve are missed by this seed: stated, not reseeded.
    expect(outside(study)).toEqual(["iv_phones", "recovery"]);
  });

  it("counts the keywords that the reports were given", () => {
    const words = study.frame.panel.number("words_national");
    const years = study.frame.panel.times;
    // The national report of the first year has 30, each later one two more.
    years.forEach((year, i) => {
      expect(words[i]).toBe(30 + 2 * (year - 2010));
    });
  });
});
