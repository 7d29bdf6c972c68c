import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  asStudy,
  bacon,
  type DidSample,
  didEffects,
  eventStudy,
  honest,
  honestInput,
  readFormula,
  twfeWeights,
} from "../../src/did/index.js";
import { Store } from "../../src/store/index.js";
import { readStudy, runStudy, type StudyRun } from "../../src/study/index.js";
import { readTable } from "../../src/table/index.js";
import { runWords } from "../run-words.js";
import { smallStudy } from "./small-study.js";

const METHODS = didEffects().map((m) => m.name);

const SECTIONS = `
  - { make: robust, methods: [${METHODS.join(", ")}], controls: none }
  - { make: bacon, controls: none }
  - { make: weights, controls: none }
  - { make: honest, controls: none, restriction: smoothness, m: [0, 0.1] }
`;

const KEYS = { unit: "city", time: "year", first: "pilot_year" };

let folder: string;
let run: StudyRun;
let sample: DidSample;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-three-"));
  const file = smallStudy(folder, SECTIONS);
  const store = await Store.open(join(folder, "study.db"));
  const now = () => new Date("2026-01-01T00:00:00Z");
  run = await runStudy(readStudy(file), store, { folder: join(folder, "stages"), now });
  store.close();
  sample = readFormula(await readTable(join(folder, "panel.csv")), "y ~ 1", KEYS);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// biome-ignore lint/suspicious/noExplicitAny: the JSON of each command has its own shape
async function command(method: string, ...more: string[]): Promise<any> {
  const words = [method, join(folder, "panel.csv"), "y ~ 1", ...more, "--json"];
  const keys = ["--unit", KEYS.unit, "--time", KEYS.time, "--first", KEYS.first];
  const { code, out, err } = await runWords(["did", ...words, ...keys]);
  expect(code, err).toBe(0);
  return JSON.parse(out);
}

// biome-ignore lint/suspicious/noExplicitAny: the same
function section(name: string): any {
  const made = run.sections.find((s) => s.name === name)!;
  expect(made.output, JSON.stringify(made)).toBeDefined();
  return made.output!.results;
}

interface Effect {
  readonly estimate: number;
  readonly se: number;
}

/**
 * On the command line `twfe` and `honest` take any variance and go through the engine of `regress`,
 * which sums in another order: known to differ in the sixteenth digit.
 */
const ENGINES = 1e-12;

function near(found: number, wanted: number): void {
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(ENGINES * Math.abs(wanted));
}

function sameUpToEngine(found: Effect, wanted: { estimate: number; se: number | null }): void {
  near(found.estimate, wanted.estimate);
  near(found.se, wanted.se!);
}

describe("library, command line and study give one number", () => {
  it.each(METHODS)("did %s, to the last digit", async (method) => {
    const { studies } = section("robust");
    const inStudy: Effect = studies[METHODS.indexOf(method)].att;
    const card = didEffects().find((m) => m.name === method)!;
    const inLibrary = asStudy(card.run({ sample: () => sample })).att!;
    const json = await command(method);
    const onLine: Effect = method === "twfe" ? json.terms[0] : json.att;
    expect([inStudy.estimate, inStudy.se]).toEqual([inLibrary.estimate, inLibrary.se]);
    if (card.takes.includes("engine")) return sameUpToEngine(onLine, inLibrary);
    expect([onLine.estimate, onLine.se]).toEqual([inLibrary.estimate, inLibrary.se]);
  });

  it("did bacon, did weights and did honest", async () => {
    const [decomposition] = section("bacon").decompositions;
    expect(decomposition.twfe).toBe(bacon(sample).twfe);
    expect((await command("bacon")).twfe).toBe(decomposition.twfe);
    expect(section("weights").estimate).toBe(twfeWeights(sample).estimate);
    expect((await command("weights")).estimate).toBe(section("weights").estimate);
    const m = [0, 0.1];
    const study = eventStudy(sample, { bands: "pointwise" });
    const own = honest(honestInput(study), { restriction: "smoothness", m });
    expect(section("honest").rows).toEqual(own.rows);
    const line = await command("honest", "--restriction", "smoothness", "--m", "0,0.1");
    expect(line.rows.length).toBe(own.rows.length);
    own.rows.forEach((row, j) => {
      near(line.rows[j].ciLow, row.ciLow!);
      near(line.rows[j].ciHigh, row.ciHigh!);
    });
  });

  it("one sample: the same rows in every column of the study", () => {
    const { studies } = section("robust");
    for (const s of studies) if (!["stacked"].includes(s.kind)) expect(s.nobs).toBe(sample.n);
  });
});
