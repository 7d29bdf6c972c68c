import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, writeAtomic } from "../../base/index.js";
import { Table, textColumn, toCsv } from "../../table/index.js";
import { demoCities } from "./demo-cities.js";
import { demoPanel } from "./demo-panel.js";
import { demoPatents } from "./demo-patents.js";
import { demoReports } from "./demo-reports.js";
import { demoSentences, demoSettings } from "./demo-settings.js";

/** Keywords put into the simulated reports; all stand in `new-quality-productive-forces`. */
const TERMS = [
  "人工智能",
  "数字经济",
  "新能源",
  "未来产业",
  "战略性新兴产业",
  "新业态",
  "科技创新",
  "产业升级",
  "数字化转型",
  "新质生产力",
];

/** What was written. */
export interface DemoCorpus {
  readonly cities: number;
  readonly reports: number;
  readonly patents: number;
}

/**
 * Writes the simulated corpus (reports, patents, panel, regions) from `corpus/settings.yaml`: the
 * same settings give the same bytes.   中文: 生成模拟语料
 *
 * @example writeDemoCorpus("corpus")
 */
export function writeDemoCorpus(folder: string): DemoCorpus {
  const settings = demoSettings();
  const sentences = demoSentences();
  const cities = demoCities(settings);
  const reports = demoReports(settings, sentences, cities, TERMS);
  const patents = demoPatents(settings, sentences, cities);
  const reportFolder = join(folder, "reports");
  makeFolder(reportFolder);
  const wanted = new Set(reports.map((r) => r.file));
  for (const old of readdirSync(reportFolder)) {
    if (old.endsWith(".txt") && !wanted.has(old)) rmSync(join(reportFolder, old));
  }
  for (const report of reports) writeAtomic(join(reportFolder, report.file), report.text);
  writeAtomic(join(folder, "patents.csv"), toCsv(patents));
  writeAtomic(join(folder, "panel.csv"), toCsv(demoPanel(settings, cities)));
  const units = [
    ...settings.provinces.map((p) => ({ ...p, province: p.name, level: "province" })),
    ...cities.map((c) => ({ ...c, level: "prefecture" })),
  ];
  const regions = new Table([
    textColumn(
      "code",
      units.map((u) => u.code),
    ),
    textColumn(
      "name",
      units.map((u) => u.name),
    ),
    textColumn(
      "level",
      units.map((u) => u.level),
    ),
    textColumn(
      "province",
      units.map((u) => u.province),
    ),
  ]);
  writeAtomic(join(folder, "regions.csv"), toCsv(regions));
  return { cities: cities.length, reports: reports.length, patents: patents.nrow };
}
