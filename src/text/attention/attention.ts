import { append, type Notice, notice, silent } from "../../base/index.js";
import { runJob, threadsFor } from "../../jobs/index.js";
import type { MatchScript } from "../characters/counting-text.js";
import { countingDictionaries } from "../dictionary/counting-dictionaries.js";
import type { Dictionary } from "../dictionary/dictionary.js";
import type { AttentionDocument, AttentionOptions } from "./attention-options.js";
import { AttentionResult, type SegmentationFacts } from "./attention-result.js";
import { choosePreferred } from "./choose-preferred.js";
import type { CountedUnit, CountUnit } from "./count-document.js";
import { type CountedBatch, countJob, needsSegmentation } from "./count-job.js";
import { DifferenceLedger } from "./difference-ledger.js";
import { MeasuredUnits } from "./measure-units.js";
import { unitBatches } from "./unit-batches.js";

/**
 * Characters of a batch that is segmented. With several dictionaries each thread loads one after
 * the other for each batch, about a second each, so batches are large then.
 */
const BATCH_ONE = 200_000;
const BATCH_SEVERAL = 8_000_000;
/** A segmenting thread holds a dictionary of 250–300 MB. */
const MOST_THREADS = 8;

/**
 * Counts the terms of dictionaries in documents and turns the counts into measures of attention.
 * 中文: 计算政府关注度
 *
 * `match` is one pass of an automaton over the cleaned text; `segment` counts tokens of jieba with
 * all terms in its user dictionary; `both` gives the two side by side with the terms on which they
 * differ. Documents stream through: texts are let go once counted. Segmentation runs in several
 * threads. Dictionaries don't influence each other, nor do the order of documents and the number
 * of threads.
 *
 * Formula   n; n / characters × 10⁴; n / tokens × 10⁴; ln(1 + n); share of sentences with a term;
 *           tf-idf = n / characters × 10⁴ · ln(N / df); growth (n_t − n_{t−1}) / n_{t−1}, missing
 *           when n_{t−1} = 0 or the year before is not there.
 * Defaults  mode match, overlap longest, measures count, per10k, ln1p, by document; both scripts
 *           meet in simplified characters, Latin terms are whole words
 * Errors    text/several-reports — by region-year, with two reports of one region-year and no
 *           preference; text/no-segmenter.
 * Warnings  text/no-region-year — documents that cannot enter region-years; text/superseded —
 *           reports left out by the preference; text/traditional — documents with lines in
 *           traditional characters; those of the dictionaries.
 * Source    methods, section 1.
 * @example
 * const result = await attention(documents, { dictionaries: loadDictionaries(["st-talent"]), by: "region-year" });
 * result.table().number("count");
 */
export async function attention(
  documents: Iterable<AttentionDocument> | AsyncIterable<AttentionDocument>,
  given: AttentionOptions,
): Promise<AttentionResult> {
  const dictionaries = await countingDictionaries(given.dictionaries, given.matchScript);
  const options = { ...given, dictionaries };
  const { signal, progress = silent, ...setup } = options;
  const units: CountedUnit[] = [];
  const ledger = new DifferenceLedger(setup.dictionaries);
  let engine: CountedBatch["engine"] = null;
  progress.start({ en: "attention", zh: "计数" });
  const batches = unitBatches(documents, options, batchSize(options));
  try {
    const { tasks, threads } = await shareOut(batches, options);
    const run = { setup, threads, ...(signal === undefined ? {} : { signal }) };
    for await (const counted of runJob(countJob, tasks, run)) {
      for (const unit of counted.units) units.push(unit);
      ledger.merge(counted.differences);
      engine ??= counted.engine;
    }
  } finally {
    // Threads that read files end with the documents.
    await batches.return(undefined);
  }
  progress.finish();
  return assemble(units, options, engine, ledger);
}

/** Matching lets each text go at once; segmentation takes batches. */
function batchSize(options: AttentionOptions): number {
  if (!needsSegmentation(options)) return 0;
  return options.dictionaries.length > 1 ? BATCH_SEVERAL : BATCH_ONE;
}

/** Matching is too quick to be shared out, and a single batch need not be. */
async function shareOut(
  batches: AsyncGenerator<CountUnit[]>,
  options: AttentionOptions,
): Promise<{ tasks: AsyncIterable<CountUnit[]>; threads: number }> {
  if (!needsSegmentation(options)) return { tasks: batches, threads: 1 };
  const first: CountUnit[][] = [];
  while (first.length < 2) {
    const next = await batches.next();
    if (next.done) break;
    first.push(next.value);
  }
  const wanted = options.threads ?? Math.min(threadsFor(countJob, undefined), MOST_THREADS);
  return {
    tasks: (async function* () {
      yield* first;
      yield* batches;
    })(),
    threads: first.length < 2 ? 1 : wanted,
  };
}

function assemble(
  units: readonly CountedUnit[],
  options: AttentionOptions,
  engine: CountedBatch["engine"],
  ledger: DifferenceLedger,
): AttentionResult {
  const warnings: Notice[] = options.dictionaries.flatMap((d: Dictionary) => [...d.warnings]);
  const wantsGrowth = options.measures?.includes("growth") === true;
  const byRegionYear = options.by === "region-year";
  const chosen =
    byRegionYear || wantsGrowth || options.prefer !== undefined
      ? choosePreferred(units, options.prefer, byRegionYear ? "strict" : "lenient", warnings)
      : units;
  append(warnings, traditionalNotices(chosen, options.matchScript ?? "both"));
  const segmentation = engine === null ? null : segmentationFacts(engine, options);
  if (segmentation !== null)
    warnings.push(engineNotice(segmentation, isInstead(segmentation, options)));
  return new AttentionResult(new MeasuredUnits(chosen, options), {
    mode: options.mode ?? "match",
    overlap: options.overlap ?? "longest",
    matchScript: options.matchScript ?? "both",
    wordBoundary: options.wordBoundary ?? "latin",
    by: options.by ?? "document",
    measures: options.measures ?? ["count", "per10k", "ln1p"],
    dictionaries: options.dictionaries,
    differences: options.mode === "both" ? ledger.differences() : null,
    engine: segmentation,
    warnings,
  });
}

/** Says which texts are traditional, and how they were compared. */
function traditionalNotices(units: readonly CountedUnit[], script: MatchScript): Notice[] {
  const documents = new Map<number | string, number>();
  for (const { document, traditionalLines } of units) {
    if (traditionalLines > 0) {
      documents.set(document.id, (documents.get(document.id) ?? 0) + traditionalLines);
    }
  }
  if (documents.size === 0) return [];
  const lines = [...documents.values()].reduce((sum, n) => sum + n, 0);
  const list = [...documents.keys()].slice(0, 5).join(", ");
  const how =
    script === "both"
      ? {
          en: "they are counted in simplified characters (the words stay: 人工智慧 is not 人工智能; import --script vocabulary changes them)",
          zh: "已按简体计数（用词不变：人工智慧不等于人工智能；导入时加 --script vocabulary 可转换用词）",
        }
      : {
          en: "simplified terms do not meet them with --match-script as-is",
          zh: "--match-script as-is 时简体词不与之匹配",
        };
  return [
    notice(
      "text/traditional",
      `${documents.size} document(s) hold ${lines} line(s) in traditional characters; ${how.en}: ${list}`,
      `${documents.size} 份文档含繁体 ${lines} 行；${how.zh}：${list}`,
    ),
  ];
}

function segmentationFacts(
  engine: NonNullable<CountedBatch["engine"]>,
  { segmenter = {} }: AttentionOptions,
): SegmentationFacts {
  const { hmm = "on", stopWords, tags } = segmenter;
  return {
    ...engine,
    hmm,
    stopWords: stopWords === undefined ? null : stopWords.size,
    tags: tags === undefined || tags.length === 0 ? null : tags,
  };
}

/** Whether the prebuilt engine counted although none was asked for: the reference engine is not built. */
function isInstead(facts: SegmentationFacts, { segmenter = {} }: AttentionOptions): boolean {
  return (segmenter.engine ?? "auto") === "auto" && facts.name !== "nodejieba";
}

function engineNotice(facts: SegmentationFacts, instead: boolean): Notice {
  const { name, version, hmm, stopWords, tags } = facts;
  const reason = instead
    ? {
        en: "; nodejieba, the reference engine, is not built on this machine: some words are cut otherwise, so counts may differ from those of another machine (xinzhi doctor)",
        zh: "；本机未安装参考引擎 nodejieba，个别词切分不同，计数可能与其他机器有出入（见 xinzhi doctor）",
      }
    : { en: "", zh: "" };
  const of = (zh: boolean): string =>
    [
      ...(stopWords === null ? [] : [zh ? `停用词 ${stopWords} 个` : `${stopWords} stop words`]),
      ...(tags === null ? [] : [`${zh ? "词性" : "parts of speech"} ${tags.join(",")}`]),
    ]
      .map((part) => (zh ? `，${part}` : `, ${part}`))
      .join("");
  return notice(
    "text/engine",
    `segmented by ${name} ${version}, HMM ${hmm}${of(false)}${reason.en}`,
    `分词引擎：${name} ${version}，HMM ${hmm === "on" ? "开" : "关"}${of(true)}${reason.zh}`,
  );
}
