import { nearest } from "../../base/index.js";
import { quantile } from "../../math/index.js";
import { numberColumn, Panel, type Table, yearsOf } from "../../table/index.js";
import { regressError } from "../errors.js";
import { evaluateExpression } from "./evaluate-expression.js";
import { evaluateWhere } from "./evaluate-where.js";
import { readExpression } from "./parse-formula.js";
import { printExpression } from "./print-expression.js";
import type { Expression } from "./syntax.js";

type Statistic = (values: readonly number[]) => number;

/** Statistics of the cells that are there; NaN where there is none. */
const STATISTICS: Readonly<Record<string, Statistic>> = {
  mean: (v) => v.reduce((a, b) => a + b, 0) / v.length,
  sum: (v) => v.reduce((a, b) => a + b, 0),
  sd: (v) => {
    const centre = v.reduce((a, b) => a + b, 0) / v.length;
    return Math.sqrt(v.reduce((a, b) => a + (b - centre) ** 2, 0) / (v.length - 1));
  },
  min: (v) => v.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
  max: (v) => v.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  median: (v) => quantile(Float64Array.from(v), 0.5),
  count: (v) => v.length,
  first: (v) => v[0]!,
  last: (v) => v[v.length - 1]!,
};

/**
 * The values of a formula of a study file or of `panel gen`.   中文: 按公式派生变量
 *
 * The expressions of the formula language, with comparisons (1/0, text in quotes too) and, over
 * groups, `mean sum sd min max median count first last`: `mean(x, city)`, `sum(x, city, year)`,
 * `mean(x, city, year < 2012)` — a last argument that is a condition picks the rows that count.
 * `year(x)` is the year of a column of dates (2019-03-04, 2019年3月, Stata's %td, %tm …).
 * `first` and `last` go by the panel's time. Groups in which no cell counts are missing (count: 0).
 *
 * Errors    regress/formula, regress/formula-name, regress/bad-formula.
 * @example deriveColumn(panel, "ln(ino / mean(ino, city, year == 2007))")
 */
export function deriveColumn(table: Table, formula: string): Float64Array {
  const scope = new Scope(table, formula);
  const simple = scope.simplify(readExpression(formula, table.names));
  return evaluateExpression(simple, { table: scope.table, text: formula });
}

/** Replaces what the formula language does not know by columns of its values. */
class Scope {
  table: Table;
  readonly #formula: string;
  #next = 0;

  constructor(table: Table, formula: string) {
    this.table = table;
    this.#formula = formula;
  }

  simplify(e: Expression): Expression {
    switch (e.kind) {
      case "unary":
        return { ...e, value: this.simplify(e.value) };
      case "binary":
        if (e.operator === "%in%" || this.#isText(e.left) || this.#isText(e.right)) {
          return this.#column(Float64Array.from(evaluateWhere(this.table, e)), e.at);
        }
        return { ...e, left: this.simplify(e.left), right: this.simplify(e.right) };
      case "call":
        if (e.name === "year") return this.#year(e);
        if (Object.hasOwn(STATISTICS, e.name)) return this.#statistic(e);
        return { ...e, arguments: e.arguments.map((a) => this.simplify(a)) };
      default:
        return e;
    }
  }

  #isText(e: Expression): boolean {
    if (e.kind === "text") return true;
    return e.kind === "name" && this.table.has(e.name) && this.table.column(e.name).kind === "text";
  }

  #column(values: Float64Array, at: number): Expression {
    const name = `.derived${this.#next++}`;
    this.table = this.table.withColumns([numberColumn(name, values)]);
    return { kind: "name", name, at };
  }

  /** The years of a column of dates. */
  #year(e: Extract<Expression, { kind: "call" }>): Expression {
    const [inner, more] = e.arguments;
    if (inner?.kind !== "name" || more !== undefined || !this.table.has(inner.name)) {
      this.#wrong("year() takes one column of dates", "year() 的参数为一个日期列");
    }
    const { name } = inner as Extract<Expression, { kind: "name" }>;
    const { years, odd } = yearsOf(this.table.column(name));
    if (odd === undefined) return this.#column(years, e.at);
    return this.#wrong(
      `${name} holds ${JSON.stringify(odd)}, which is no date`,
      `${name} 列中的 ${JSON.stringify(odd)} 不是日期`,
    );
  }

  #statistic(e: Extract<Expression, { kind: "call" }>): Expression {
    const [inner, ...rest] = e.arguments;
    if (inner === undefined) this.#wrong(`${e.name}() needs a variable`, `${e.name}() 需要变量`);
    const values = evaluateExpression(this.simplify(inner!), {
      table: this.table,
      text: this.#formula,
    });
    const last = rest.at(-1);
    const condition = last !== undefined && last.kind !== "name" ? last : undefined;
    const groups = (condition === undefined ? rest : rest.slice(0, -1)).map((g) => {
      if (g.kind === "name" && this.table.has(g.name)) return this.table.factor(g.name).codes;
      const near = g.kind === "name" ? nearest(g.name, this.table.names) : undefined;
      const hint = near === undefined ? "" : ` (did you mean ${near}?)`;
      return this.#wrong(
        `${printExpression(g)} is no column to group by${hint}`,
        `${printExpression(g)} 不是可用于分组的列${near === undefined ? "" : `（是否想写 ${near}？）`}`,
      );
    });
    const counts = condition === undefined ? null : evaluateWhere(this.table, condition);
    const result = overGroups(this.table, values, groups, counts, STATISTICS[e.name]!);
    if (e.name === "count")
      for (const [i, v] of result.entries()) if (Number.isNaN(v)) result[i] = 0;
    return this.#column(result, e.at);
  }

  #wrong(en: string, zh: string): never {
    throw regressError("bad-formula", { formula: this.#formula, problem: { en, zh } });
  }
}

function overGroups(
  table: Table,
  values: Float64Array,
  groups: readonly Int32Array[],
  counts: Uint8Array | null,
  statistic: Statistic,
): Float64Array {
  const rows = Array.from({ length: table.nrow }, (_, i) => i);
  // First and last go by time; the other statistics do not mind.
  if (table instanceof Panel) rows.sort((a, b) => table.times[a]! - table.times[b]!);
  const keyOf = (i: number) => groups.map((codes) => codes[i]).join(" ");
  const members = new Map<string, number[]>();
  const keys = new Array<string>(table.nrow);
  for (const i of rows) {
    const key = keyOf(i);
    keys[i] = key;
    if (Number.isNaN(values[i]!) || counts?.[i] === 0) continue;
    const list = members.get(key);
    if (list === undefined) members.set(key, [values[i]!]);
    else list.push(values[i]!);
  }
  const results = new Map([...members].map(([key, list]) => [key, statistic(list)]));
  return Float64Array.from(keys, (key) => results.get(key) ?? Number.NaN);
}
