import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { regress } from "../../src/regress/index.js";
import { cityList004, systems004 } from "../../src/simulate/digital-clusters/design.js";
import { POLICIES } from "../../src/simulate/digital-clusters/paths.js";
import { settings004 } from "../../src/simulate/digital-clusters/settings.js";
import { files004, world004 } from "../../src/simulate/digital-clusters/simulate.js";
import { cityList003 } from "../../src/simulate/spillover-firms/design.js";
import { settings003 } from "../../src/simulate/spillover-firms/settings.js";
import { world003 } from "../../src/simulate/spillover-firms/simulate.js";
import { readCsv } from "../../src/table/index.js";
import { baseline004, panel004 } from "../../test/simulate/digital-clusters-panel.js";
import { BASELINE_003, panel003 } from "../../test/simulate/spillover-firms-panel.js";
import { studySettings } from "../../test/simulate/study-settings.js";

// Coverage of the planted effects by the 95 % intervals of the baselines of studies 003 and 004 over
// seeds, 92–98 % wanted. Worlds are drawn in memory: counts of patents and words are taken as drawn, since
// the stages read just these back (tests of `simulate`). Two processes share the seeds.
// `npx tsx bench/coverage/studies-003-004.bench.ts [STUDIES] [SEEDS]`; the result is kept beside this file.

interface Found {
  readonly name: string;
  readonly planted: number;
  readonly estimate: number;
  readonly se: number;
  readonly inside: boolean;
}

const VCOV = { type: "cluster", cluster: ["city"] } as const;
const FIRST_SEED = 10_000;
const PROCESSES = 2;

const STUDIES: Readonly<Record<string, (seed: number) => Found[]>> = {
  "003": (seed) => {
    const settings = studySettings("003", settings003);
    const world = world003(settings, seed, cityList003(settings));
    const fit = regress(panel003(settings, world), BASELINE_003, { vcov: VCOV });
    return [found("003 key", settings.planted.key, fit)];
  },
  "004": (seed) => {
    const settings = studySettings("004", settings004);
    const world = world004(settings, seed, cityList004(settings), systems004());
    const file = files004(settings, seed, world).get("panel.csv")!;
    const base = readCsv(Buffer.from(file), { file: "panel.csv", text: ["city_code"] });
    const panel = panel004(settings, world, base);
    return POLICIES.map((policy) => {
      const fit = regress(panel, baseline004(policy), { vcov: VCOV });
      return found(`004 ${policy}`, settings.planted.index[policy], fit);
    });
  },
};

const [names = "003,004", count = "200", from] = process.argv.slice(2);
if (from === undefined) await report(names.split(","), Number(count));
else console.log(JSON.stringify(seedsFrom(Number(from), Number(count)).flatMap(STUDIES[names]!)));

function found(name: string, planted: number, fit: ReturnType<typeof regress>): Found {
  const { estimate, se, ciLow, ciHigh } = fit.tidy()[0]!;
  return { name, planted, estimate, se: se!, inside: ciLow! <= planted && planted <= ciHigh! };
}

function seedsFrom(first: number, seeds: number): number[] {
  return Array.from({ length: seeds }, (_, i) => first + i);
}

async function report(studies: readonly string[], seeds: number): Promise<void> {
  for (const study of studies) {
    const each = Math.ceil(seeds / PROCESSES);
    const parts = await Promise.all(
      Array.from({ length: PROCESSES }, (_, p) => inProcess(study, each, FIRST_SEED + p * each)),
    );
    const rows = parts.flat();
    const lines = [
      `${each * PROCESSES} seeds from ${FIRST_SEED}; 92-98 % wanted`,
      "effect          planted  mean estimate  sd of estimates  mean se  coverage",
      ...[...new Set(rows.map((r) => r.name))].map((name) =>
        line(rows.filter((r) => r.name === name)),
      ),
    ];
    writeFileSync(join(import.meta.dirname, `study-${study}.txt`), `${lines.join("\n")}\n`);
    console.log(lines.join("\n"));
  }
}

async function inProcess(study: string, seeds: number, first: number): Promise<Found[]> {
  const run = [...process.execArgv, import.meta.filename, study, String(seeds), String(first)];
  const { stdout } = await promisify(execFile)(process.execPath, run, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout);
}

function line(rows: readonly Found[]): string {
  const mean = average(rows.map((r) => r.estimate));
  const spread = Math.sqrt(
    rows.reduce((a, r) => a + (r.estimate - mean) ** 2, 0) / (rows.length - 1),
  );
  const numbers = [rows[0]!.planted, mean, spread, average(rows.map((r) => r.se))];
  const inside = rows.filter((r) => r.inside).length;
  return [
    rows[0]!.name.padEnd(14),
    ...numbers.map((v) => v.toFixed(5)),
    `${((100 * inside) / rows.length).toFixed(1)} %`,
  ].join("  ");
}

function average(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
