import { defineErrors } from "../../base/index.js";

/** Errors of columns that say when a unit is treated.   中文: 处理时点的错误 */
export const timingError = defineErrors("table", {
  "timing-text": (f: {
    file?: string;
    column: string;
    row: number;
    value: string;
    count: number;
  }) => ({
    what: {
      en: `a first treated year is needed, found ${JSON.stringify(f.value)} (${f.count} such ${f.count === 1 ? "cell" : "cells"} in all).`,
      zh: `此处应为首次处理年份，却是 ${JSON.stringify(f.value)}（共 ${f.count} 个这样的单元格）。`,
    },
    fix: {
      en: "Write the year, 0 for never treated, and leave empty what is not in the sample.",
      zh: "请填写年份，从未处理写 0，不在样本中的留空。",
    },
  }),
  "timing-negative": (f: {
    file?: string;
    column: string;
    row: number;
    value: number;
    count: number;
  }) => ({
    what: {
      en: `${f.value} is no first treated year (${f.count} negative ${f.count === 1 ? "cell" : "cells"} in all).`,
      zh: `${f.value} 不是首次处理年份（共 ${f.count} 个负数单元格）。`,
    },
    fix: {
      en: "Write the year, 0 for never treated, and leave empty what is not in the sample.",
      zh: "请填写年份，从未处理写 0，不在样本中的留空。",
    },
  }),
  "timing-dummy": (f: { file?: string; column: string; ones: number; start: number }) => ({
    what: {
      en: `the column holds 0 and 1 only (${f.ones} ones) while the periods begin at ${f.start}: it is a treatment dummy, not a first treated year.`,
      zh: `该列只有 0 与 1（${f.ones} 个 1），而时期始于 ${f.start}：它是处理虚拟变量，不是首次处理年份。`,
    },
    fix: {
      en: `Write --treatment ${f.column} instead of --first ${f.column}: the first year is taken from it.`,
      zh: `请把 --first ${f.column} 改为 --treatment ${f.column}，首次处理年份将由其推出。`,
    },
  }),
  "timing-varies": (f: {
    file?: string;
    column: string;
    row: number;
    unit: string;
    values: string;
  }) => ({
    what: {
      en: `unit ${f.unit} has more than one first treated year: ${f.values}.`,
      zh: `单位 ${f.unit} 有不止一个首次处理年份：${f.values}。`,
    },
    fix: {
      en: "Give each unit one first treated year in all its rows (0 = never, empty = not in the sample).",
      zh: "每个单位的各行须为同一个首次处理年份（0 = 从未处理，空 = 不在样本中）。",
    },
  }),
  "treatment-value": (f: { file?: string; column: string; row: number; value: number }) => ({
    what: {
      en: `a treatment column holds 0 and 1, found ${f.value}.`,
      zh: `处理变量列应为 0 与 1，却是 ${f.value}。`,
    },
    fix: {
      en: "Give a 0/1 column, or a column of first treated years with --first.",
      zh: "请给出 0/1 列，或用 --first 给出首次处理年份列。",
    },
  }),
  "treatment-leaves": (f: { file?: string; column: string; count: number; examples: string }) => ({
    what: {
      en: `treatment switches off in ${f.count} unit(s): ${f.examples}.`,
      zh: `有 ${f.count} 个单位退出处理：${f.examples}。`,
    },
    fix: {
      en: "These estimators need treatment that stays on: drop those units, or end their series when treatment ends.",
      zh: "这些估计量要求处理一经开始便持续：请剔除这些单位，或在处理结束时截断其序列。",
    },
  }),
});
