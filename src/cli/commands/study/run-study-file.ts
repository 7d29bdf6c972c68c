import { join } from "node:path";
import type { Lang } from "../../../base/index.js";
import { getStep, putStep, Store } from "../../../store/index.js";
import {
  checkFolder,
  type MadeSection,
  type RunStudyOptions,
  readStudy,
  runStudy,
  type Study,
  type StudyRun,
  type Written,
  writeArtefacts,
} from "../../../study/index.js";
import { type Context, EXIT } from "../../context.js";

/** Where and how a study is run from the command line. */
export interface RunStudyFile {
  readonly file: string;
  readonly out: string | undefined;
  readonly only: readonly string[] | undefined;
  readonly rerun: "changed" | "all";
  /** Most draws of any permutation, bootstrap or placebo. */
  readonly draws?: number | undefined;
  readonly threads?: number | undefined;
}

/** A study and the folder of its results, where simulated files lie too. */
export function openStudy(file: string, out: string | undefined): { study: Study; folder: string } {
  const { name } = readStudy(file);
  const folder = out ?? join("out", name);
  return { study: readStudy(file, { simulated: join(folder, "simulated") }), folder };
}

/**
 * Runs a study file into `out/<study>/` with its own store there, and says where to look.
 * 中文: 运行研究文件
 */
export async function runStudyFile(context: Context, request: RunStudyFile): Promise<void> {
  const { study, folder } = openStudy(request.file, request.out);
  checkFolder(study, folder);
  const store = await Store.open(join(folder, "study.db"));
  const { lang, progress } = context;
  const { signal, now } = context.io;
  const options: RunStudyOptions = {
    rerun: request.rerun,
    folder: join(folder, "stages"),
    threads: request.threads,
    progress,
    signal,
    lang,
    now,
    ...(request.draws === undefined ? {} : { draws: request.draws }),
    ...(request.only === undefined ? {} : { only: request.only }),
  };
  const fontFile = context.io.env.XINZHI_FONT;
  let run: StudyRun;
  let written: Written;
  try {
    run = await runStudy(study, store, options);
    written = await writeArtefacts(run, folder, {
      lang,
      now,
      cache: {
        get: (key) => (request.rerun === "all" ? undefined : getStep(store, key)),
        put: (key, step, bytes) => putStep(store, key, step, bytes, now().toISOString()),
      },
      others: request.only === undefined ? "remove" : "keep",
      threads: request.threads,
      progress,
      signal,
      ...(fontFile === undefined || fontFile === "" ? {} : { fontFile }),
    });
  } finally {
    store.close();
  }
  const earlier = new Set(
    run.steps.flatMap((s) => (s.state === "earlier" ? [s.name.replace(/^section /, "")] : [])),
  );
  context.warn(store.remarks);
  context.warn(run.warnings);
  context.warn(written.remarks);
  context.print(summary(context, run, written, folder), {
    kind: "study",
    study: study.name,
    folder,
    files: written.files,
    pictures: written.failures.map(({ file, error }) => ({ file, error: error.toJSON() })),
    sections: run.sections.map((s) => ({
      name: s.name,
      state: s.output === undefined ? "failed" : earlier.has(s.name) ? "earlier" : "made",
      ...(s.error === undefined ? {} : { error: s.error.toJSON() }),
    })),
    planted: run.planted,
    remarks: [...store.remarks, ...written.remarks],
    provenance: context.provenance({ file: study.file, sha256: study.sha256 }, study.seed),
  });
  // A picture that could not be drawn is listed; its drawing (SVG) and data are there.
  if (run.sections.some((s) => s.output === undefined)) context.exitCode = EXIT.partial;
}

function summary(context: Context, run: StudyRun, written: Written, folder: string): string {
  const t = context.t.bind(context);
  const at = (name: string): string => join(folder, name);
  const failed = run.sections.filter((s) => s.error !== undefined);
  const lines = run.planted.map((p) => {
    const inside = p.ciLow <= p.value && p.value <= p.ciHigh;
    const interval = `[${p.ciLow.toFixed(4)}, ${p.ciHigh.toFixed(4)}]`;
    return t(
      `Planted effect on ${p.name}: ${p.value.toFixed(4)}; estimated ${p.estimate.toFixed(4)}, 95% interval ${interval}: ${inside ? "inside" : "OUTSIDE"}`,
      `${p.name} 的植入效应：${p.value.toFixed(4)}；估计 ${p.estimate.toFixed(4)}，95% 区间 ${interval}：${inside ? "落在其中" : "未落在其中"}`,
    );
  });
  return [
    ...(run.study.simulated
      ? [t("Simulated data, no finding.", "模拟数据，不构成研究结论。")]
      : []),
    ...lines,
    ...failures(failed, context.lang),
    ...failures(
      written.failures.map(({ file, error }) => ({ name: file, error })),
      context.lang,
    ),
    "",
    t("Look at:", "请查看："),
    `  ${at("report.html")}`,
    `  ${at("report.docx")}`,
    `  ${at("results.json")}`,
    `  ${at("tables")}  ${at("figures")}`,
  ].join("\n");
}

/** The sections that failed, those with the same reason together. */
function failures(failed: readonly Pick<MadeSection, "name" | "error">[], lang: Lang): string[] {
  const byReason = new Map<string, string[]>();
  for (const { name, error } of failed) {
    const reason = error!.toText(lang);
    byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  }
  return [...byReason].map(([reason, names]) => `✗ ${names.join(", ")}: ${reason}`);
}
