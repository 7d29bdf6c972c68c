import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTable, type Table, writeTable } from "../../src/table/index.js";
import { independentCsv, tableText } from "./independent-csv.js";
import { BYTE_ENGINES, mutate, TEXT_ENGINES } from "./mutate.js";
import type { Target } from "./target.js";
import { changePart } from "./zip-parts.js";

const root = join(import.meta.dirname, "../..");
const bytesOnly = Object.values(BYTE_ENGINES);
const text = [...bytesOnly, ...Object.values(TEXT_ENGINES), ...Object.values(TEXT_ENGINES)];

const CSV = [
  'city,year,y,note\n成都市,2015,1.5,"a, ""b"""\n绵阳市,2016,-2e3,\n德阳市,2017,NA,x\n',
  "id;year;y\n1;2015;1,5\n2;2016;2,5\n3;2017;3,5\n",
];

const read = async (bytes: Buffer, path: string) => {
  writeFileSync(path, bytes);
  const table = await readTable(path);
  return { value: tableText(table), told: (table.origin?.notices ?? []).length > 0 };
};

/** Readers of data files. */
export async function tableTargets(): Promise<Target[]> {
  const panel = readFileSync(join(root, "corpus/panel.csv"), "utf8").split("\n").slice(0, 13);
  const csv = [...CSV, `${panel.join("\n")}\n`].map((s) => Buffer.from(s));
  const folder = mkdtempSync(join(tmpdir(), "xinzhi-fuzz-seeds-"));
  try {
    const source = join(folder, "panel.csv");
    writeFileSync(source, csv[2]!);
    const table = await readTable(source);
    const written = async (ending: string, what: Table): Promise<Buffer> => {
      const path = join(folder, `t${ending}`);
      await writeTable(path, what);
      return readFileSync(path);
    };
    const xlsx = await written(".xlsx", table);
    const few = await written(".xlsx", table.select(["city", "year", "gdp"]));
    const yearbook = readFileSync(join(root, "corpus/examples/yearbook.xlsx"));
    const xls = readFileSync(join(root, "test/hostile/fixtures/intact.xls"));
    return [
      { name: "csv", ending: ".csv", seeds: csv, engines: text, read, oracle: independentCsv },
      {
        name: "xlsx",
        ending: ".xlsx",
        seeds: [xlsx, few, yearbook],
        engines: bytesOnly,
        read,
        oracle: "same",
      },
      {
        name: "xlsx-xml",
        ending: ".xlsx",
        seeds: [xlsx, few, yearbook],
        engines: text,
        change: (seed, rng, other) =>
          changePart(
            seed,
            (names) => rng.integer(names.length),
            (part) => mutate(part, rng, text, other),
          ),
        read,
        oracle: "none",
      },
      { name: "xls", ending: ".xls", seeds: [xls], engines: bytesOnly, read, oracle: "none" },
      {
        name: "dta",
        ending: ".dta",
        seeds: [await written(".dta", table)],
        engines: bytesOnly,
        read,
        oracle: "same",
      },
      {
        name: "parquet",
        ending: ".parquet",
        seeds: [await written(".parquet", table)],
        engines: bytesOnly,
        read,
        oracle: "same",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
