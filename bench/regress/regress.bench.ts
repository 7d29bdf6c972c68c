/**
 * Times the regression engine against a C yardstick compiled and timed in the same run.
 *
 *     npx tsx bench/regress/regress.bench.ts [task …]
 *
 * R on one thread needed the `reference` multiples of that yardstick (median, fixest 0.14.2); ours must
 * stay below `limit` times that. Everything on one thread; memory is the process's peak.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { regress, regressAll } from "../../src/regress/index.js";
import { readCsv, type Table } from "../../src/table/index.js";
import { million, outcomes, workerFirm } from "./samples.js";

interface Task {
  readonly id: string;
  readonly reference: number | null;
  readonly limit: number;
  readonly prepare: () => () => void;
}

const cluster = (by: string) =>
  ({ vcov: { type: "cluster", cluster: [by] }, tolerance: 1e-8 }) as const;

const chain = (neighbours: number) => () => {
  const table = workerFirm(neighbours);
  return () => regress(table, "y ~ x1 + x2 + x3 | worker + firm + year", cluster("firm"));
};

const size = (rows: number) => () => {
  const table = million(rows);
  return () => regress(table, "y ~ x1 + x2 + x3 + x4 + x5 | a + b + c", cluster("a"));
};

const TASKS: readonly Task[] = [
  { id: "million", reference: 4.67638, limit: 1, prepare: size(1_000_000) },
  { id: "worker_firm", reference: 54.30451, limit: 0.3, prepare: chain(200) },
  { id: "worker_firm_extreme", reference: null, limit: 1, prepare: chain(3) },
  {
    id: "firm_panel",
    reference: 0.70611,
    limit: 1,
    prepare: () => {
      const table = goldenPanel();
      const formula = "tfp ~ did + size + lev + roa + age | firm + ind^year + prov^year";
      return () => regress(table, formula, cluster("city"));
    },
  },
  {
    // 500 fits of one regressor each, as a placebo test does: `placebo500` is fixest's loop.
    id: "outcomes500",
    reference: 33.60465,
    limit: 0.3,
    prepare: () => {
      const table = outcomes(500);
      const names = Array.from({ length: 500 }, (_, j) => `y${j}`).join(", ");
      return () => regressAll(table, `c(${names}) ~ x | city + year`, cluster("city"));
    },
  },
  { id: "rows_10_000", reference: null, limit: 1, prepare: size(10_000) },
  { id: "rows_100_000", reference: null, limit: 1, prepare: size(100_000) },
];

function goldenPanel(): Table {
  const file = resolve(import.meta.dirname, "../../test/golden/regress/c02_firm_panel.csv");
  return readCsv(readFileSync(file), { file });
}

const folder = mkdtempSync(join(tmpdir(), "xinzhi-bench-"));
const yardstickFile = join(folder, "yardstick");
const source = resolve(import.meta.dirname, "yardstick.c");
execFileSync("cc", ["-O3", "-march=native", "-o", yardstickFile, source]);
const yardstick = () => Number(execFileSync(yardstickFile, { encoding: "utf8" }).split(" ")[0]);

const asked = process.argv.slice(2);
console.log("| task | seconds | yardstick | multiple | R (fixest) | ratio | wanted | MB |");
console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
for (const task of TASKS.filter((t) => asked.length === 0 || asked.includes(t.id))) {
  const run = task.prepare();
  run();
  const before = yardstick();
  let seconds = Number.POSITIVE_INFINITY;
  for (let r = 0; r < 3; r++) {
    const start = performance.now();
    run();
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  const unit = (before + yardstick()) / 2;
  const multiple = seconds / unit;
  const ratio = task.reference === null ? "" : (multiple / task.reference).toFixed(2);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `| ${task.id} | ${seconds.toFixed(3)} | ${unit.toFixed(3)} | ${multiple.toFixed(2)} | ${task.reference ?? ""} | ${ratio} | ${task.reference === null ? "" : `≤ ${task.limit}`} | ${megabytes} |`,
  );
}
rmSync(folder, { recursive: true });
