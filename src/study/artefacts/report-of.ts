import type { Lang } from "../../base/index.js";
import {
  type MethodSentence,
  methodsParagraph,
  type Report,
  type ReportSection,
} from "../../report/index.js";
import type { StudyRun } from "../run-study.js";
import type { Part } from "./number-parts.js";

/** Sentences on methods that one section may add. */
const MOST_SENTENCES = 4;

/** The report of a run: data, tables and figures, methods, referee check, lineage. 中文: 研究报告 */
export function reportOf(run: StudyRun, parts: readonly Part[], lang: Lang): Report {
  const { study, sections: made } = run;
  const outputs = made.flatMap((s) => s.output ?? []);
  const methods = outputs.flatMap((o): MethodSentence[] => [...o.methods.slice(0, MOST_SENTENCES)]);
  const findings = outputs.flatMap((o) => o.findings);
  const failures = made.flatMap(({ name, error }) =>
    error === undefined
      ? []
      : [{ en: `${name}: ${error.text.what.en}`, zh: `${name}：${error.text.what.zh}` }],
  );
  const some = <T>(list: readonly T[], section: () => ReportSection[]): ReportSection[] =>
    list.length === 0 ? [] : section();
  const sections: ReportSection[] = [
    { kind: "heading", text: { en: "Data", zh: "数据" } },
    ...dataTexts(run).map((text): ReportSection => ({ kind: "text", text })),
    ...some(run.planted, () => [{ kind: "text", text: plantedText(run) }]),
    { kind: "heading", text: { en: "Results", zh: "结果" } },
    ...parts.map(
      (part): ReportSection =>
        part.kind === "table"
          ? { kind: "table", table: part.model, number: part.caption }
          : { kind: "figure", figure: part.model, number: part.caption },
    ),
    ...some(failures, () => [
      { kind: "heading", text: { en: "Not made", zh: "未能生成" } },
      ...failures.map((text): ReportSection => ({ kind: "text", text })),
    ]),
    ...some(methods, () => [methodsParagraph(methods)]),
    ...some(findings, () => [{ kind: "referee", findings }]),
    ...some(run.warnings, () => [{ kind: "warnings", warnings: run.warnings }]),
    { kind: "lineage", graph: run.lineage },
  ];
  return {
    title: study.title,
    lang,
    ...(study.simulated
      ? {
          banner: {
            en: "Simulated data: invented cities and numbers, no finding.",
            zh: "模拟数据：城市与数字均为虚构，不构成任何研究结论。",
          },
        }
      : {}),
    sections,
  };
}

function dataTexts(run: StudyRun) {
  const { frame } = run;
  const { panel, text, patents } = frame;
  const periods = panel.periods;
  const out = [
    {
      en: `Panel: ${panel.unitFactor.levels.length} units, ${periods[0]}–${periods.at(-1)}, ${panel.nrow} rows.`,
      zh: `面板：${panel.unitFactor.levels.length} 个单位，${periods[0]}–${periods.at(-1)} 年，共 ${panel.nrow} 行。`,
    },
  ];
  for (const m of text?.measures ?? []) {
    if (m.terms === 0) {
      out.push({
        en: `Reports: “${m.title}” read in ${m.documents} region-years.`,
        zh: `报告：${m.documents} 个地区—年份，读取“${m.title}”。`,
      });
      continue;
    }
    const top = m.top.slice(0, 5).map((t) => `${t.term} ${t.count}`);
    out.push({
      en: `Reports: ${m.documents} region-years; ${m.terms} terms of “${m.title}” counted (${m.mode}); most frequent: ${top.join(", ")}.`,
      zh: `报告：${m.documents} 个地区—年份；“${m.title}”词表 ${m.terms} 词（${m.mode}）；最常见：${top.join("、")}。`,
    });
  }
  if (patents !== undefined) {
    const industries = patents.industries.slice(0, 4).map((i) => `${i.name} ${i.count}`);
    out.push({
      en: `Patents: ${patents.classified} invention applications, ${patents.key} of them key technology by ${patents.concordance}; ${patents.unplaced} without city or year. Largest: ${industries.join(", ")}.`,
      zh: `专利：${patents.classified} 件发明申请，按 ${patents.concordance} 其中 ${patents.key} 件属关键技术；${patents.unplaced} 件无城市或年份。较多的产业：${industries.join("、")}。`,
    });
  }
  for (const join of frame.joins) {
    out.push({
      en: `Joined “${join.name}”: ${join.matched} of ${join.rows} rows of the panel; ${join.unused} region-years outside it.`,
      zh: `并入“${join.name}”：面板 ${join.rows} 行中 ${join.matched} 行匹配；面板之外 ${join.unused} 个地区—年份。`,
    });
  }
  return out;
}

function plantedText(run: StudyRun) {
  const lines = run.planted.map((p) => {
    const inside = p.ciLow <= p.value && p.value <= p.ciHigh;
    const numbers = `${p.value.toFixed(4)} / ${p.estimate.toFixed(4)} [${p.ciLow.toFixed(4)}, ${p.ciHigh.toFixed(4)}]`;
    return {
      en: `${p.name}: planted / estimated ${numbers}: ${inside ? "inside" : "OUTSIDE"} the 95% interval`,
      zh: `${p.name}：植入 / 估计 ${numbers}：${inside ? "落在" : "未落在"} 95% 区间内`,
    };
  });
  return {
    en: `Planted effects. ${lines.map((l) => l.en).join("; ")}.`,
    zh: `植入效应。${lines.map((l) => l.zh).join("；")}。`,
  };
}
