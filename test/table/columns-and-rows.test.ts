import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  appendTables,
  mergeTables,
  readTable,
  renameColumns,
  Table,
  writeTable,
} from "../../src/table/index.js";

describe("columns under new names", () => {
  const table = Table.of({ 城市代码: ["340100", "340200"], y: [1, 2] });

  it("keep their values, and a name that is taken is an error", () => {
    expect(renameColumns(table, [["城市代码", "region_code"]]).names).toEqual(["region_code", "y"]);
    expect(() => renameColumns(table, [["城市代码", "y"]])).toThrow(/y/);
    expect(() => renameColumns(table, [["城市", "x"]])).toThrow(/城市代码/);
  });

  it("join by keys of different names, the left name kept", () => {
    const right = Table.of({ region_code: [340200, 340100], year: [2014, 2014], z: [20, 10] });
    const { table: out, report } = mergeTables(table, right, { on: [["城市代码", "region_code"]] });
    expect(out.names).toEqual(["城市代码", "y", "year", "z"]);
    expect([...out.number("z")]).toEqual([10, 20]);
    expect(report.leftOnly).toBe(0);
  });
});

describe("rows under each other", () => {
  it("meet by name; what a table lacks is missing, numbers beside text are text, both said", () => {
    const a = Table.of({ code: ["010100"], y: [1] });
    const b = Table.of({ code: [340100], z: [2] });
    const { table, warnings } = appendTables([a, b]);
    expect(table.toRows()).toEqual([
      { code: "010100", y: 1, z: null },
      { code: "340100", y: null, z: 2 },
    ]);
    expect(warnings.map((w) => w.code)).toEqual([
      "table/append-text",
      "table/append-missing",
      "table/append-missing",
    ]);
  });
});

describe("a workbook", () => {
  it("says which sheet was read and which were left out", async () => {
    const xlsx = await import("@e965/xlsx");
    const book = xlsx.utils.book_new();
    const sheet = (x: number) =>
      xlsx.utils.aoa_to_sheet([
        ["city", "x"],
        ["合肥", x],
        ["芜湖", x],
      ]);
    xlsx.utils.book_append_sheet(book, sheet(1), "数据");
    xlsx.utils.book_append_sheet(book, sheet(2), "旧数据");
    const file = join(mkdtempSync(join(tmpdir(), "xinzhi-")), "two.xlsx");
    writeFileSync(file, xlsx.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
    const table = await readTable(file);
    expect(table.origin?.sheet).toBe("数据");
    expect(table.origin?.notices?.[0]?.en).toContain("sheet 数据 was read; 1 left out: 旧数据");
    const other = await readTable(file, { sheet: 2 });
    expect([...other.number("x")]).toEqual([2, 2]);
    const single = join(mkdtempSync(join(tmpdir(), "xinzhi-")), "one.xlsx");
    await writeTable(single, Table.of({ a: [1, 2] }));
    expect((await readTable(single)).origin?.notices).toEqual([]);
  });
});
