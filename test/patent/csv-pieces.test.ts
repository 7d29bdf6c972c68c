import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvPieces, surveyFile } from "../../src/patent/import/csv-pieces.js";
import { pieceRows } from "../../src/patent/import/csv-records.js";
import { CsvScanner } from "../../src/table/index.js";

const path = join(mkdtempSync(join(tmpdir(), "xinzhi-pieces-")), "a.csv");

/** The scanner of the table room, field by field over the whole file. */
function byScanner(bytes: Buffer) {
  const scanner = new CsvScanner(bytes, path);
  const rows: { row: number; cells: string[] }[] = [];
  while (scanner.skipBlankLines()) {
    const cells: string[] = [];
    do {
      scanner.next(rows.length + 1);
      cells.push(scanner.text());
    } while (!scanner.lastInRow);
    rows.push({ row: rows.length + 1, cells });
  }
  return rows;
}

function inPieces(chunkBytes: number, encoding = "utf-8") {
  return [...csvPieces(path, encoding, chunkBytes)].flatMap((p) => [
    ...pieceRows(p.bytes, path, p.firstRow),
  ]);
}

const field = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."ab国 '0"), maxLength: 6 }),
  fc.constantFrom('"a,b"', '"国""x"', '"line\nbreak"', '"cr\r\nlf"', '""', 'in"side', '"q"tail'),
);
const file = fc
  .array(fc.tuple(fc.array(field, { minLength: 1, maxLength: 5 }), fc.constantFrom(..."nrb")), {
    minLength: 1,
    maxLength: 12,
  })
  .map((lines) =>
    lines
      .map(([cells, end]) => cells.join(",") + { n: "\n", r: "\r\n", b: "\n\n" }[end as "n"])
      .join(""),
  );

describe("CSV in pieces", () => {
  it("gives the records of the whole file, wherever it is cut", () => {
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 60 }), fc.boolean(), (text, chunk, isOpen) => {
        const bytes = Buffer.from(isOpen ? text.trimEnd() : text);
        writeFileSync(path, bytes);
        expect(inPieces(chunk)).toEqual(byScanner(bytes));
      }),
      { numRuns: 300 },
    );
  });

  it("reads marks, UTF-16 and GB18030", () => {
    const rows = [
      { row: 1, cells: ["公开号", "标题"] },
      { row: 2, cells: ["CN1A", "甲，乙"] },
    ];
    const text = "公开号,标题\nCN1A,甲，乙\n";
    writeFileSync(path, `\ufeff${text}`);
    expect(inPieces(7)).toEqual(rows);
    writeFileSync(path, Buffer.from(`\ufeff${text}`, "utf16le"));
    expect(surveyFile(path, "csv").encoding).toBe("utf-16le");
    expect(inPieces(6, "utf-16le")).toEqual(rows);
    // 公开号,标题 in GB18030
    const gbk = [0xb9, 0xab, 0xbf, 0xaa, 0xba, 0xc5, 0x2c, 0xb1, 0xea, 0xcc, 0xe2, 0x0a];
    writeFileSync(path, Uint8Array.from(gbk));
    const { encoding } = surveyFile(path, "csv");
    expect(encoding).toBe("gb18030");
    expect(inPieces(3, encoding)).toEqual([rows[0]]);
  });

  it("refuses a quote that is never closed, with its row", () => {
    writeFileSync(path, 'a,b\n1,"never closed\n2,3\n');
    expect(() => inPieces(5)).toThrow(/row 2/);
  });
});
