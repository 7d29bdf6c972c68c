import type { Lang } from "../../base/index.js";
import type { Report, ReportSection, Wording } from "../../report/index.js";
import type { StudyRun } from "../run-study.js";
import { labelsOf } from "../sections/labels.js";
import { condenseNotices } from "./condense-notices.js";
import { dataTexts } from "./data-texts.js";
import { methodTexts } from "./method-texts.js";
import type { Part } from "./number-parts.js";
import { plantedTable } from "./planted-table.js";

/** The report of a run: data, methods, tables and figures, referee check, lineage. 中文: 研究报告 */
export function reportOf(run: StudyRun, parts: readonly Part[], lang: Lang): Report {
  const { study, sections: made } = run;
  const outputs = made.flatMap((s) => s.output ?? []);
  const methods = methodTexts(run, parts);
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
    ...dataTexts(run.frame).map((text): ReportSection => ({ kind: "text", text })),
    ...some(run.planted, () => [
      { kind: "table", table: plantedTable(run, parts), number: "none" },
    ]),
    {
      kind: "methods",
      ...(methods.model === undefined ? {} : { model: methods.model }),
      paragraphs: methods.paragraphs,
      references: [],
    },
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
    ...some(findings, () => [{ kind: "referee", findings }]),
    ...some(run.warnings, () => [
      { kind: "warnings", warnings: condenseNotices(run.warnings, labelsOf(run.frame)) },
    ]),
    { kind: "lineage", graph: run.lineage },
    ...some(methods.references, () => [
      { kind: "heading", text: { en: "References", zh: "参考文献" } },
      ...inOrder(methods.references, lang).map(
        (text): ReportSection => ({ kind: "text", text, look: "work" }),
      ),
    ]),
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

/** Works by author in English; in Chinese those in Chinese stand first, as they come. */
function inOrder(works: readonly Wording[], lang: Lang): readonly Wording[] {
  if (lang === "zh") return works;
  const shown = (work: Wording) => (typeof work === "string" ? work : work.en).toLowerCase();
  return [...works].sort((a, b) => (shown(a) < shown(b) ? -1 : 1));
}
