import { defineErrors } from "../base/index.js";

/** Errors of study files and their sections.   中文: 研究文件错误 */
export const studyError = defineErrors("study", {
  "unknown-section": (f: {
    file: string;
    row: number;
    name: string;
    nearest?: string | undefined;
    known: readonly string[];
  }) => ({
    what: {
      en: `there is no table or figure "${f.name}".`,
      zh: `没有名为“${f.name}”的表或图。`,
    },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
      : { en: `Known: ${f.known.join(", ")}.`, zh: `可用：${f.known.join("、")}。` },
  }),
  "missing-column": (f: {
    file: string;
    row: number;
    column: string;
    nearest?: string | undefined;
    role: { en: string; zh: string };
  }) => ({
    what: {
      en: `${f.role.en} is not a column of the panel.`,
      zh: `${f.role.zh}不是面板中的列。`,
    },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
      : { en: "Correct the name in the study file.", zh: "请更正研究文件中的列名。" },
  }),
  "nobody-treated": (f: { column: string }) => ({
    what: {
      en: "the policy treats nobody: no unit has a first treated time inside the panel.",
      zh: "政策未覆盖任何单位：面板期内没有首次处理时间。",
    },
    fix: {
      en: `Check column "${f.column}": the first treated time of each unit, 0 or empty = never.`,
      zh: `请检查列“${f.column}”：各单位首次受处理的时间，0 或空表示从未。`,
    },
  }),
  "policy-varies": (f: { column: string; unit: string }) => ({
    what: {
      en: `the first treated time changes inside unit ${f.unit}.`,
      zh: `单位 ${f.unit} 的首次处理时间前后不一。`,
    },
    fix: {
      en: "Give each unit one first treated time in all its rows.",
      zh: "请为每个单位在所有行给出同一个首次处理时间。",
    },
  }),
  "no-match": (f: { what: { en: string; zh: string }; column: string; examples: string }) => ({
    what: {
      en: `${f.what.en} match no row of the panel (${f.examples}).`,
      zh: `${f.what.zh}与面板没有任何匹配（${f.examples}）。`,
    },
    fix: {
      en: `Check the region codes in column "${f.column}" and the years.`,
      zh: `请检查列“${f.column}”中的地区代码与年份。`,
    },
  }),
  "bad-option": (f: {
    file: string;
    row: number;
    section: string;
    problem: { en: string; zh: string };
  }) => ({
    what: { en: `section ${f.section}: ${f.problem.en}.`, zh: `${f.section}：${f.problem.zh}。` },
    fix: { en: "Correct this entry of the study file.", zh: "请更正研究文件中的此项。" },
  }),
});
