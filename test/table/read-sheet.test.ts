import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as xlsx from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { readSheet, sheetNames } from "../../src/table/index.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-sheet-"));

function workbook(name: string, type: "xlsx" | "biff8", date1904 = false): string {
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([["说明"]]), "封面");
  const sheet = xlsx.utils.aoa_to_sheet([
    ["代码", "日期", "值", "备注"],
    ["000123", 45057, 1.5, null],
    ["000124", 45057.5, null, true],
  ]);
  for (const at of ["B2", "B3"]) (sheet[at] as xlsx.CellObject).z = "yyyy-mm-dd";
  xlsx.utils.book_append_sheet(book, sheet, "数据");
  if (date1904) book.Workbook = { WBProps: { date1904: true } };
  const path = join(folder, name);
  writeFileSync(path, xlsx.write(book, { type: "buffer", bookType: type }) as Buffer);
  return path;
}

describe("raw sheets", () => {
  it.each([
    ["a.xlsx", "xlsx"],
    ["a.xls", "biff8"],
  ] as const)("of %s keep text as text and give dates as ISO days", async (name, type) => {
    const path = workbook(name, type);
    const { name: sheet, rows } = await readSheet(path);
    expect(sheet).toBe("数据");
    expect(rows).toEqual([
      ["代码", "日期", "值", "备注"],
      ["000123", "2023-05-11", 1.5],
      ["000124", "2023-05-11 12:00:00", null, true],
    ]);
    expect(await sheetNames(path)).toEqual(["封面", "数据"]);
  });

  it("can be named or counted, and a wrong name is answered with the nearest", async () => {
    const path = workbook("b.xlsx", "xlsx");
    expect((await readSheet(path, { sheet: 1 })).rows).toEqual([["说明"]]);
    expect((await readSheet(path, { sheet: "数据", maxRows: 2 })).rows).toHaveLength(2);
    await expect(readSheet(path, { sheet: "数据表" })).rejects.toThrow(/数据/);
    await expect(readSheet(path, { sheet: 9 })).rejects.toThrow(/"9"/);
  });

  it("of a Macintosh workbook count days from 1904", async () => {
    const { rows } = await readSheet(workbook("c.xlsx", "xlsx", true));
    expect(String(rows[1]![1])).toMatch(/^2027-05-1/);
  });

  it("refuse a file that is no workbook and one that unpacks to gigabytes", async () => {
    const broken = join(folder, "d.xlsx");
    writeFileSync(broken, "PK\u0003\u0004 nothing");
    await expect(readSheet(broken)).rejects.toThrow(/d\.xlsx/);
    const bomb = join(folder, "e.xlsx");
    const entry = Buffer.alloc(46);
    entry.write("PK\u0001\u0002", "latin1");
    entry.writeUInt32LE(0xf0000000, 24);
    writeFileSync(bomb, entry);
    await expect(readSheet(bomb)).rejects.toThrow(/e\.xlsx/);
  });
});
