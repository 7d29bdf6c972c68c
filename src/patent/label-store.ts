import { type Progress, silent, throwIfInterrupted } from "../base/index.js";
import {
  clearLabels,
  eachLabelSource,
  labelWriter,
  type PatentRecord,
  type Store,
} from "../store/index.js";
import { type ClassifyOptions, createClassifier } from "./classify-patents.js";
import type { Coverage } from "./coverage.js";
import type { PatentText } from "./patent-text.js";

/** Result of `labelStore`. */
export interface StoreLabels {
  readonly concordance: string;
  readonly mode: string;
  readonly coverage: Coverage;
}

const BATCH = 5000;

/**
 * Classifies all patents of a store and keeps the labels there; memory stays flat.
 * 中文: 为库中专利打标签
 *
 * Earlier labels of the same table and mode are replaced, in one transaction: a run that is killed
 * leaves the old ones.
 */
export function labelStore(
  store: Store,
  options: ClassifyOptions & { readonly progress?: Progress; readonly signal?: AbortSignal },
): StoreLabels {
  const classifier = createClassifier(options);
  const key = { concordance: options.concordance.name, mode: labelMode(options) };
  const progress = options.progress ?? silent;
  progress.start("classify");
  store.transaction(() => {
    clearLabels(store, key);
    const write = labelWriter(store, key);
    let done = 0;
    const words = options.mode === "ipc+keywords" ? "with-text" : "without-text";
    for (const patent of eachLabelSource(store, words, BATCH)) {
      if (done++ % BATCH === 0) throwIfInterrupted(options.signal);
      for (const m of classifier.classify({ ...patent, ipc: patent.ipc ?? "" }).matches) {
        write({ patentId: patent.id, rule: m.row, code: m.code, symbol: m.symbol });
      }
      if (done % BATCH === 0) progress.advance(BATCH);
    }
  });
  const coverage = classifier.coverage();
  progress.finish(`${coverage.patents}`);
  return { ...key, coverage };
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
