import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPolicyList } from "../../../src/policy/index.js";
import { readSmallTable, readTable, type Table } from "../../../src/table/index.js";
import { laidOutBooks, laidOutTexts, type UntidyTable, wordedTables } from "./make-tables.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-untidy-tables-"));

function grid(table: Table): unknown[][] {
  return [[...table.names], ...table.toRows().map((row) => Object.values(row))];
}

function said(table: Table): string[] {
  return (table.origin?.notices ?? []).map((n) => n.code);
}

async function check({ name, bytes, answer, said: codes }: UntidyTable): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const table = await readTable(path);
  expect(grid(table), name).toEqual(answer);
  expect(said(table), name).toEqual(codes);
  // Lists (dictionaries, policy lists) go through the same reading.
  const list = readSmallTable(bytes, { file: path });
  expect(grid(list), name).toEqual(answer);
  expect(said(list), name).toEqual(codes);
}

const byName = (files: readonly UntidyTable[]) => files.map((f) => [f.name, f] as const);

describe("figures in text form", () => {
  it.each(byName(wordedTables()))("%s", (_, file) => check(file));
});

describe("untidy layouts", () => {
  it.each(byName([...laidOutTexts(), ...laidOutBooks()]))("%s", (_, file) => check(file));

  it("a short row is named with its fields", async () => {
    const path = join(folder, "short.csv");
    writeFileSync(path, "city,year,gdp\n合肥市,2019,100\n芜湖市,2019\n");
    await expect(readTable(path)).rejects.toThrow(/row 3[\s\S]*2[\s\S]*3/);
  });
});

describe("policy lists", () => {
  it.each([
    ["list.csv", "城市,年份\n合肥市,2013\n芜湖市,2014年\n"],
    ["list-tab.csv", "城市\t年份\n合肥市\t2013\n芜湖市\t２０１４\n"],
    ["list.tsv", "城市\t年份\n合肥市\t2013-01-05\n芜湖市\t2014-02-01\n"],
  ])("%s is read as users write it", (name, text) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    const list = readPolicyList(path);
    expect(list.rows.map((r) => r.year)).toEqual([2013, 2014]);
  });
});
