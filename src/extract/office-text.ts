import { beyondLimit, limits, type Notice, notice } from "../base/index.js";
import { checkZip } from "../bytes/index.js";
import { runLimited } from "../jobs/index.js";
import { checkWord } from "./check-word.js";
import { type OfficeTask, officeJob } from "./office-job.js";
import type { OfficeText } from "./office-read.js";

/**
 * Text of a Word or PDF file. The container is checked first (checksums of the parts of a .docx, the
 * chains and pieces of a .doc); the library then reads in a thread with limits of time and memory.
 * 中文: 提取 Word 与 PDF 文本
 *
 * Errors    bytes/damaged-zip, bytes/damaged-ole, extract/damaged, extract/scanned-pdf,
 *           limit/exceeded.
 * Warnings  extract/damaged-parts — text may be missing; extract/empty-pages; extract/remarks.
 */
export async function officeText(
  task: OfficeTask,
): Promise<{ readonly text: string; readonly warnings: readonly Notice[] }> {
  const { format, bytes, file } = task;
  if (format === "docx") {
    const size = checkZip(bytes, file, ".docx").get("word/document.xml") ?? 0;
    if (size > limits().wordBytes) throw beyondLimit("wordBytes", file, size);
  }
  if (format === "doc") checkWord(bytes, file);
  const read = await runLimited(officeJob, null, task, { file });
  return { text: read.text, warnings: warningsOf(read) };
}

function warningsOf({ emptyPages, damage, remarks }: OfficeText): Notice[] {
  const warnings: Notice[] = [];
  if (damage.length > 0) {
    const list = shortList(damage);
    warnings.push(
      notice(
        "extract/damaged-parts",
        `the file is damaged and text may be missing: ${list}`,
        `文件已损坏，可能缺失文字：${list}`,
      ),
    );
  }
  if (emptyPages.length > 0) {
    const list = emptyPages.slice(0, 20).join(", ");
    warnings.push(
      notice(
        "extract/empty-pages",
        `${emptyPages.length} page(s) hold no text and may be scans: ${list}`,
        `有 ${emptyPages.length} 页没有文字，可能为扫描页：${list}`,
      ),
    );
  }
  if (remarks.length > 0) {
    const list = shortList(remarks);
    warnings.push(
      notice("extract/remarks", `the reader remarked: ${list}`, `读取程序提示：${list}`),
    );
  }
  return warnings;
}

/** The first few, each once, and how many there are in all. */
function shortList(items: readonly string[]): string {
  const unique = [...new Set(items)];
  const first = unique.slice(0, 3).join("; ");
  return items.length > 3 ? `${first} (${items.length} in all)` : first;
}
