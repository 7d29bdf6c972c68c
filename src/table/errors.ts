import { defineErrors } from "../base/index.js";

const didYouMean = (nearest: string | undefined, en: string, zh: string) =>
  nearest === undefined
    ? { en, zh }
    : { en: `Did you mean "${nearest}"?`, zh: `是否想写“${nearest}”？` };

/** Errors of tables and their files.   中文: 数据表错误 */
export const tableError = defineErrors("table", {
  "missing-column": (f: {
    column: string;
    file?: string;
    nearest?: string | undefined;
    have: readonly string[];
  }) => ({
    what: { en: "there is no such column.", zh: "没有这一列。" },
    fix: didYouMean(
      f.nearest,
      `The columns are: ${f.have.slice(0, 40).join(", ")}.`,
      `现有的列：${f.have.slice(0, 40).join("、")}。`,
    ),
  }),
  "non-numeric": (f: {
    column: string;
    file?: string;
    row?: number;
    value: string;
    count: number;
    fullWidth: boolean;
  }) => ({
    what: {
      en: `a number is needed, found ${JSON.stringify(f.value)} (${f.count} such ${f.count === 1 ? "cell" : "cells"} in all).`,
      zh: `此处需要数值，却是 ${JSON.stringify(f.value)}（共 ${f.count} 个这样的单元格）。`,
    },
    fix: f.fullWidth
      ? {
          en: "The cell holds full-width digits: write it with half-width digits (0-9).",
          zh: "单元格中是全角数字：请改为半角数字（0-9）。",
        }
      : {
          en: "Correct the cell, or leave it empty if the value is missing.",
          zh: "请更正该单元格；缺失值请留空。",
        },
  }),
  "not-text": (_f: { column: string; file?: string }) => ({
    what: {
      en: "a text column is needed, this one is numeric.",
      zh: "此处需要文本列，却是数值列。",
    },
    fix: { en: "Name another column.", zh: "请换一列。" },
  }),
  "length-mismatch": (f: { column: string; rows: number; expected: number }) => ({
    what: {
      en: `the column has ${f.rows} rows, the table ${f.expected}.`,
      zh: `该列有 ${f.rows} 行，而表有 ${f.expected} 行。`,
    },
    fix: { en: "Give columns of one length.", zh: "请保证各列等长。" },
  }),
  "duplicate-column": (_f: { column: string; file?: string }) => ({
    what: { en: "the name stands over two columns.", zh: "列名重复。" },
    fix: { en: "Rename one of them.", zh: "请改名其中一列。" },
  }),
  "duplicate-keys": (f: {
    file?: string;
    count: number;
    examples: readonly string[];
    unit: string;
    time: string;
  }) => ({
    what: {
      en: `${f.count} unit-time pairs (${f.unit}, ${f.time}) stand more than once: ${f.examples.join("; ")}.`,
      zh: `有 ${f.count} 个（${f.unit}，${f.time}）重复出现：${f.examples.join("；")}。`,
    },
    fix: {
      en: "Keep one row for each unit and time (xinzhi panel duplicates lists them).",
      zh: "每个单位每期只保留一行（可用 xinzhi panel duplicates 列出）。",
    },
  }),
  "missing-keys": (f: { file?: string; column: string; row?: number; count: number }) => ({
    what: {
      en: `the unit or time is missing in ${f.count} row(s).`,
      zh: `有 ${f.count} 行缺少单位或时间。`,
    },
    fix: { en: "Fill it in or remove the row.", zh: "请补全或删去这些行。" },
  }),
  "non-integer-time": (f: { file?: string; column: string; value: number }) => ({
    what: {
      en: `time must be whole numbers, found ${f.value}.`,
      zh: `时间须为整数，却是 ${f.value}。`,
    },
    fix: {
      en: "Give the year (or another counter) as a whole number.",
      zh: "请以整数给出年份（或其他期数）。",
    },
  }),
  "no-header": (_f: { file: string }) => ({
    what: { en: "the file is empty: there is no header line.", zh: "文件为空：没有表头。" },
    fix: { en: "The first line must name the columns.", zh: "第一行须为列名。" },
  }),
  "no-rows": (_f: { file: string }) => ({
    what: { en: "the file has a header but no rows.", zh: "文件只有表头，没有数据行。" },
    fix: { en: "Give a file with data.", zh: "请给出有数据的文件。" },
  }),
  "wrong-field-count": (f: { file: string; row: number; found: number; expected: number }) => ({
    what: {
      en: `the row has ${f.found} fields, the header ${f.expected}.`,
      zh: `该行有 ${f.found} 个字段，而表头有 ${f.expected} 个。`,
    },
    fix: {
      en: "Check for a comma inside a value: such a value needs quotes.",
      zh: "请检查值中是否含有逗号：这样的值要加引号。",
    },
  }),
  "unclosed-quote": (_f: { file: string; row: number }) => ({
    what: {
      en: "a quoted value that begins here is never closed.",
      zh: "从此处开始的引号没有结束。",
    },
    fix: {
      en: "Close the quote, or double it inside the value.",
      zh: "请补上引号；值中的引号要写两个。",
    },
  }),
  binary: (_f: { file: string; row: number }) => ({
    what: {
      en: "the file is not text: it holds zero bytes.",
      zh: "文件不是文本：其中含有零字节。",
    },
    fix: { en: "Save the table as CSV (UTF-8).", zh: "请另存为 CSV（UTF-8）。" },
  }),
  "unknown-format": (f: { file: string; extension: string; known: readonly string[] }) => ({
    what: {
      en: `files ending in "${f.extension}" are not read or written here.`,
      zh: `不支持后缀为“${f.extension}”的文件。`,
    },
    fix: { en: `Use one of: ${f.known.join(", ")}.`, zh: `请使用：${f.known.join("、")}。` },
  }),
  "bad-cuts": (f: { low: number; high: number }) => ({
    what: {
      en: `percentiles must satisfy 0 <= low < high <= 100, found ${f.low} and ${f.high}.`,
      zh: `百分位须满足 0 <= 下限 < 上限 <= 100，却是 ${f.low} 与 ${f.high}。`,
    },
    fix: { en: "Write for instance 1,99.", zh: "例如写 1,99。" },
  }),
  "constant-column": (_f: { column: string; file?: string }) => ({
    what: {
      en: "the column has no spread: it cannot be standardised.",
      zh: "该列没有变化，无法标准化。",
    },
    fix: { en: "Leave the column out.", zh: "请去掉该列。" },
  }),
});
