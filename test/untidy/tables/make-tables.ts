/** Untidy tables with the right answer beside each, written where a test asks for them. */
import { createRequire } from "node:module";
import type { CellObject, WorkBook, WorkSheet } from "@e965/xlsx";
import { encodeAs } from "../../bytes/encode-as.js";

const xlsx = createRequire(import.meta.url)("@e965/xlsx") as typeof import("@e965/xlsx");

type Value = string | number | null;

/** One untidy table. */
export interface UntidyTable {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The names of the columns, and the cells row by row. */
  readonly answer: readonly (readonly Value[])[];
  /** Codes of what is said. */
  readonly said: readonly string[];
}

/** A way of writing figures in text form: what stands in the cells, and what they are. */
interface Wording {
  readonly name: string;
  readonly column: string;
  readonly cells: readonly string[];
  readonly values: readonly Value[];
  readonly said: readonly string[];
}

const AS_NUMBERS = ["table/read-as-numbers"];
const NAMED = ["table/looks-numeric"];
const CITIES = ["合肥市", "芜湖市", "安庆市"];

const WORDINGS: readonly Wording[] = [
  wording("thousands", "x", ["9,409.40", "3 618.26", "12"], [9409.4, 3618.26, 12], AS_NUMBERS),
  wording("full-width", "x", ["１２３．５", "４５６", "－３．５"], [123.5, 456, -3.5], AS_NUMBERS),
  wording("missing", "x", ["1.5", "N/A", "--"], [1.5, null, null], AS_NUMBERS),
  wording("dashes", "x", ["—", "1.5", "…"], [null, 1.5, null], AS_NUMBERS),
  wording("negative", "x", ["(1.5)", "−2.5", "3.25"], [-1.5, -2.5, 3.25], AS_NUMBERS),
  wording("percent", "x", ["45.6%", "50％", "7%"], [45.6, 50, 7], AS_NUMBERS),
  wording("years", "year", ["2019年", "2020年度", "2021年"], [2019, 2020, 2021], AS_NUMBERS),
  wording(
    "dates",
    "year",
    ["2019-12-31", "2020/12/31", "2021年12月31日"],
    [2019, 2020, 2021],
    AS_NUMBERS,
  ),
  wording("codes", "code", ["000001", "000002", "600000"], ["000001", "000002", "600000"], []),
  wording("mixed-percent", "x", ["12.3%", "7.5", "8.5"], ["12.3%", "7.5", "8.5"], NAMED),
  wording("remarks", "x", ["1.5", "2.5", "约3"], ["1.5", "2.5", "约3"], NAMED),
];

function wording(
  name: string,
  column: string,
  cells: readonly string[],
  values: readonly Value[],
  said: readonly string[],
): Wording {
  return { name, column, cells, values, said };
}

/** Every wording in every kind of file that can hold it. */
export function wordedTables(): UntidyTable[] {
  return WORDINGS.flatMap(({ name, column, cells, values, said }) => {
    const grid = [["city", column], ...cells.map((cell, i) => [CITIES[i]!, cell])];
    const answer = [["city", column], ...values.map((value, i) => [CITIES[i]!, value])];
    return kinds(name, grid).map((file) => ({
      ...file,
      answer,
      said: [...file.said, ...said],
    }));
  });
}

/** The same cells as comma, tab, semicolon, bar, GBK, UTF-16, page under .xls, .xlsx and .xls. */
function kinds(
  name: string,
  grid: readonly (readonly string[])[],
): { name: string; bytes: Uint8Array; said: readonly string[] }[] {
  const parted = (mark: string): string =>
    `${grid.map((row) => row.map((c) => (c.includes(mark) ? `"${c}"` : c)).join(mark)).join("\r\n")}\r\n`;
  const page = grid.map((row) => `<tr>${row.map((c) => `<td>${c}</td>`).join("")}</tr>`).join("");
  const sheet = { Sheet1: cellsOf(grid) };
  const utf16 = Buffer.from(`\ufeff${parted("\t")}`, "utf16le");
  const delimiter = ["table/delimiter"];
  return [
    { name: `${name}.csv`, bytes: Buffer.from(`\ufeff${parted(",")}`), said: [] },
    {
      name: `${name}-gbk.csv`,
      bytes: encodeAs(parted(",").replaceAll("−", "－"), "gb18030"),
      said: [],
    },
    { name: `${name}-sep.csv`, bytes: Buffer.from(`sep=|\r\n${parted("|")}`), said: [] },
    { name: `${name}.tsv`, bytes: Buffer.from(parted("\t")), said: [] },
    { name: `${name}-tab.csv`, bytes: Buffer.from(parted("\t")), said: delimiter },
    { name: `${name}-bar.csv`, bytes: Buffer.from(parted("|")), said: delimiter },
    { name: `${name}-utf16.txt`, bytes: utf16, said: [] },
    {
      name: `${name}-page.xls`,
      bytes: Buffer.from(`<html><table>${page}</table></html>`),
      said: [],
    },
    { name: `${name}.xlsx`, bytes: book(sheet, "xlsx"), said: [] },
    { name: `${name}-book.xls`, bytes: book(sheet, "biff8"), said: [] },
  ];
}

/** Tables whose layout is untidy, as text. */
export function laidOutTexts(): UntidyTable[] {
  const plain = [
    ["city", "year", "gdp"],
    ["合肥市", 2019, 100],
    ["芜湖市", 2019, 200],
  ];
  const text = (name: string, lines: readonly string[], said: readonly string[]): UntidyTable => ({
    name,
    bytes: Buffer.from(`${lines.join("\n")}\n`),
    answer: plain,
    said,
  });
  const rows = ["合肥市,2019,100", "芜湖市,2019,200"];
  return [
    text("title.csv", ["各市生产总值,,", "city,year,gdp", ...rows], ["table/notes-left-out"]),
    text(
      "notes.csv",
      ["city,year,gdp", ...rows, "注：按当年价格计算,,", "资料来源：年鉴,,"],
      ["table/notes-left-out"],
    ),
    text("blank-lines.csv", ["city,year,gdp", "", ...rows, "", ""], []),
    text("trailing.csv", ["city,year,gdp,", ...rows.map((r) => `${r},`)], []),
    text("blanks.csv", [" city , year , gdp ", " 合肥市 , 2019 , 100 ", "芜湖市, 2019, 200"], []),
    text(
      "decimals.csv",
      ["city;year;gdp", "合肥市;2019;100,0", "芜湖市;2019;200,00"],
      ["table/delimiter", "table/read-as-numbers"],
    ),
    {
      name: "guarded.csv",
      bytes: Buffer.from('code,year\n="001",2019\n="010203",2019\n'),
      answer: [
        ["code", "year"],
        ["001", 2019],
        ["010203", 2019],
      ],
      said: [],
    },
    {
      name: "labels.csv",
      bytes: Buffer.from(
        "Stkcd,Accper,A001\n证券代码,会计期间,资产总计\n没有单位,没有单位,元\n000001,2019-12-31,123.5\n",
      ),
      answer: [
        ["Stkcd", "Accper", "A001"],
        ["000001", "2019-12-31", 123.5],
      ],
      said: ["table/label-rows"],
    },
  ];
}

/** Workbooks with what only workbooks can have, as .xlsx and as .xls. */
export function laidOutBooks(): UntidyTable[] {
  const both = (
    name: string,
    sheets: Readonly<Record<string, Grid>>,
    answer: UntidyTable["answer"],
    said: readonly string[],
    change: (made: WorkBook) => void = () => {},
  ): UntidyTable[] =>
    (["xlsx", "biff8"] as const).map((type) => ({
      name: `${name}.${type === "xlsx" ? "xlsx" : "xls"}`,
      bytes: book(sheets, type, change),
      answer,
      said,
    }));
  const data: Grid = [
    ["city", "year", "x"],
    ["合肥市", 2019, 1],
    ["芜湖市", 2019, 2],
  ];
  return [
    ...both(
      "errors",
      {
        S: [
          ["city", "x"],
          ["合肥市", { t: "e", v: 7, w: "#DIV/0!" }],
          ["芜湖市", 2],
        ],
      },
      [
        ["city", "x"],
        ["合肥市", null],
        ["芜湖市", 2],
      ],
      ["table/error-cells"],
    ),
    ...both(
      "hidden",
      {
        隐藏: data,
        数据: [
          ["city", "x"],
          ["合肥市", 1],
          ["芜湖市", 2],
        ],
      },
      [
        ["city", "x"],
        ["合肥市", 1],
        ["芜湖市", 2],
      ],
      ["table/sheet-read"],
      (made) => {
        made.Workbook = { Sheets: [{ Hidden: 1 }, { Hidden: 0 }] };
      },
    ),
    ...both(
      "merged-down",
      {
        S: [
          ["省份", "城市", "x"],
          ["安徽省", "合肥市", 1],
          [null, "芜湖市", 2],
        ],
      },
      [
        ["省份", "城市", "x"],
        ["安徽省", "合肥市", 1],
        ["安徽省", "芜湖市", 2],
      ],
      [],
      (made) => merge(made.Sheets.S!, { r: 1, c: 0 }, { r: 2, c: 0 }),
    ),
    ...both(
      "merged-header",
      {
        S: [
          ["城市", "2018", null],
          [null, "GDP", "人口"],
          ["合肥市", 1, 2],
          ["芜湖市", 3, 4],
        ],
      },
      [
        ["城市", "2018_GDP", "2018_人口"],
        ["合肥市", 1, 2],
        ["芜湖市", 3, 4],
      ],
      ["table/joined-header"],
      (made) => merge(made.Sheets.S!, { r: 0, c: 1 }, { r: 0, c: 2 }),
    ),
    ...both(
      "code-format",
      {
        S: [
          ["code", "x"],
          [{ t: "n", v: 1, z: "000000" }, 5],
          [{ t: "n", v: 600000, z: "000000" }, 6],
        ],
      },
      [
        ["code", "x"],
        ["000001", 5],
        ["600000", 6],
      ],
      [],
    ),
    ...both(
      // 43830 days since 1899-12-30 are 2019-12-31.
      "dates",
      {
        S: [
          ["year", "x"],
          [{ t: "n", v: 43830, z: "yyyy-mm-dd" }, 5],
          [{ t: "n", v: 44196, z: "yyyy-mm-dd" }, 6],
        ],
      },
      [
        ["year", "x"],
        [2019, 5],
        [2020, 6],
      ],
      AS_NUMBERS,
    ),
    ...both(
      "labels",
      {
        S: [
          ["Stkcd", "A001"],
          ["证券代码", "资产总计"],
          ["没有单位", "元"],
          ["000001", 123.5],
          ["000002", 223.5],
        ],
      },
      [
        ["Stkcd", "A001"],
        ["000001", 123.5],
        ["000002", 223.5],
      ],
      ["table/label-rows"],
    ),
    ...both(
      "notes",
      {
        S: [["某表"], ["city", "year", "x"], ["合肥市", 2019, 1], ["芜湖市", 2019, 2], ["注：略"]],
      },
      data as UntidyTable["answer"],
      ["table/notes-left-out"],
    ),
  ];
}

type Grid = readonly (readonly (Value | CellObject)[])[];

function cellsOf(grid: readonly (readonly string[])[]): Grid {
  return grid;
}

function book(
  sheets: Readonly<Record<string, Grid>>,
  bookType: "xlsx" | "biff8",
  change: (made: WorkBook) => void = () => {},
): Buffer {
  const made = xlsx.utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    xlsx.utils.book_append_sheet(made, xlsx.utils.aoa_to_sheet(rows as unknown[][]), name);
  }
  change(made);
  return xlsx.write(made, { type: "buffer", bookType }) as Buffer;
}

function merge(sheet: WorkSheet, s: { r: number; c: number }, e: { r: number; c: number }): void {
  sheet["!merges"] = [{ s, e }];
}
