import { type Notice, notice, throwIfInterrupted } from "../../base/index.js";
import { numberColumn, Table, textColumn } from "../../table/index.js";
import type { AttentionDocument } from "../attention/attention-options.js";
import { findTargets, type TargetOptions, type Wording } from "./find-targets.js";
import type { TargetName } from "./target-kinds.js";

/** One target of one document; without a target all figures are null. */
export interface TargetRow {
  readonly document: number | string;
  readonly region: string | null;
  readonly regionCode: string | null;
  readonly year: number | null;
  readonly target: TargetName;
  readonly unit: "%" | "万人";
  readonly low: number | null;
  readonly high: number | null;
  readonly value: number | null;
  readonly wording: Wording | null;
  /** Two classes: plain counts as soft unless `plain` says otherwise. */
  readonly binary: "hard" | "soft" | null;
  readonly stretch: number | null;
  /** Value less the value of the level above in the same year (加码), when both are known. */
  readonly overbid: number | null;
  readonly sentence: string | null;
}

/** How targets are read and compared. */
export interface TargetsOptions extends TargetOptions {
  /** Which class a target without a marker counts for in the binary split; default `soft`. */
  readonly plain?: "hard" | "soft";
  readonly signal?: AbortSignal;
}

/** Targets of documents. */
export interface TargetsResult {
  readonly kind: "targets";
  readonly rows: readonly TargetRow[];
  readonly warnings: readonly Notice[];
}

const UNITS: Readonly<Record<TargetName, "%" | "万人">> = {
  gdp: "%",
  cpi: "%",
  investment: "%",
  jobs: "万人",
  unemployment: "%",
};

/**
 * Growth targets (and those of prices, investment, jobs) of reports, with over-bidding.
 * 中文: 经济增长目标与层层加码
 *
 * One row for each document and kind of target; a document without a target has nulls.
 * Over-bidding is the city's value less its province's of the same year; likewise a county's less
 * its city's and a province's less the nation's.
 *
 * Warnings  text/unclear-upper — the level above has two reports with different targets;
 *           text/registered-unemployment — the registered rate, where no surveyed one is set.
 * Source    余泳泽、潘妍 (2019); methods, section 1.
 */
export async function targets(
  documents: Iterable<AttentionDocument> | AsyncIterable<AttentionDocument>,
  options: TargetsOptions = {},
): Promise<TargetsResult> {
  const wanted = options.targets ?? (["gdp"] as const);
  const rows: TargetRow[] = [];
  const registered: (number | string)[] = [];
  for await (const document of documents) {
    throwIfInterrupted(options.signal);
    const found = findTargets(document.text, document.year, options);
    for (const target of wanted) {
      const hit = found.find((f) => f.target === target);
      if (hit?.fallback === true) registered.push(document.id);
      rows.push({
        document: document.id,
        region: document.region,
        regionCode: document.regionCode,
        year: document.year,
        target,
        unit: UNITS[target],
        low: hit?.low ?? null,
        high: hit?.high ?? null,
        value: hit?.value ?? null,
        wording: hit?.wording ?? null,
        binary: hit === undefined ? null : binaryOf(hit.wording, options.plain ?? "soft"),
        stretch: hit?.stretch ?? null,
        overbid: null,
        sentence: hit?.sentence ?? null,
      });
    }
  }
  const warnings: Notice[] = registered.length === 0 ? [] : [registeredNotice(registered)];
  return { kind: "targets", rows: withOverbids(rows, warnings), warnings };
}

/** The two rates are not the same quantity: it is said which one stands in the table. */
function registeredNotice(documents: readonly (number | string)[]): Notice {
  const list = documents.slice(0, 5).join(", ");
  return notice(
    "text/registered-unemployment",
    `${documents.length} document(s) set a target for registered unemployment only, which was taken: ${list}`,
    `${documents.length} 份文档只有城镇登记失业率目标，已取该值：${list}`,
  );
}

/** Targets as a table that joins a panel by `code` and `year`. */
export function targetsTable(result: TargetsResult): Table {
  const { rows } = result;
  const number = (name: keyof TargetRow) =>
    numberColumn(
      name,
      rows.map((r) => (r[name] as number | null) ?? Number.NaN),
    );
  return new Table([
    textColumn(
      "document",
      rows.map((r) => String(r.document)),
    ),
    textColumn(
      "region_code",
      rows.map((r) => r.regionCode),
    ),
    textColumn(
      "region",
      rows.map((r) => r.region),
    ),
    number("year"),
    textColumn(
      "target",
      rows.map((r) => r.target),
    ),
    number("low"),
    number("high"),
    number("value"),
    textColumn(
      "wording",
      rows.map((r) => r.wording),
    ),
    textColumn(
      "binary",
      rows.map((r) => r.binary),
    ),
    number("stretch"),
    number("overbid"),
    textColumn(
      "sentence",
      rows.map((r) => r.sentence),
    ),
  ]);
}

function binaryOf(wording: Wording, plain: "hard" | "soft"): "hard" | "soft" {
  return wording === "plain" ? plain : wording;
}

function withOverbids(rows: readonly TargetRow[], warnings: Notice[]): TargetRow[] {
  const values = new Map<string, number>();
  const unclear = new Set<string>();
  for (const row of rows) {
    if (row.value === null || row.regionCode === null || row.year === null) continue;
    const key = `${row.target} ${row.regionCode} ${row.year}`;
    const known = values.get(key);
    if (known === undefined) values.set(key, row.value);
    else if (known !== row.value) unclear.add(key);
  }
  const result = rows.map((row) => {
    if (row.value === null || row.regionCode === null || row.year === null) return row;
    for (const upper of levelsAbove(row.regionCode)) {
      const key = `${row.target} ${upper} ${row.year}`;
      const value = values.get(key);
      if (value === undefined) continue;
      if (unclear.has(key)) return row;
      return { ...row, overbid: Math.round((row.value - value) * 1e10) / 1e10 };
    }
    return row;
  });
  if (unclear.size > 0) {
    const list = [...unclear].slice(0, 5).join("; ");
    warnings.push(
      notice(
        "text/unclear-upper",
        `${unclear.size} region-year(s) have reports with different targets; no over-bidding is computed against them: ${list}`,
        `${unclear.size} 个地区—年份的多份报告目标不一致，不据此计算加码：${list}`,
      ),
    );
  }
  return result;
}

/** The level right above: a county's city (or its municipality), a city's province, the nation. */
function levelsAbove(code: string): string[] {
  if (code === "100000") return [];
  if (code.endsWith("0000")) return ["100000"];
  if (code.endsWith("00")) return [`${code.slice(0, 2)}0000`];
  const municipality = ["11", "12", "31", "50"].includes(code.slice(0, 2));
  return [municipality ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`];
}
