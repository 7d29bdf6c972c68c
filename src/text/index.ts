export { attention } from "./attention/attention.js";
export {
  type AttentionDocument,
  type AttentionOptions,
  MEASURES,
  type Measure,
  type Prefer,
  parseMeasure,
  type SegmenterChoice,
} from "./attention/attention-options.js";
export {
  type AttentionFacts,
  AttentionResult,
  type AttentionRow,
  type SegmentationFacts,
} from "./attention/attention-result.js";
export type { CountedSpan } from "./attention/counted-spans.js";
export type { DifferenceReason, TermDifference } from "./attention/difference-ledger.js";
export {
  type CountingText,
  countingTerm,
  countingText,
  type MatchScript,
  storedSpan,
} from "./characters/counting-text.js";
export { foldText } from "./characters/fold-characters.js";
export { isTraditional } from "./characters/script-of.js";
export { chineseNumber } from "./chinese-number.js";
export { type CleanedReport, cleanReport, cleanText, type RemovedLine } from "./clean-report.js";
export { countCharacters } from "./count-characters.js";
export { buildDictionary, type DictionaryRow, termKey } from "./dictionary/build-dictionary.js";
export type { Dictionary, DictionaryTerm } from "./dictionary/dictionary.js";
export { dictionaryOfTerms } from "./dictionary/dictionary-of-terms.js";
export {
  type DictionaryEntry,
  listDictionaries,
  loadDictionaries,
  loadDictionary,
} from "./dictionary/load-dictionary.js";
export { textError } from "./errors.js";
export {
  type Candidate,
  type ExpandOptions,
  expandDictionary,
} from "./expand/expand-dictionary.js";
export { findNewWords, type NewWord, type NewWordOptions } from "./expand/find-new-words.js";
export {
  type ImportOptions,
  type ImportSummary,
  importAnnualReports,
  importReports,
} from "./import-documents.js";
export { type KwicLine, type KwicOptions, type KwicResult, kwic } from "./kwic.js";
export { kwicPage } from "./kwic-page.js";
export { type ListedFile, listFiles } from "./list-files.js";
export { type Automaton, buildAutomaton } from "./match/automaton.js";
export { FLAG_WORDS, flagContext, type HitFlag } from "./match/flag-context.js";
export { type Hits, scan } from "./match/scan.js";
export { type Overlap, type TermHits, TermMatcher } from "./match/term-matcher.js";
export type { WordBoundary } from "./match/word-edges.js";
export { normaliseCharacters, removeBlanks } from "./normalise-characters.js";
export { type ReadDocumentsOptions, readDocuments, storedDocument } from "./read-documents.js";
export { type ColumnMap, parseColumnMap, type SkippedRecord } from "./read-records.js";
export { type RecognisedKind, recogniseKind, type TextKind } from "./recognise-kind.js";
export { type Recognition, recogniseReport } from "./recognise-report.js";
export type { ReportClues } from "./report-evidence.js";
export { type KnownRegion, type ReportMetadata, reportMetadata } from "./report-metadata.js";
export { loadStopWords } from "./segmenter/load-stop-words.js";
export { parseTags } from "./segmenter/parse-tags.js";
export {
  createSegmentCounter,
  type SegmentCounter,
  type SegmentOptions,
} from "./segmenter/segment-counter.js";
export { type Section, type SectionKind, splitSections } from "./split-sections.js";
export { type Sentence, sentenceAt, splitSentences } from "./split-sentences.js";
export {
  type FoundTarget,
  findTargets,
  type TargetOptions,
  type Wording,
} from "./targets/find-targets.js";
export { TARGET_NAMES, type TargetName } from "./targets/target-kinds.js";
export {
  type TargetRow,
  type TargetsOptions,
  type TargetsResult,
  targets,
  targetsTable,
} from "./targets/targets.js";
export { type Script, toSimplified } from "./to-simplified.js";
