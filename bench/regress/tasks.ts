import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createRng } from "../../src/base/index.js";
import { regress, regressAll } from "../../src/regress/index.js";
import { readCsv } from "../../src/table/index.js";
import { million, outcomes, workerFirm } from "./samples.js";

/** A task of the benchmark; `prepare` makes its data and returns what is timed. */
export interface Task {
  readonly what: string;
  /** Multiple of the yardstick that R needed on one thread (fixest 0.14.2, speed.json). */
  readonly reference?: number;
  /** At most so many times R's multiple, or so many seconds. */
  readonly limit: { readonly ratio: number } | { readonly seconds: number } | null;
  readonly prepare: () => () => void;
  readonly repeats?: number;
}

const cluster = (by: string) =>
  ({ vcov: { type: "cluster", cluster: [by] }, tolerance: 1e-8 }) as const;

const chain = (neighbours: number) => () => {
  const table = workerFirm(neighbours);
  return () => {
    regress(table, "y ~ x1 + x2 + x3 | worker + firm + year", cluster("firm"));
  };
};

const size = (rows: number) => () => {
  const table = million(rows);
  return () => {
    regress(table, "y ~ x1 + x2 + x3 + x4 + x5 | a + b + c", cluster("a"));
  };
};

const firmPanel = resolve(import.meta.dirname, "../../test/golden/regress/c02_firm_panel.csv");

export const TASKS: Readonly<Record<string, Task>> = {
  million: {
    what: "10⁶ rows, 10⁵ + 10³ + 300 levels, 5 regressors, in memory, tolerance 1e-8",
    reference: 4.67638,
    limit: { ratio: 1 },
    prepare: size(1_000_000),
  },
  worker_firm: {
    what: "3·10⁵ rows, workers among 200 neighbouring firms, tolerance 1e-8",
    reference: 54.30451,
    limit: { ratio: 0.3 },
    prepare: chain(200),
  },
  worker_firm_extreme: {
    what: "the same among 3 neighbouring firms (fixest: not done in 5 minutes)",
    limit: { seconds: 60 },
    prepare: chain(3),
  },
  firm_panel: {
    what: "20 600 rows, firm + industry×year + province×year, in memory",
    reference: 0.70611,
    limit: { ratio: 1 },
    prepare: () => {
      const table = readCsv(readFileSync(firmPanel), { file: firmPanel });
      const formula = "tfp ~ did + size + lev + roa + age | firm + ind^year + prov^year";
      return () => {
        regress(table, formula, cluster("city"));
      };
    },
  },
  outcomes500: {
    what: "500 outcomes on one set of effects, 275 × 11",
    reference: 33.60465,
    limit: { ratio: 0.3 },
    prepare: () => {
      const table = outcomes(500);
      const names = Array.from({ length: 500 }, (_, j) => `y${j}`).join(", ");
      return () => {
        regressAll(table, `c(${names}) ~ x | city + year`, cluster("city"));
      };
    },
  },
  regressors500: {
    what: "500 regressors one by one on one set of effects, 275 × 11",
    reference: 33.60465,
    limit: { ratio: 0.3 },
    prepare: () => {
      const table = outcomes(501);
      const names = Array.from({ length: 500 }, (_, j) => `y${j}`).join(", ");
      return () => {
        regressAll(table, `y500 ~ sw(${names}) | city + year`, cluster("city"));
      };
    },
  },
  csv: {
    what: "reading a CSV of 10⁶ × 9 numbers",
    limit: { seconds: 1.5 },
    prepare: () => {
      const bytes = numbersAsCsv(1_000_000, 9);
      return () => {
        readCsv(bytes, { file: "numbers.csv" });
      };
    },
  },
  rows_10_000: { what: "as `million` with 10⁴ rows", limit: null, prepare: size(10_000) },
  rows_100_000: { what: "as `million` with 10⁵ rows", limit: null, prepare: size(100_000) },
  rows_10_000_000: {
    what: "as `million` with 10⁷ rows",
    limit: null,
    prepare: size(10_000_000),
    repeats: 1,
  },
};

/** Three columns of whole numbers, the others with eleven digits. */
function numbersAsCsv(rows: number, columns: number): Buffer {
  const rng = createRng(2026, 4);
  const lines = [Array.from({ length: columns }, (_, j) => `x${j}`).join(",")];
  for (let i = 0; i < rows; i++) {
    const cells: string[] = [];
    for (let j = 0; j < columns; j++) {
      cells.push(j < 3 ? String(rng.integer(100_000)) : rng.normal().toFixed(10));
    }
    lines.push(cells.join(","));
  }
  return Buffer.from(`${lines.join("\n")}\n`);
}
