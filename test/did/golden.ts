import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { readTable, type Table } from "../../src/table/index.js";

/** `r01_…` to `r18_…` are the second set. */
function folderOf(file: string): URL {
  return new URL(`../golden/${/^r\d\d_/.test(file) ? "did2" : "did"}/`, import.meta.url);
}

/** One model of a golden file; its fields differ by kind. */
export interface GoldenModel {
  readonly id: string;
  readonly kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape differs by kind and is checked by use
  readonly spec: any;
  // biome-ignore lint/suspicious/noExplicitAny: the shape differs by kind and is checked by use
  readonly results: any;
}

export function golden(name: string): readonly GoldenModel[] {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folderOf(name)), "utf8")).models;
}

export function goldenPath(file: string): string {
  return fileURLToPath(new URL(file, folderOf(file)));
}

const tables = new Map<string, Promise<Table>>();

export function goldenTable(name: string): Promise<Table> {
  let table = tables.get(name);
  if (table === undefined) {
    table = readTable(goldenPath(`${name}.csv`));
    tables.set(name, table);
  }
  return table;
}

/** Relative tolerances of the golden files; 1e-10 near zero. */
export const COEFFICIENT = 1e-8;
export const SE = 1e-7;
export const STATISTIC = 1e-6;

export function near(found: number, wanted: number, relative: number, what = ""): void {
  const gap = Math.abs(found - wanted);
  const most = Math.max(1e-10, relative * Math.abs(wanted));
  if (!(gap <= most)) expect.fail(`${what}: found ${found}, wanted ${wanted} (gap ${gap})`);
}
