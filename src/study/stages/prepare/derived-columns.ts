import type { Localized } from "../../../base/index.js";
import type { Table } from "../../../table/index.js";
import type { Operation, ReadyOperation } from "../../file/schema/prepare-schema.js";
import type { DerivedColumn } from "../frame.js";

/**
 * The columns that an operation made, with what they were made from: how the lineage goes on behind
 * them.   中文: 生成列的来源
 *
 * `table`: the one in which they stand now.
 */
export function derivedColumns(o: Operation, table: Table): readonly DerivedColumn[] {
  const { panel } = o;
  if ("derive" in o) {
    const words = o.formula.match(/[\p{L}_][\p{L}\p{N}_.]*/gu) ?? [];
    const columns = columnsOf(words, table, o.derive);
    return [{ panel, column: o.derive, formula: both(o.formula), columns }];
  }
  if ("split" in o) {
    const columns = [o.split];
    return [{ panel, column: o.name, formula: splitWords(o), columns }];
  }
  if ("merge" in o) {
    const formula = { en: `from ${o.from}`, zh: `取自 ${o.from}` };
    return o.merge.map((column) => ({ panel, column, formula, columns: [column], from: o.from }));
  }
  if ("hypothetical" in o) {
    const columns = columnsOf([o.first, o.rank], table, o.hypothetical);
    const formula = {
      en: `the first treated times of ${o.first}, given out by the rank of ${o.rank}`,
      zh: `将 ${o.first} 的首次处理时间按 ${o.rank} 的排序重新分配`,
    };
    return [o.hypothetical, `${o.hypothetical}_first`].map((column) => ({
      panel,
      column,
      formula,
      columns,
    }));
  }
  if (!("ready" in o)) return [];
  const { ready, name, label: _, panel: __, ...rest } = o;
  const columns = columnsOf(wordsIn(rest), table, name);
  const { en, zh } = READY[ready];
  const formula = {
    en: `${en} (${columns.join(", ")})`,
    zh: `${zh}（${columns.join("、")}）`,
  };
  const made = ready === "coupling" ? [name, `${name}_C`, `${name}_T`] : [name];
  return made.map((column) => ({ panel, column, formula, columns }));
}

function both(text: string): Localized {
  return { en: text, zh: text };
}

function columnsOf(words: readonly string[], table: Table, own: string): string[] {
  return [...new Set(words)].filter((w) => table.has(w) && w !== own);
}

/** Every word in the settings of an operation: those that are columns are read. */
function wordsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(wordsIn);
}

function splitWords({ split, at, over, before }: Extract<Operation, { split: string }>): Localized {
  const cut =
    typeof at === "number"
      ? { en: `its ${at} quantile`, zh: `其 ${at} 分位数` }
      : at === "mean"
        ? { en: "its mean", zh: "其均值" }
        : { en: "its median", zh: "其中位数" };
  const isUnits = over === "units" || before !== undefined;
  const of = isUnits
    ? { en: `each unit's mean of ${split}`, zh: `各单位 ${split} 的均值` }
    : { en: split, zh: split };
  const when =
    before === undefined
      ? { en: "", zh: "" }
      : { en: ` before ${before}`, zh: `（${before} 年前）` };
  const each = over === "years" ? { en: " of the year", zh: "（逐年）" } : { en: "", zh: "" };
  return {
    en: `1 where ${of.en}${when.en} lies above ${cut.en}${each.en}, else 0`,
    zh: `${of.zh}${when.zh}高于${cut.zh}${each.zh}取 1，否则取 0`,
  };
}

/** What the ready-made indicators are called. */
const READY: Readonly<Record<ReadyOperation["ready"], Localized>> = {
  resilience: { en: "economic resilience", zh: "经济韧性" },
  sensitivity: { en: "sensitivity to the national growth rate", zh: "对全国增速的敏感度" },
  coupling: { en: "coupling coordination", zh: "耦合协调度" },
  "frontier-tfp": { en: "productivity by a stochastic frontier", zh: "随机前沿全要素生产率" },
  "location-quotient": { en: "location quotient", zh: "区位熵" },
  agglomeration: { en: "agglomeration density", zh: "集聚密度" },
  "perpetual-inventory": { en: "capital stock by perpetual inventory", zh: "永续盘存法资本存量" },
  advancement: { en: "advancement of the industrial structure", zh: "产业结构高级化" },
  rationalisation: { en: "rationalisation of the industrial structure", zh: "产业结构合理化" },
  "tertiary-to-secondary": { en: "tertiary to secondary industry", zh: "第三产业与第二产业之比" },
  herfindahl: { en: "Herfindahl index", zh: "赫芬达尔指数" },
  "shift-share": { en: "shift-share instrument", zh: "份额移动工具变量" },
};
