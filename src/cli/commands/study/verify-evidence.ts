import { join } from "node:path";
import { Store } from "../../../store/index.js";
import { checkEvidence, type MeasureEvidence, runFrame } from "../../../study/index.js";
import { type Context, EXIT } from "../../context.js";
import { openStudy } from "./run-study-file.js";

/** Cells that are printed; all are in the JSON. */
const MOST_SHOWN = 5;

/**
 * Compares the sentences and patents behind every count of a study with the count, cell by cell; the
 * data come from the last run where nothing has changed.   中文: 逐格核对原句与专利
 */
export async function verifyEvidence(
  context: Context,
  request: { readonly file: string; readonly out: string | undefined },
): Promise<void> {
  const { study, folder } = openStudy(request.file, request.out);
  const store = await Store.open(join(folder, "study.db"));
  try {
    const { now, signal } = context.io;
    const { frame } = await runFrame(study, store, {
      folder: join(folder, "stages"),
      progress: context.progress,
      signal,
      lang: context.lang,
      now,
    });
    const evidence = checkEvidence(frame);
    context.print(evidenceText(context, study.name, evidence), {
      kind: "study-evidence",
      study: study.name,
      same: isSame(evidence),
      measures: evidence,
    });
    if (!isSame(evidence)) context.exitCode = EXIT.partial;
  } finally {
    store.close();
  }
}

/** Whether every count shows what it counted. */
export function isSame(evidence: readonly MeasureEvidence[]): boolean {
  return evidence.every((e) => e.differing.length === 0);
}

/** What the comparison found, in words. */
export function evidenceText(
  context: Context,
  study: string,
  evidence: readonly MeasureEvidence[],
): string {
  const t = context.t.bind(context);
  if (evidence.length === 0) {
    return t(`${study}: no counts of words or patents.`, `${study}：没有词频或专利计数。`);
  }
  const total = (of: (e: MeasureEvidence) => number): number =>
    evidence.reduce((sum, e) => sum + of(e), 0);
  const differing = total((e) => e.differing.length);
  const hits = total((e) => (e.kind === "attention" ? e.shown : 0));
  const patents = total((e) => (e.kind === "patents" ? e.shown : 0));
  const facts = t(
    `${evidence.length} measures, ${total((e) => e.cells)} cells, of which ${total((e) => e.summed)} are sums: ${hits} hits in sentences, ${patents} patents (with citations and transfers)`,
    `${evidence.length} 个指标，${total((e) => e.cells)} 个单元格，其中 ${total((e) => e.summed)} 个为合计：原句命中 ${hits} 次，专利 ${patents} 件（含被引与转让）`,
  );
  const verdict =
    differing === 0
      ? t("all shown as counted.", "所示与计数逐格相同。")
      : t(`${differing} cells show something else.`, `${differing} 个单元格所示与计数不同。`);
  const lines = evidence.flatMap((e) =>
    e.differing.slice(0, MOST_SHOWN).map((d) => `  ${e.name}, ${d.place}: ${d.value} ≠ ${d.shown}`),
  );
  return [`${study}: ${facts}; ${verdict}`, ...lines].join("\n");
}
