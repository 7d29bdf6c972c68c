import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Store } from "../../../store/index.js";
import {
  checkEvidence,
  compareResults,
  type MeasureEvidence,
  numberParts,
  readStudy,
  resultsOf,
  runStudy,
  studyError,
} from "../../../study/index.js";
import { type Context, EXIT } from "../../context.js";
import { openStudy } from "./run-study-file.js";
import { evidenceText, isSame } from "./verify-evidence.js";

/** Differences that are printed; all are in the JSON. */
const MOST_SHOWN = 10;

/**
 * Runs a study from nothing in a folder of its own and compares the results with those of the last
 * run, to the last digit; and the sentences and patents behind every count with the count.   中文: 从头重跑并逐位核对
 */
export async function verifyStudyFile(
  context: Context,
  request: { readonly file: string; readonly out: string | undefined },
): Promise<void> {
  const { folder } = openStudy(request.file, request.out);
  const file = join(folder, "results.json");
  if (!existsSync(file)) throw studyError("nothing-to-verify", { file });
  const before: unknown = JSON.parse(readFileSync(file, "utf8"));
  const { draws } = (before as { provenance: { arguments: { draws?: number } } }).provenance
    .arguments;
  const own = mkdtempSync(join(tmpdir(), "xinzhi-verify-"));
  try {
    const study = readStudy(request.file, { simulated: join(own, "simulated") });
    const store = await Store.open(join(own, "study.db"));
    try {
      const { now, signal } = context.io;
      const run = await runStudy(study, store, {
        rerun: "all",
        folder: join(own, "stages"),
        progress: context.progress,
        signal,
        lang: context.lang,
        now,
        ...(draws === undefined ? {} : { draws }),
      });
      const json = JSON.stringify(resultsOf(run, numberParts(run), now));
      const differences = compareResults(before, JSON.parse(json));
      tell(context, study.name, differences, checkEvidence(run.frame));
    } finally {
      store.close();
    }
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function tell(
  context: Context,
  study: string,
  differences: ReturnType<typeof compareResults>,
  evidence: readonly MeasureEvidence[],
): void {
  const same = context.t(
    `${study}: run again from nothing, the same to the last digit.`,
    `${study}：从头重跑，结果逐位相同。`,
  );
  const shown = differences
    .slice(0, MOST_SHOWN)
    .map((d) => `  ${d.path}: ${JSON.stringify(d.before)} → ${JSON.stringify(d.now)}`);
  const differ = [
    context.t(
      `${study}: ${differences.length} numbers differ from the last run:`,
      `${study}：有 ${differences.length} 处与上次运行不同：`,
    ),
    ...shown,
  ].join("\n");
  const compared = differences.length === 0 ? same : differ;
  context.print(`${compared}\n${evidenceText(context, study, evidence)}`, {
    kind: "study-verify",
    study,
    same: differences.length === 0,
    differences,
    evidence,
  });
  if (differences.length > 0 || !isSame(evidence)) context.exitCode = EXIT.partial;
}
