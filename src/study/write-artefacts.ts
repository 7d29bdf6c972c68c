import { join } from "node:path";
import { type Lang, type Progress, sha256, silent, version, writeAtomic } from "../base/index.js";
import {
  type FigureModel,
  figureToCsv,
  figureToPdf,
  figureToPng,
  figureToSvg,
  type Report,
  type ReportSection,
  renderDocxReport,
  renderHtmlReport,
  type TableModel,
  tableToCsv,
  tableToDocx,
  tableToHtmlPage,
  tableToLatex,
  tableToXlsx,
} from "../report/index.js";
import type { StudyRun } from "./run-study.js";

/** How the files are written. */
export interface WriteOptions {
  readonly lang: Lang;
  readonly now: () => Date;
  readonly progress?: Progress;
  /** Font file of the pictures; default the installed Chinese font. */
  readonly fontFile?: string;
}

/** Everything that a study leaves in its folder.   中文: 写出研究结果 */
export async function writeArtefacts(
  run: StudyRun,
  folder: string,
  options: WriteOptions,
): Promise<readonly string[]> {
  const { lang } = options;
  const progress = options.progress ?? silent;
  const files: [string, string | Uint8Array][] = [];
  const add = (name: string, data: string | Uint8Array): void => void files.push([name, data]);
  const numbered = numberParts(run);
  progress.start(lang === "zh" ? "写出表与图" : "tables and figures", numbered.length + 2);
  for (const part of numbered) {
    if (part.kind === "table") await tableFiles(part.table, part.number, lang, add);
    else await figureFiles(part.figure, part.number, options, add);
    progress.advance();
  }
  const report = reportOf(run, numbered, lang);
  add("report.html", await renderHtmlReport(report));
  progress.advance();
  add("report.docx", await renderDocxReport(report, fontOf(options)));
  progress.advance();
  add("results.json", `${JSON.stringify(resultsOf(run, numbered, options), null, 1)}\n`);
  const written = files.map(([name, data]) => {
    writeAtomic(join(folder, name), data);
    return { name, sha256: sha256(data) };
  });
  const manifest = manifestOf(run, written, options);
  writeAtomic(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
  progress.finish(`${files.length + 1} ${lang === "zh" ? "个文件" : "files"}`);
  return [...files.map(([name]) => name), "manifest.json"];
}

type Part = { readonly number: string; readonly section: string } & (
  | { readonly kind: "table"; readonly table: TableModel }
  | { readonly kind: "figure"; readonly figure: FigureModel }
);

/** The paper's numbers where the file gives them, else the next free one in its order. */
function numberParts(run: StudyRun): Part[] {
  const given = (key: "table" | "figure") =>
    new Set(run.sections.flatMap((s) => s.entry?.[key] ?? []));
  const taken = { table: given("table"), figure: given("figure") };
  const next = { table: 1, figure: 1 };
  const free = (kind: "table" | "figure"): string => {
    while (taken[kind].has(String(next[kind]))) next[kind]++;
    return String(next[kind]++);
  };
  return run.sections.flatMap((section): Part[] => {
    const { output, entry, name } = section;
    if (output === undefined || entry === undefined) return [];
    const nameOf = (kind: "table" | "figure", count: number) => {
      const own = entry[kind] ?? (entry.extra === undefined ? undefined : `extra-${entry.extra}`);
      let first: string | undefined;
      return (part: string | null, i: number): string => {
        if (part !== null) {
          first ??= own ?? free(kind);
          return `${first}-${part}`;
        }
        const stem = own ?? free(kind);
        return count > 1 && own !== undefined && i > 0 ? `${stem}-${i + 1}` : stem;
      };
    };
    const tableName = nameOf("table", output.tables.length);
    const figureName = nameOf("figure", output.figures.length);
    return [
      ...output.tables.map(({ part, model }, i) => ({
        kind: "table" as const,
        number: tableName(part, i),
        section: name,
        table: model,
      })),
      ...output.figures.map(({ part, model }, i) => ({
        kind: "figure" as const,
        number: figureName(part, i),
        section: name,
        figure: model,
      })),
    ];
  });
}

/** `extra-spillover` has a name of its own; numbers stand behind the kind. */
function fileBase(kind: "table" | "figure", number: string): string {
  return number.startsWith("extra-") ? `${kind}s/${number}` : `${kind}s/${kind}-${number}`;
}

function fontOf({ fontFile }: WriteOptions): { fontFile?: string } {
  return fontFile === undefined ? {} : { fontFile };
}

type Add = (name: string, data: string | Uint8Array) => void;

async function tableFiles(table: TableModel, number: string, lang: Lang, add: Add): Promise<void> {
  const base = fileBase("table", number);
  add(`${base}.docx`, await tableToDocx(table, lang));
  add(`${base}.tex`, tableToLatex(table, lang));
  add(`${base}.html`, tableToHtmlPage(table, lang));
  add(`${base}.xlsx`, await tableToXlsx(table, lang));
  add(`${base}.csv`, tableToCsv(table, lang));
}

async function figureFiles(
  figure: FigureModel,
  number: string,
  options: WriteOptions,
  add: Add,
): Promise<void> {
  const { lang } = options;
  const font = fontOf(options);
  const base = fileBase("figure", number);
  add(`${base}.svg`, await figureToSvg(figure, lang));
  add(`${base}.pdf`, await figureToPdf(figure, lang, font));
  add(`${base}.png`, await figureToPng(figure, lang, font));
  add(`${base}.csv`, figureToCsv(figure));
}

function reportOf(run: StudyRun, parts: readonly Part[], lang: Lang): Report {
  const { study, frame } = run;
  const sections: ReportSection[] = [
    { kind: "heading", text: { en: "Data", zh: "数据" } },
    ...dataTexts(run).map((text): ReportSection => ({ kind: "text", text })),
    ...(run.planted.length === 0
      ? []
      : [{ kind: "text", text: plantedText(run) } satisfies ReportSection]),
    { kind: "heading", text: { en: "Results", zh: "结果" } },
    ...parts.map(
      (part): ReportSection =>
        part.kind === "table"
          ? { kind: "table", table: part.table, number: captionNumber(part.number) }
          : { kind: "figure", figure: part.figure, number: captionNumber(part.number) },
    ),
    ...(run.warnings.length === 0
      ? []
      : [{ kind: "warnings", warnings: run.warnings } satisfies ReportSection]),
    { kind: "heading", text: { en: "Where the numbers came from", zh: "数字的来源" } },
    { kind: "lineage", graph: run.lineage },
  ];
  return {
    title: study.title,
    lang,
    ...(frame.study.simulated
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

/** Tables that the paper does not number have a title alone. */
function captionNumber(number: string): string {
  return number.startsWith("extra-") ? "none" : number;
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

function resultsOf(run: StudyRun, parts: readonly Part[], options: WriteOptions) {
  const numberOf = (name: string): string => {
    const part = parts.find((p) => p.section === name);
    return part === undefined ? "" : `${part.kind} ${part.number}`;
  };
  return {
    kind: "study",
    study: run.study.name,
    simulated: run.study.simulated,
    sections: run.sections.map((s) => ({
      name: s.name,
      make: s.make,
      number: numberOf(s.name),
      results: s.output?.results ?? null,
      ...(s.error === undefined ? {} : { error: s.error.toJSON() }),
    })),
    planted: run.planted,
    joins: run.frame.joins,
    warnings: run.warnings,
    provenance: {
      version,
      input: { file: run.study.file, sha256: run.study.sha256 },
      arguments: {},
      seed: run.study.seed,
      generatedAt: options.now().toISOString(),
    },
  };
}

function manifestOf(
  run: StudyRun,
  files: readonly { name: string; sha256: string }[],
  options: WriteOptions,
) {
  return {
    study: run.study.name,
    version,
    node: process.version,
    seed: run.study.seed,
    studyFile: { file: run.study.file, sha256: run.study.sha256 },
    generatedAt: options.now().toISOString(),
    steps: run.steps.map(({ name, state, key }) => ({ name, state, key })),
    files,
  };
}
