import { type Progress, silent, throwIfInterrupted } from "../../base/index.js";
import { runJob, threadsFor } from "../../jobs/index.js";
import {
  clearLabels,
  countApplications,
  countLabelledApplications,
  countPatents,
  type PatentRecord,
  patentRanges,
  type Store,
  writeLabels,
} from "../../store/index.js";
import type { PatentText } from "../patent-text.js";
import type { ClassifyOptions } from "./classify-patents.js";
import { type Coverage, CoverageCounter } from "./coverage.js";
import { type LabelPart, labelJob, rangeLabeller } from "./label-job.js";

/** How to label a store. */
export interface LabelStoreOptions extends ClassifyOptions {
  /** Threads that classify, beside the one that writes. Default one for each processor. */
  readonly threads?: number;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** Result of `labelStore`. */
export interface StoreLabels {
  readonly concordance: string;
  readonly mode: string;
  /** The coverage counts documents, as the symbols stand in them. */
  readonly coverage: Coverage;
  /** Applications that the documents belong to, and those with a key document. */
  readonly applications: { readonly all: number; readonly key: number };
}

const BATCH = 10_000;
/** Fewer patents than this are labelled before a thread has started. */
const FEW = 50_000;

/**
 * Classifies all patents of a store and keeps the labels there; memory stays flat.
 * 中文: 为库中专利打标签
 *
 * Earlier labels of the same table and mode are replaced, in one transaction: a run that is killed
 * leaves the old ones. Threads read the store themselves; the labels are the same at any number.
 */
export async function labelStore(store: Store, options: LabelStoreOptions): Promise<StoreLabels> {
  const { progress = silent, signal, threads, ...settings } = options;
  const key = { concordance: options.concordance.name, mode: labelMode(options) };
  const codes = new Map(options.concordance.rules.map((r) => [r.row, r.code]));
  const counter = new CoverageCounter();
  progress.start({ en: "classify", zh: "识别" });
  await store.asyncTransaction(async () => {
    clearLabels(store, key);
    for await (const part of labelParts(store, settings, threads, signal)) {
      throwIfInterrupted(signal);
      writeLabels(store, key, part.labels, (rule) => codes.get(rule)!);
      counter.addParts(part.coverage);
      progress.advance(part.patents);
    }
  });
  const coverage = counter.report();
  progress.finish(`${coverage.patents}`);
  const applications = {
    all: countApplications(store),
    key: countLabelledApplications(store, key),
  };
  return { ...key, coverage, applications };
}

/** Parts in the order of the patents; a store in memory has no file that threads could open. */
async function* labelParts(
  store: Store,
  options: ClassifyOptions,
  asked: number | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<LabelPart> {
  const isShared = store.file !== ":memory:" && (asked !== undefined || countPatents(store) > FEW);
  const threads = isShared ? threadsFor(labelJob, asked) : 1;
  const ranges = patentRanges(store, BATCH);
  if (threads < 2) {
    const label = rangeLabeller(store, options);
    for (const range of ranges) yield label(range);
    return;
  }
  yield* runJob(labelJob, ranges, {
    setup: { file: store.file, options },
    threads,
    ...(signal === undefined ? {} : { signal }),
  });
}

/** How labels of these settings are named in the store: `ipc`, `ipc main`, `ipc+keywords` … */
export function labelMode(options: Pick<ClassifyOptions, "ipc" | "mode">): string {
  const mode = options.mode ?? "ipc";
  return options.ipc === "main" ? `${mode} main` : mode;
}

/** What classification needs of a stored or imported patent. */
export function patentText(
  p: Pick<
    PatentRecord,
    "publication" | "application" | "identity" | "title" | "abstract" | "filed" | "ipc"
  >,
): PatentText {
  return {
    patent: p.publication ?? p.application ?? p.identity,
    ipc: p.ipc.map((x) => x.symbol ?? x.raw).join(";"),
    title: p.title,
    abstract: p.abstract,
    year: p.filed === null ? null : Number(p.filed.slice(0, 4)),
  };
}
