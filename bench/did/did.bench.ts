import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { specificationCurve } from "../../src/check/index.js";
import {
  bacon,
  bjs,
  callawaySantanna,
  etwfe,
  eventStudy,
  gardner,
  placebo,
  readSample,
  specificationGrid,
  sunab,
} from "../../src/did/index.js";
import { readTable } from "../../src/table/index.js";

// Times of the did room as multiples of the yardstick, beside those of R in golden/speed.
// `npx tsx bench/did/did.bench.ts [--write]`; `--write` renews results.md.
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
/** How many times faster than R each task must be. */
const least: Readonly<Record<string, number>> = {
  placebo500: 100,
  placebo500_x: 100,
  cs_boot: 10,
  cs_boot_x: 10,
  bacon: 1,
  gardner: 1,
  bjs: 1,
  sunab: 1,
};
const before = yardstick();
const seconds = Object.entries(tasks).map(([id, task]) => [id, secondsOf(task)] as const);
const after = yardstick();
const stick = before === null || after === null ? null : (before + after) / 2;
const lines = [
  "| task | seconds | multiple | R's multiple | times faster | wanted |  |",
  "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
];
for (const [id, time] of seconds) {
  const multiple = stick === null ? Number.NaN : time / stick;
  const theirs = r.find((t) => t.id === id)?.multiple ?? Number.NaN;
  const times = theirs / multiple;
  const wanted = least[id];
  const verdict =
    wanted === undefined || Number.isNaN(times) ? "" : times >= wanted ? "pass" : "FAIL";
  const cells = [
    ...[id, time.toFixed(4), multiple.toFixed(4), theirs.toFixed(3), times.toFixed(1)],
    ...[wanted === undefined ? "" : `≥ ${wanted}`, verdict],
  ];
  lines.push(`| ${cells.join(" | ")} |`);
}

// Ten optional controls (1 024 subsets), three samples, two sets of effects, two variances.
const squares = X.map((x) => `I(${x}^2)`);
const from = performance.now();
const grid = specificationGrid(
  table,
  `y ~ ${[...X, ...squares].join(" + ")} | city + year`,
  { unit: "city", time: "year", first: "g" },
  {
    samples: [
      { name: "from the second year", where: `year > ${plain.periods[0]}` },
      { name: "without the last year", where: `year < ${plain.periods.at(-1)}` },
    ],
    fixedEffects: ["city + prov^year"],
    variances: ["city", "prov"],
  },
);
const curve = specificationCurve(grid.dimensions, grid.estimate);
const count = curve.specifications.length;
const took = (performance.now() - from) / 1000;
const text = [
  "# Speed of difference in differences",
  "",
  `\`npx tsx bench/did/did.bench.ts --write\` on ${cpus()[0]?.model ?? "?"}, Node ${process.versions.node}, one thread, median of five runs.`,
  `The multiple is that of \`yardstick.c\` (${stick?.toFixed(3) ?? "not here"} s), timed before and after all tasks; R's was measured on the same yardstick (fixest, did and the authors' packages).`,
  "",
  ...lines,
  "",
  `Specification curve: ${count} specifications in ${took.toFixed(1)} s (wanted: 10 000 under 60 s): ${count >= 10000 && took < 60 ? "pass" : "FAIL"}.`,
  "",
].join("\n");
console.log(text);
if (process.argv.includes("--write")) writeFileSync(join(import.meta.dirname, "results.md"), text);
