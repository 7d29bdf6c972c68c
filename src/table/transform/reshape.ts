import { type Column, columnMeta, numberColumn, textColumn } from "../column.js";
import { tableError } from "../errors.js";
import type { Table } from "../table.js";

/** Choices of `reshapeLong`. */
export interface ReshapeLongOptions {
  /** Stems of the wide columns: `gdp` for gdp2010, gdp_2011, gdp2012年. */
  readonly stubs: readonly string[];
  /** Name of the new column of times. Default `year`. */
  readonly time?: string;
}

/** Choices of `reshapeWide`. */
export interface ReshapeWideOptions {
  /** Columns that name a row of the wide table. */
  readonly unit: string;
  readonly time: string;
  /** Columns to spread; the others must be constant within unit and are kept once. */
  readonly values: readonly string[];
}

/**
 * Turns columns like gdp2010, gdp2011 into rows.   中文: 宽表转长表
 *
 * A column belongs to a stub when it is the stub, an optional blank or _, and a year (with or
 * without 年). Other columns are repeated. Rows in which every value is missing are kept.
 *
 * Errors    table/no-such-stub — no column begins so.
 * Agrees    Stata `reshape long`.
 * @example reshapeLong(wide, { stubs: ["gdp", "pop"] })
 */
export function reshapeLong(table: Table, options: ReshapeLongOptions): Table {
  const time = options.time ?? "year";
  const parsed = new Map<string, { stub: string; year: number }>();
  for (const stub of options.stubs) {
    const before = parsed.size;
    for (const name of table.names) {
      const year = yearBehind(name, stub);
      if (year !== undefined) parsed.set(name, { stub, year });
    }
    if (parsed.size === before) throw tableError("no-such-stub", { stub, have: table.names });
  }
  const years = [...new Set([...parsed.values()].map((p) => p.year))].sort((a, b) => a - b);
  const n = table.nrow;
  const rows = years.flatMap(() => Array.from({ length: n }, (_, i) => i));
  // Unit by unit, years inside: the order of a panel.
  const order = Array.from({ length: n * years.length }, (_, k) => {
    const unit = Math.floor(k / years.length);
    return (k % years.length) * n + unit;
  });
  const fixed = table
    .select(table.names.filter((name) => !parsed.has(name)))
    .take(order.map((k) => rows[k]!));
  const added: Column[] = [
    numberColumn(
      time,
      order.map((k) => years[Math.floor(k / n)]!),
    ),
  ];
  for (const stub of options.stubs) {
    const byYear = new Map(
      [...parsed].filter(([, p]) => p.stub === stub).map(([name, p]) => [p.year, name]),
    );
    const cells = order.map((k) => {
      const name = byYear.get(years[Math.floor(k / n)]!);
      return name === undefined ? null : table.value(rows[k]!, name);
    });
    added.push(fromCells(stub, cells, table.column([...byYear.values()][0]!)));
  }
  return fixed.withColumns(added);
}

/**
 * Spreads columns over the times: gdp becomes gdp2010, gdp2011 …   中文: 长表转宽表
 *
 * Errors    table/duplicate-keys; table/not-constant — another column changes within a unit.
 * Agrees    Stata `reshape wide`.
 */
export function reshapeWide(table: Table, options: ReshapeWideOptions): Table {
  const { unit, time, values } = options;
  const units = table.factor(unit);
  const times = table.factor(time);
  const at = new Map<string, number>();
  const first = new Int32Array(units.levels.length).fill(-1);
  for (let i = 0; i < table.nrow; i++) {
    const u = units.codes[i]!;
    if (u < 0 || times.codes[i]! < 0) continue;
    const key = `${u},${times.codes[i]}`;
    if (at.has(key)) {
      const examples = [`${units.levels[u]} ${times.levels[times.codes[i]!]}`];
      throw tableError("duplicate-keys", { ...table.where(), count: 1, examples, unit, time });
    }
    at.set(key, i);
    if (first[u]! < 0) first[u] = i;
  }
  const fixedNames = table.names.filter((name) => name !== time && !values.includes(name));
  for (const name of fixedNames) checkConstant(table, name, units.codes, first, units.levels);
  const fixed = table.select(fixedNames).take(first);
  const spread = values.flatMap((name) =>
    times.levels.map((level, t) => {
      const cells = Array.from(first, (_, u) => {
        const row = at.get(`${u},${t}`);
        return row === undefined ? null : table.value(row, name);
      });
      return fromCells(`${name}${level}`, cells, table.column(name));
    }),
  );
  return fixed.withColumns(spread);
}

function yearBehind(name: string, stub: string): number | undefined {
  if (!name.startsWith(stub)) return undefined;
  const digits = /^[\s_]*((?:1[89]|20|21)\d{2})年?$/.exec(name.slice(stub.length))?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function fromCells(name: string, cells: readonly (number | string | null)[], like: Column): Column {
  const meta = columnMeta(like);
  if (cells.every((c) => c === null || typeof c === "number")) {
    return numberColumn(
      name,
      cells.map((c) => (c === null ? Number.NaN : Number(c))),
      meta,
    );
  }
  return textColumn(
    name,
    cells.map((c) => (c === null ? null : String(c))),
    meta,
  );
}

function checkConstant(
  table: Table,
  name: string,
  codes: Int32Array,
  first: Int32Array,
  levels: readonly (string | number)[],
): void {
  for (let i = 0; i < table.nrow; i++) {
    const u = codes[i]!;
    if (u < 0 || table.value(i, name) === table.value(first[u]!, name)) continue;
    throw tableError("not-constant", { ...table.where(), column: name, unit: String(levels[u]) });
  }
}
