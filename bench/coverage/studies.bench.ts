import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settings002 } from "../../src/simulate/nqp-resilience/settings.js";
import { simulate002 } from "../../src/simulate/nqp-resilience/simulate.js";
import {
  type SimulatedFiles,
  writeSimulatedFiles,
} from "../../src/simulate/parts/records/simulated-files.js";
import { settings000 } from "../../src/simulate/smart-city-chain/settings.js";
import { simulate000 } from "../../src/simulate/smart-city-chain/simulate.js";
import { settings001 } from "../../src/simulate/smart-city-innovation/settings.js";
import { simulate001 } from "../../src/simulate/smart-city-innovation/simulate.js";
import { Store } from "../../src/store/index.js";
import { readStudy, runStudy, type Study } from "../../src/study/index.js";

// Coverage of the planted effect by the 95 % interval of the baseline, over many seeds; 92–98 % is
// wanted. Texts and patents do not enter these baselines and are not made.
// `npx tsx bench/coverage/studies.bench.ts [STUDIES] [SEEDS]`, such as `000,002 200`
const names = (process.argv[2] ?? "000,001,002").split(",");
const seeds = Number(process.argv[3] ?? 200);

type Simulate = (settings: unknown, seed: number) => SimulatedFiles | Promise<SimulatedFiles>;

/** How each study is simulated. A further study adds a line. */
const STUDIES: Readonly<Record<string, Simulate>> = {
  "000": (settings, seed) => simulate000(settings000.parse(settings), seed),
  "001": (settings, seed) => simulate001(settings001.parse(settings), seed),
  "002": (settings, seed) => simulate002(settings002.parse(settings), seed),
};

const folder = mkdtempSync(join(tmpdir(), "xinzhi-coverage-"));
console.log("study  seeds  inside  coverage  mean estimate  sd of estimates  mean se  planted");
for (const name of names) {
  const estimates: number[] = [];
  const errors: number[] = [];
  let inside = 0;
  let value = Number.NaN;
  for (let seed = 1; seed <= seeds; seed++) {
    const found = await baseline(name, seed);
    value = found.value;
    estimates.push(found.estimate);
    errors.push((found.ciHigh - found.ciLow) / (2 * 1.96));
    if (found.ciLow <= value && value <= found.ciHigh) inside++;
  }
  const average = mean(estimates);
  const spread = Math.sqrt(mean(estimates.map((e) => (e - average) ** 2)));
  const numbers = [inside / seeds, average, spread, mean(errors), value].map((v) => v.toFixed(4));
  console.log([name, seeds, inside, ...numbers].join("  "));
}
rmSync(folder, { recursive: true, force: true });

/** The planted effect named first and its estimate, with the data of another seed. */
async function baseline(name: string, seed: number) {
  const simulated = join(folder, "simulated");
  const file = join(import.meta.dirname, `../../studies/${name}.yaml`);
  const study = readStudy(file, { simulated });
  const { design: _design, ...settings } = study.simulate!;
  const files = await STUDIES[name]!(settings, seed);
  const { "patents.csv": _patents, ...tables } = files.tables;
  writeSimulatedFiles({ tables, texts: () => ({}) }, simulated);
  const [planted] = Object.entries(study.planted ?? {});
  const store = await Store.open(":memory:");
  try {
    const run = await runStudy(withoutStages(study, planted![0]), store, {
      only: [planted![1].section],
      threads: 1,
      folder,
      now: () => new Date(0),
    });
    const failure = run.sections.find((s) => s.error !== undefined)?.error;
    if (failure !== undefined) throw failure;
    return run.planted[0]!;
  } finally {
    store.close();
  }
}

/** The study without texts, patents and what is derived from them, and with one planted effect. */
function withoutStages(study: Study, planted: string): Study {
  const { text, patents, simulate: _simulate, ...rest } = study;
  const gone = new Set([
    ...(text?.measures ?? []).map((m) => m.name),
    ...(patents?.measures ?? []).map((m) => m.name),
  ]);
  const prepare = study.prepare.filter((operation) => {
    const words = new Set(JSON.stringify(operation).match(/[\p{L}_][\p{L}\d_]*/gu));
    if (![...gone].some((word) => words.has(word))) return true;
    if ("derive" in operation) gone.add(operation.derive);
    return false;
  });
  return {
    ...rest,
    prepare,
    planted: { [planted]: study.planted![planted]! },
  } as Study;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
