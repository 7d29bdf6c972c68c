import type { Localized } from "../../base/index.js";
import { genericTable } from "./generic-table.js";
import type { TableModel, Wording } from "./table-model.js";

/** One finding as the table needs it. */
interface FindingRow {
  readonly rule: string;
  readonly status: "pass" | "warn" | "fail" | "not-run";
  readonly text: Wording;
  readonly advice?: Wording;
}

const STATUS: Readonly<Record<FindingRow["status"], Localized>> = {
  pass: { en: "pass", zh: "通过" },
  warn: { en: "warning", zh: "提示" },
  fail: { en: "fail", zh: "未通过" },
  "not-run": { en: "not examined", zh: "未检查" },
};

/** What a referee would ask, what was found, and the remedy.   中文: 审稿检查表 */
export function refereeTable(findings: readonly FindingRow[]): TableModel {
  return genericTable({
    title: { en: "Referee check", zh: "审稿检查" },
    columns: [
      { header: { en: "rule", zh: "规则" } },
      { header: { en: "status", zh: "结果" }, align: "left" },
      { header: { en: "finding", zh: "发现" }, align: "left" },
      { header: { en: "remedy", zh: "对策" }, align: "left" },
    ],
    rows: findings.map((f) => [f.rule, STATUS[f.status], f.text, f.advice ?? null]),
  });
}
