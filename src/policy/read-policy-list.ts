import { basename, extname } from "node:path";
import { nearest, sha256 } from "../base/index.js";
import { readBytes, readCsv, type Table } from "../table/index.js";
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
 * Reads a policy list: CSV with at least `city` (name) or `adcode`, and `effective_year`.
 * 中文: 读取政策名单
 *
 * Optional columns: policy, batch, announced, province, unit, unit_level (default `city`),
 * confidence, source; a user's rows without confidence are `given`.
 *
 * Errors    table/missing-column, policy/bad-row — file, row, column and what was expected.
 */
export function readPolicyList(path: string, about: Partial<PolicyList> = {}): PolicyList {
  const bytes = readBytes(path);
  const table = readCsv(bytes, { file: path, text: ["adcode", "batch", "announced"] });
  const name = about.name ?? basename(path, extname(path));
  const counts = about.form === "counts";
  if (!counts && !table.has("city")) table.column("adcode");
  if (!counts && about.form !== "attribute") table.column("effective_year");
  const title = table.has("policy") && table.nrow > 0 ? cell(table, 0, "policy") : name;
  return {
    name,
    title: { en: name, zh: title },
    form: "pilots",
    zones: "part",
    state: "given",
    official: "",
    note: { en: "", zh: "" },
    ...about,
    rows: counts ? [] : Array.from({ length: table.nrow }, (_, i) => readRow(table, i, path)),
    counts: counts ? table.toRows() : [],
    file: path,
    sha256: sha256(bytes),
  };
}

function readRow(table: Table, i: number, file: string): PolicyRow {
  const row = table.fileRow(i);
  const yearText = cell(table, i, "effective_year");
  const year = yearText === "" ? Number.NaN : Number(yearText);
  if (yearText !== "" && !(Number.isInteger(year) && year > 1900 && year < 2200)) {
    const expected = "a year (2013)";
    throw policyError("bad-row", {
      file,
      row,
      column: "effective_year",
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
  const city = cell(table, i, "city");
  const code = cell(table, i, "adcode");
  if (city === "" && code === "") {
    const expected = "a city name or a code";
    throw policyError("bad-row", { file, row, column: "city", value: "", expected });
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
