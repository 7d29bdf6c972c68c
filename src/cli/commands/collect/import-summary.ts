import { readTable } from "../../../table/index.js";
import type { ImportSummary, KnownRegion } from "../../../text/index.js";
import { type Context, EXIT } from "../../context.js";
import { textTable } from "../../text-table.js";

/** Prints what became of an import; exit code 3 when files failed or are damaged, 2 when all failed. */
export function printImport(context: Context, kind: string, summary: ImportSummary): void {
  const t = context.t.bind(context);
  const rows: (string | number)[][] = [
    [t("outcome", "结果"), t("count", "数量"), t("reason", "原因")],
    [t("stored", "已存入"), summary.stored, ""],
    [t("duplicates", "重复"), summary.duplicates, ""],
  ];
  if (summary.replaced > 0) {
    rows.push([
      t("replaced", "替换"),
      summary.replaced,
      t(
        "the same file, read with other settings: its earlier text and counts are gone",
        "同一文件以不同设置重新读取：旧文本及其词频已被取代",
      ),
    ]);
  }
  for (const r of summary.reasons) {
    rows.push([
      r.state === "skipped" ? t("skipped", "略过") : t("failed", "失败"),
      r.count,
      r.reason,
    ]);
  }
  const incomplete =
    summary.incomplete === 0
      ? ""
      : t(
          `\n${summary.incomplete} stored document(s) lack region or year: see xinzhi documents list.`,
          `\n${summary.incomplete} 份已存文档缺少地区或年份，见 xinzhi documents list。`,
        );
  const listed = linesOf(summary.failures);
  const failed = listed === "" ? "" : `\n${t("Failed:", "失败：")}\n${listed}`;
  const partial =
    summary.damaged.length === 0
      ? ""
      : `\n${t(
          "Stored, but damaged (take them again from where they came from):",
          "已存入但文件有损坏（请从来源重新获取）：",
        )}\n${linesOf(summary.damaged)}`;
  context.print(`${textTable(rows)}${incomplete}${failed}${partial}`, {
    kind,
    stored: summary.stored,
    duplicates: summary.duplicates,
    replaced: summary.replaced,
    incomplete: summary.incomplete,
    reasons: summary.reasons,
    skipped: summary.skipped,
    failed: summary.failures,
    damaged: summary.damaged,
    provenance: context.provenance({ file: context.db }),
  });
  // Nothing at all to show for it: the input was wrong, not some items of it.
  const kept = summary.stored + summary.duplicates + summary.replaced;
  if (summary.failures.length > 0) context.exitCode = kept === 0 ? EXIT.userError : EXIT.partial;
  else if (summary.damaged.length > 0) context.exitCode = EXIT.partial;
}

function linesOf(items: ImportSummary["failures"]): string {
  return items
    .slice(0, 50)
    .map((f) => `  ${f.path}${f.record === null ? "" : `#${f.record}`}: ${f.reason}`)
    .join("\n");
}

/** Regions that the bundled code tables don't have, from a CSV with code, name and level. */
export async function readKnownRegions(file: string | undefined): Promise<KnownRegion[]> {
  if (file === undefined) return [];
  const table = await readTable(file, { text: ["code", "name"] });
  const level = table.has("level");
  return Array.from({ length: table.nrow }, (_, i) => ({
    code: String(table.value(i, "code")),
    name: String(table.value(i, "name")),
    ...(level && table.value(i, "level") !== null
      ? { level: String(table.value(i, "level")) }
      : {}),
  }));
}
