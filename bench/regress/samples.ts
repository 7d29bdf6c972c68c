import { createRng } from "../../src/base/index.js";
import { numberColumn, Table } from "../../src/table/index.js";

/** One million rows, three effects drawn freely, five regressors. */
export function million(rows = 1_000_000): Table {
  const rng = createRng(2026, 1);
  const levels = { a: Math.max(rows / 10, 10), b: 1000, c: 300 };
  const columns: Record<string, Float64Array> = {};
  for (const [name, count] of Object.entries(levels)) {
    columns[name] = Float64Array.from({ length: rows }, () => rng.integer(count));
  }
  for (let j = 1; j <= 5; j++) {
    columns[`x${j}`] = Float64Array.from(
      { length: rows },
      (_, i) => rng.normal() + 0.01 * columns.b![i]! - 0.02 * columns.c![i]!,
    );
  }
  columns.y = Float64Array.from(
    { length: rows },
    (_, i) => columns.x1![i]! - 0.5 * columns.x2![i]! + 0.001 * columns.a![i]! + rng.normal(),
  );
  return tableOf(columns);
}

/**
 * Workers who move among neighbouring firms along a ring of firms: the fewer neighbours, the longer
 * the chain that links the effects.
 */
export function workerFirm(neighbours: number, rows = 300_000): Table {
  const rng = createRng(2026, 2, neighbours);
  const workers = rows / 6;
  const firms = rows / 15;
  const worker = new Float64Array(rows);
  const firm = new Float64Array(rows);
  const year = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    worker[i] = Math.floor(i / 6);
    const home = Math.floor((worker[i]! / workers) * firms);
    firm[i] = (home + rng.integer(neighbours)) % firms;
    year[i] = 2010 + rng.integer(10);
  }
  const columns: Record<string, Float64Array> = { worker, firm, year };
  for (let j = 1; j <= 3; j++) {
    columns[`x${j}`] = Float64Array.from(
      { length: rows },
      (_, i) => rng.normal() + Math.sin(firm[i]! / 1000),
    );
  }
  columns.y = Float64Array.from(
    { length: rows },
    (_, i) => columns.x1![i]! + 0.3 * columns.x2![i]! + Math.cos(firm[i]! / 700) + rng.normal(),
  );
  return tableOf(columns);
}

function tableOf(columns: Readonly<Record<string, Float64Array>>): Table {
  return new Table(Object.entries(columns).map(([name, values]) => numberColumn(name, values)));
}

/** 275 cities in 11 years, one regressor and many outcomes. */
export function outcomes(count: number): Table {
  const rng = createRng(2026, 3);
  const rows = 275 * 11;
  const columns: Record<string, Float64Array> = {
    city: Float64Array.from({ length: rows }, (_, i) => Math.floor(i / 11)),
    year: Float64Array.from({ length: rows }, (_, i) => 2011 + (i % 11)),
    x: Float64Array.from({ length: rows }, () => rng.normal()),
  };
  for (let j = 0; j < count; j++) {
    columns[`y${j}`] = Float64Array.from({ length: rows }, () => rng.normal());
  }
  return tableOf(columns);
}
