import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { optionalColumns, specificationCurve } from "../../src/check/index.js";
import {
  bacon,
  bjs,
  callawaySantanna,
  etwfe,
  eventStudy,
  gardner,
  placebo,
  readSample,
  specificationEngine,
  sunab,
} from "../../src/did/index.js";
import { readTable } from "../../src/table/index.js";

// Times of the did room as multiples of the yardstick, beside those of R in golden/speed.
// `npx tsx bench/did/did.bench.ts`
const root = join(import.meta.dirname, "../..");
const shared = process.env.XINZHI_SHARED ?? join(root, "../shared");
const X = ["gdp", "ind", "fdi", "gov", "edu"];
const table = await readTable(join(root, "test/golden/did/d01_staggered.csv"));
const keys = { outcome: "y", unit: "city", time: "year", first: "g" };
const plain = readSample(table, keys);
const full = readSample(table, { ...keys, covariates: X });
const three = readSample(table, { ...keys, covariates: X.slice(0, 3) });
const bands = "pointwise" as const;

const tasks: Readonly<Record<string, () => unknown>> = {
  placebo500: () => placebo(plain, { mode: "space", draws: 500, seed: 1 }),
  placebo500_x: () => placebo(full, { mode: "space", draws: 500, seed: 1 }),
  cs_boot: () => callawaySantanna(plain, { bootstrap: { draws: 1000, seed: 1 } }),
  cs_boot_x: () => callawaySantanna(three, { bootstrap: { draws: 1000, seed: 1 } }),
  cs: () => callawaySantanna(plain, { bands }),
  bacon: () => bacon(plain),
  gardner: () => gardner(plain, { bands }),
  bjs: () => bjs(plain, { bands, pretrends: 5 }),
  sunab: () => sunab(plain, { bands }),
  etwfe: () => etwfe(plain, { bands }),
  event: () => eventStudy(plain, { bands }),
};

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1]!;
}

function secondsOf(task: () => unknown): number {
  for (let i = 0; i < 2; i++) task();
  return median(
    Array.from({ length: 5 }, () => {
      const from = performance.now();
      task();
      return (performance.now() - from) / 1000;
    }),
  );
}

function yardstick(): number | null {
  const source = join(shared, "golden/speed/yardstick.c");
  if (!existsSync(source)) return null;
  const program = join(mkdtempSync(join(tmpdir(), "yardstick-")), "yardstick");
  execFileSync("cc", ["-O3", "-march=native", source, "-o", program, "-lm"]);
  const text = execFileSync(program, { encoding: "utf8" });
  return Number(/[\d.]+(?:e[-+]?\d+)?/.exec(text)![0]);
}

const speedFile = join(shared, "golden/speed/speed.json");
const r: { id: string; multiple: number }[] = existsSync(speedFile)
  ? JSON.parse(readFileSync(speedFile, "utf8")).tasks
  : [];
const stick = yardstick();
console.log(stick === null ? "no yardstick here" : `yardstick ${stick.toFixed(3)} s`);
console.log("task           seconds   multiple  R multiple  times faster");
for (const [id, task] of Object.entries(tasks)) {
  const seconds = secondsOf(task);
  const multiple = stick === null ? Number.NaN : seconds / stick;
  const theirs = r.find((t) => t.id === id)?.multiple ?? Number.NaN;
  console.log(
    `${id.padEnd(13)} ${seconds.toFixed(4).padStart(8)}  ${multiple.toFixed(4).padStart(8)}  ${theirs.toFixed(3).padStart(9)}  ${(theirs / multiple).toFixed(1).padStart(8)}`,
  );
}

// 13 optional controls (the five, their squares and three products) and two variances: 16 384.
const derived = [...full.X, ...full.X.map((x) => x.map((v) => v * v))];
for (const [a, b] of [
  [0, 1],
  [1, 2],
  [0, 3],
]) {
  derived.push(full.X[a!]!.map((v, i) => v * full.X[b!]![i]!));
}
const wide = { ...full, X: derived, covariates: derived.map((_, j) => `x${j}`) };
const from = performance.now();
const engine = specificationEngine(wide);
const dimensions = [...optionalColumns(wide.covariates), { name: "variance", choices: ["c", "h"] }];
const curve = specificationCurve(dimensions, (choice) =>
  engine(
    derived.flatMap((_, j) => (choice[j] === 1 ? [j] : [])),
    choice[13] === 0 ? "cluster" : "hc1",
  ),
);
console.log(
  `specification curve: ${curve.specifications.length} in ${((performance.now() - from) / 1000).toFixed(1)} s`,
);
