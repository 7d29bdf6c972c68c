import { basename, extname } from "node:path";
import { nearest, sha256 } from "../base/index.js";
import { readBytes, readSmallTable, type Table } from "../table/index.js";
import { underHeadings, unitColumns, YEAR_HEADINGS } from "./column-names.js";
import { policyError } from "./errors.js";
import type { PolicyList, PolicyRow, UnitLevel } from "./policy-list.js";

const LEVELS: readonly UnitLevel[] = [
  "city",
  "province",
  "region",
  "city group",
  "county-level city",
  "county",
  "district",
  "town",
  "zone",
];

/**
 * Reads a policy list: a text table or workbook with at least `city` (name) or `adcode`, and `effective_year`.
 * 中文: 读取政策名单
 *
 * Usual headings (城市, city_name; 年份, year, 试点年份) are taken where these are absent.
 * Optional columns: policy, batch, announced, province, unit, unit_level (default `city`),
 * confidence, source; a user's rows without confidence are `given`.
 *
 * Errors    table/missing-column, policy/bad-row — file, row, column and what was expected.
 */
export function readPolicyList(path: string, about: Partial<PolicyList> = {}): PolicyList {
  if (/\.(?:dta|parquet|sav)$/i.test(path)) throw policyError("not-csv", { file: path });
  const bytes = readBytes(path);
  const table = readSmallTable(bytes, { file: path, text: ["adcode", "batch", "announced"] });
  const name = about.name ?? basename(path, extname(path));
  const counts = about.form === "counts";
  const headings = counts ? NO_HEADINGS : headingsOf(table, about.form !== "attribute");
  const all = Array.from({ length: table.nrow }, (_, i) => i);
  const filled = counts ? [] : all.filter((i) => !isBlank(table, i, headings));
  const title = table.has("policy") && table.nrow > 0 ? cell(table, 0, "policy") : name;
  return {
    name,
    title: { en: name, zh: title },
    form: "pilots",
    zones: "part",
    state: "given",
    official: "",
    note: { en: "", zh: "" },
    batches: [],
    ...about,
    blankRows: counts ? 0 : table.nrow - filled.length,
    rows: filled.map((i) => readRow(table, i, path, headings)),
    counts: counts ? table.toRows() : [],
    file: path,
    sha256: sha256(bytes),
  };
}

/** A row of the form of `missingForm` that nobody has filled in: batch and policy, no unit. */
function isBlank(table: Table, i: number, { city, code }: Headings): boolean {
  const hasUnit = [city, code, "unit"].some((name) => cell(table, i, name) !== "");
  return !hasUnit && cell(table, i, "batch") !== "" && cell(table, i, "policy") !== "";
}

/** Under which headings the city, its code and the year stand. */
interface Headings {
  readonly city: string;
  readonly code: string;
  readonly year: string;
}

const NO_HEADINGS: Headings = { city: "city", code: "adcode", year: "effective_year" };

const START_HEADINGS = [
  "first_year",
  "start_year",
  "start",
  "first",
  "试点年份",
  "起始年份",
  "首次处理年份",
  "获批年份",
  "实施年份",
  "政策年份",
  ...YEAR_HEADINGS,
];

function headingsOf(table: Table, dated: boolean): Headings {
  const found = unitColumns(table);
  const isCode = (name: string): boolean => /code|_id$|cityid|代码/i.test(name);
  const code = table.has("adcode") ? "adcode" : (found.find(isCode) ?? "adcode");
  const city = table.has("city") ? "city" : (found.find((n) => !isCode(n)) ?? "city");
  if (!table.has(city)) table.column(code);
  const year = table.has("effective_year")
    ? "effective_year"
    : (underHeadings(table, START_HEADINGS)[0] ?? "effective_year");
  if (dated) table.column(year);
  return { city, code, year };
}

function readRow(table: Table, i: number, file: string, headings: Headings): PolicyRow {
  const row = table.fileRow(i);
  const yearText = cell(table, i, headings.year);
  const year = yearText === "" ? Number.NaN : Number(yearText);
  if (yearText !== "" && !(Number.isInteger(year) && year > 1900 && year < 2200)) {
    const expected = "a year (2013)";
    throw policyError("bad-row", {
      file,
      row,
      column: headings.year,
      value: yearText,
      expected,
    });
  }
  const level = cell(table, i, "unit_level") || "city";
  const unitLevel = LEVELS.find((l) => l === level);
  if (unitLevel === undefined) {
    const near = nearest(level, LEVELS);
    const expected = `${LEVELS.join(" | ")}${near === undefined ? "" : ` (${near}?)`}`;
    throw policyError("bad-row", { file, row, column: "unit_level", value: level, expected });
  }
  const city = cell(table, i, headings.city);
  const code = cell(table, i, headings.code);
  if (city === "" && code === "") {
    const expected = "a city name or a code";
    throw policyError("bad-row", { file, row, column: headings.city, value: "", expected });
  }
  const confidence = cell(table, i, "confidence");
  return {
    batch: cell(table, i, "batch"),
    announced: cell(table, i, "announced"),
    year,
    province: cell(table, i, "province"),
    city,
    unit: cell(table, i, "unit") || city,
    unitLevel,
    code,
    confidence: confidence === "verified" || confidence === "recalled" ? confidence : "given",
    source: cell(table, i, "source"),
    fileRow: row,
  };
}

function cell(table: Table, row: number, column: string): string {
  return table.has(column) ? String(table.value(row, column) ?? "") : "";
}
