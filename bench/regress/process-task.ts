import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
const FILE = resolve(ROOT, "test/golden/regress/c02_firm_panel.csv");

/** Seconds of the whole process, from CSV to JSON; null before `npm run build`. */
export function ourProcess(repeats: number): number | null {
  const main = resolve(ROOT, "dist/cli/main.js");
  if (!existsSync(main)) return null;
  const formula = "tfp ~ did + size + lev + roa + age | firm + ind^year + prov^year";
  return fastest(repeats, () => {
    const args = [main, "regress", FILE, formula, "--cluster", "city", "--json"];
    execFileSync(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  });
}

/** Time of the R script itself, or what it cannot be below. */
export interface RProcess {
  readonly seconds: number;
  readonly bound: "measured" | "lower";
  readonly how: string;
}

/**
 * What an `Rscript` with fixest cannot be faster than: R's start, reading the file and fixest's own
 * multiple of the yardstick; with fixest installed, the script itself. Null without R.
 */
export function rProcess(repeats: number, fit: number): RProcess | null {
  if (spawnSync("Rscript", ["--version"]).status !== 0) return null;
  const read = `d <- read.csv("${FILE}")`;
  const estimate =
    "fit <- fixest::feols(tfp ~ did + size + lev + roa + age | firm + ind^year + prov^year, d, cluster = ~city, nthreads = 1); cat(coef(fit))";
  const run = (code: string) =>
    execFileSync("Rscript", ["-e", code], { stdio: ["ignore", "pipe", "ignore"] });
  const hasFixest = spawnSync("Rscript", ["-e", "library(fixest)"]).status === 0;
  if (hasFixest) {
    const seconds = fastest(repeats, () => run(`${read}; ${estimate}`));
    return { seconds, bound: "measured", how: "Rscript with fixest" };
  }
  const seconds = fastest(repeats, () => run(read)) + fit;
  const how = "lower bound: Rscript, read.csv and fixest's multiple, without loading fixest";
  return { seconds, bound: "lower", how };
}

function fastest(repeats: number, run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let r = 0; r < repeats; r++) {
    const start = performance.now();
    run();
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  return best;
}
