import type { Job } from "../../jobs/index.js";
import { type LabelBatch, type LabelSource, labelSources, Store } from "../../store/index.js";
import { type Classifier, type ClassifyOptions, createClassifier } from "./classify-patents.js";
import type { CoverageParts } from "./coverage.js";

/** Settings of labelling a store; plain data. */
export interface LabelSetup {
  readonly file: string;
  readonly options: ClassifyOptions;
}

/** Labels of a range of patents and what was counted on the way. */
export interface LabelPart {
  readonly labels: LabelBatch;
  readonly patents: number;
  readonly coverage: CoverageParts;
}

/** A range of patent ids, first to last. */
export interface IdRange {
  readonly first: number;
  readonly last: number;
}

/** Labelling ranges of patents of a store, here or in threads.   中文: 分段打标签 */
export const labelJob: Job<LabelSetup, IdRange, LabelPart> = {
  file: new URL("./label-thread.js", import.meta.url),
  prepare: async ({ file, options }) => {
    const store = await Store.open(file, { mode: "read" });
    return rangeLabeller(store, options);
  },
};

/** Makes the function that labels a range of a store's patents.   中文: 区间打标签 */
export function rangeLabeller(
  store: Store,
  options: ClassifyOptions,
): (range: IdRange) => LabelPart {
  const classifier = createClassifier(options);
  const words = options.mode === "ipc+keywords" ? "with-text" : "without-text";
  return (range) => labelRange(labelSources(store, range, words), classifier);
}

function labelRange(sources: readonly LabelSource[], classifier: Classifier): LabelPart {
  const patentIds: number[] = [];
  const rules: number[] = [];
  const symbols: string[] = [];
  for (const { ipc, ...patent } of sources) {
    for (const m of classifier.classify({ ...patent, ipc: ipc ?? "" }).matches) {
      patentIds.push(patent.id);
      rules.push(m.row);
      symbols.push(m.symbol);
    }
  }
  const labels = {
    patentIds: Float64Array.from(patentIds),
    rules: Int32Array.from(rules),
    symbols,
  };
  return { labels, patents: sources.length, coverage: classifier.takeCounts() };
}
