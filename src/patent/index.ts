export { type ApplicationNumber, parseApplicationNumber } from "./application-number.js";
export {
  type ClassifyFilesOptions,
  classifyFiles,
  type FileClassification,
  type UnreadRow,
} from "./classify-files.js";
export {
  type Classification,
  type ClassifiedPatent,
  type Classifier,
  type ClassifyOptions,
  classifyPatents,
  createClassifier,
} from "./classify-patents.js";
export { type CompiledConcordance, compileConcordance } from "./compile-concordance.js";
export type { Concordance, ConcordanceRule, UnreadRule } from "./concordance.js";
export type { Coverage, YearCoverage } from "./coverage.js";
export { patentError } from "./errors.js";
export { explainSymbol, type RuleReading, type SymbolExplanation } from "./explain-symbol.js";
export { PATENT_FIELDS, type PatentField } from "./import/column-presets.js";
export { fromReported, type NormalisedReport } from "./import/from-reported.js";
export { type ImportPatentsOptions, importPatents } from "./import/import-patents.js";
export type { ImportedFile, ImportFailure, PatentImport } from "./import/import-run.js";
export { parseUserMap, type UserMap } from "./import/map-columns.js";
export { type OpenedPatents, openPatents, type PatentRow } from "./import/open-patents.js";
export type { Locator } from "./import/patent-record.js";
export type { Application, ApplicationCounts, InnovationPatent } from "./innovate/applications.js";
export type { CityNetworks } from "./innovate/city-networks.js";
export {
  type InnovateOptions,
  type Innovation,
  innovate,
} from "./innovate/innovate.js";
export { degrees, type NetworkEdge } from "./innovate/networks.js";
export {
  poolVector,
  type SimilarityLevel,
  type SimilarPair,
  similarPairs,
  technologySimilarity,
} from "./innovate/similarity.js";
export { type SimilaritySplitOptions, similaritySplit } from "./innovate/similarity-split.js";
export type { InnovationUnit } from "./innovate/unit-index.js";
export { knowledgeBreadth, type Widths } from "./innovate/widths.js";
export { ipcKey, keyNumber, keyText } from "./ipc-key.js";
export type { IpcList, MalformedSymbol } from "./ipc-list.js";
export {
  formatIpc,
  hierarchy,
  type IpcFault,
  type IpcLevels,
  type IpcResult,
  type IpcSymbol,
  parseIpc,
  sortKey,
  subclassOf,
} from "./ipc-symbol.js";
export {
  type LabelStoreOptions,
  labelMode,
  labelStore,
  patentText,
  type StoreLabels,
} from "./label-store.js";
export { createLocator } from "./locate-applicant.js";
export { matchKey, matchKeys } from "./match-keys.js";
export {
  foldApplicant,
  type NameMap,
  normaliseApplicant,
  readNameMap,
} from "./normalise-applicant.js";
export { parseIpcList } from "./parse-ipc-list.js";
export { type IpcPattern, parsePattern } from "./parse-pattern.js";
export { parsePublishedRule } from "./parse-published-rule.js";
export type { PatentMatch, PatentText } from "./patent-text.js";
export { concordanceNames, readConcordance } from "./read-concordance.js";
export { type Editions, readEditions } from "./read-editions.js";
export { type FilePatent, type ReadPatentsOptions, readPatents } from "./read-patents.js";
export { type IpcScheme, makeScheme, readScheme } from "./read-scheme.js";
export { type IntervalRow, intervalRows, intervalSql, matchSql, type SqlNames } from "./to-sql.js";
export { type UnplacedApplicant, unplacedApplicants } from "./unplaced-applicants.js";
