import { readFileSync } from "node:fs";
import { UserError } from "../../src/base/index.js";
import { parseSystem } from "../../src/indices/index.js";
import { Panel, readCsv } from "../../src/table/index.js";

const folder = new URL("../golden/index/", import.meta.url);

/** The reference panel: 54 units × 11 years × 9 indicators. */
export function goldenPanel(): Panel {
  const bytes = readFileSync(new URL("resilience.csv", folder));
  return new Panel(readCsv(bytes, { file: "resilience.csv" }), { unit: "city", time: "year" });
}

/** Expected values from base R 4.2.2. */
export const golden = JSON.parse(readFileSync(new URL("resilience.json", folder), "utf8"));

export function goldenYaml(scale: "pooled" | "by-year"): string {
  const lines = Array.from({ length: 9 }, (_, j) => {
    const dimension = ["抵抗力", "恢复力", "转型力"][Math.floor(j / 3)];
    return `  - { name: Y${j + 1}, direction: "${j === 4 ? "-" : "+"}", dimension: ${dimension} }`;
  });
  const head = ["name: resilience", "unit: city", "time: year", `scale: ${scale}`, "indicators:"];
  return [...head, ...lines, ""].join("\n");
}

export const goldenSystem = (scale: "pooled" | "by-year") => parseSystem(goldenYaml(scale));

/** Largest relative difference, absolute near zero. */
export function gap(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  let worst = found.length === expected.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < expected.length; i++) {
    const scale = Math.max(Math.abs(expected[i]!), 1e-3);
    worst = Math.max(worst, Math.abs(found[i]! - expected[i]!) / scale);
  }
  return worst;
}

/** The code of the error that a call throws. */
export function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
  return "no error";
}
