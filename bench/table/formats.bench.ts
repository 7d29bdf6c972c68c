// A million rows of nine real numbers and a city name, out and in, by format.
// Run: npx tsx bench/table/formats.bench.ts
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRng } from "../../src/base/index.js";
import { numberColumn, readTable, Table, textColumn, writeTable } from "../../src/table/index.js";

const ROWS = 1_000_000;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "xinzhi-bench-"));
  const rng = createRng(2026);
  const table = new Table([
    textColumn(
      "city",
      Array.from({ length: ROWS }, (_, i) => `城市${i % 300}`),
    ),
    ...Array.from({ length: 9 }, (_, j) =>
      numberColumn(
        `x${j}`,
        Float64Array.from({ length: ROWS }, () => rng.uniform()),
      ),
    ),
  ]);
  for (const format of ["dta", "csv", "parquet"]) {
    const path = join(folder, `big.${format}`);
    const start = performance.now();
    await writeTable(path, table);
    const written = performance.now();
    const back = await readTable(path);
    const read = performance.now();
    const same = back.number("x8")[ROWS - 1] === table.number("x8")[ROWS - 1];
    console.log(
      `${format.padEnd(8)} write ${((written - start) / 1000).toFixed(2)} s  read ${((read - written) / 1000).toFixed(2)} s  ${(statSync(path).size / 1e6).toFixed(0)} MB  ${same ? "same" : "DIFFERENT"}`,
    );
    rmSync(path);
  }
  rmSync(folder, { recursive: true });
}

void main();
