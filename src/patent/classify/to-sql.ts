import { ruleIntervals } from "../concordance/compile-concordance.js";
import type { Concordance } from "../concordance/concordance.js";
import { keyText, SUBCLASS_SPAN } from "../symbol/ipc-key.js";

/** One row of the interval table: inside a subclass, from `first_key` to `last_key`, a rule holds. */
export interface IntervalRow {
  readonly subclass: string;
  readonly first_key: string;
  readonly last_key: string;
  /** Row of the rule in the concordance, from 1. */
  readonly rule_row: number;
  readonly rule_no: number;
  readonly code: string;
  readonly name: string;
  readonly level1: string;
  readonly level2: string;
}

/** Names of the tables in the user's engine. */
export interface SqlNames {
  /** Table with `patent`, `symbol`, `sort_key`. Default `patent_symbols`. */
  readonly symbols?: string;
  /** Default `ipc_intervals`. */
  readonly intervals?: string;
}

/**
 * The concordance as an interval table over the sort key.   中文: 区间表
 *
 * Each rule without its exclusions, cut at the borders of subclasses so that the join has an
 * equality. Rows ascend by key, then rule.
 */
export function intervalRows(concordance: Pick<Concordance, "rules">): IntervalRow[] {
  const rows: IntervalRow[] = [];
  for (const rule of concordance.rules) {
    for (const { first, last } of ruleIntervals(rule)) {
      for (let from = first; from <= last; ) {
        const end = Math.min(last, (Math.floor(from / SUBCLASS_SPAN) + 1) * SUBCLASS_SPAN - 1);
        const first_key = keyText(from);
        rows.push({
          subclass: first_key.slice(0, 4),
          first_key,
          last_key: keyText(end),
          rule_row: rule.row,
          rule_no: rule.rule,
          code: rule.code,
          name: rule.name,
          level1: rule.level1,
          level2: rule.level2,
        });
        from = end + 1;
      }
    }
  }
  return rows.sort((a, b) => compare(a.first_key, b.first_key) || a.rule_row - b.rule_row);
}

/**
 * The range join that labels symbols: one text for SQLite, DuckDB, PostgreSQL, Spark SQL and
 * ClickHouse.   中文: 匹配 SQL
 *
 * Distinct symbols are looked up once, then joined back; columns `patent, symbol, rule_row, code`.
 */
export function matchSql(names: SqlNames = {}): string {
  const symbols = names.symbols ?? "patent_symbols";
  const intervals = names.intervals ?? "ipc_intervals";
  return `WITH wanted AS (
  SELECT DISTINCT sort_key, substr(sort_key, 1, 4) AS subclass FROM ${symbols}
  WHERE sort_key IS NOT NULL
),
met AS (
  SELECT wanted.sort_key AS sort_key, ${intervals}.rule_row AS rule_row, ${intervals}.code AS code
  FROM wanted INNER JOIN ${intervals}
    ON ${intervals}.subclass = wanted.subclass
   AND ${intervals}.first_key <= wanted.sort_key
   AND ${intervals}.last_key >= wanted.sort_key
)
SELECT ${symbols}.patent AS patent, ${symbols}.symbol AS symbol, met.rule_row AS rule_row,
  met.code AS code
FROM ${symbols} INNER JOIN met ON met.sort_key = ${symbols}.sort_key`;
}

const INSERT_ROWS = 500;

/**
 * The script that makes and fills the interval table, in the SQL that all engines share.
 * 中文: 建表脚本
 *
 * @example intervalSql(readConcordance("sei-ipc-2021")).split(";")[0] // CREATE TABLE …
 */
export function intervalSql(concordance: Pick<Concordance, "rules">, names: SqlNames = {}): string {
  const table = names.intervals ?? "ipc_intervals";
  const rows = intervalRows(concordance);
  const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
  const lines = [
    `CREATE TABLE ${table} (subclass VARCHAR(4), first_key VARCHAR(14), last_key VARCHAR(14), rule_row INTEGER, rule_no INTEGER, code VARCHAR(40), name VARCHAR(400), level1 VARCHAR(400), level2 VARCHAR(400));`,
  ];
  for (let i = 0; i < rows.length; i += INSERT_ROWS) {
    const values = rows.slice(i, i + INSERT_ROWS).map((r) => {
      const keys = [r.subclass, r.first_key, r.last_key].map(text);
      const words = [r.code, r.name, r.level1, r.level2].map(text);
      return `(${[...keys, r.rule_row, r.rule_no, ...words].join(", ")})`;
    });
    lines.push(`INSERT INTO ${table} VALUES\n${values.join(",\n")};`);
  }
  return `${lines.join("\n")}\n`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
