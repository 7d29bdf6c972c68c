export { type ApplicationNumber, parseApplicationNumber } from "./applicant/application-number.js";
export { createLocator } from "./applicant/locate-applicant.js";
export {
  foldApplicant,
  type NameMap,
  normaliseApplicant,
  readNameMap,
} from "./applicant/normalise-applicant.js";
export { type UnplacedApplicant, unplacedApplicants } from "./applicant/unplaced-applicants.js";
export {
  type ClassifyFilesOptions,
  classifyFiles,
  type FileClassification,
  type UnreadRow,
} from "./classify/classify-files.js";
export {
  type Classification,
  type ClassifiedPatent,
  type Classifier,
  type ClassifyOptions,
  classifyPatents,
  createClassifier,
} from "./classify/classify-patents.js";
export type { Coverage, YearCoverage } from "./classify/coverage.js";
export {
  explainSymbol,
  type RuleReading,
  type SymbolExplanation,
} from "./classify/explain-symbol.js";
export {
  type LabelStoreOptions,
  labelMode,
  labelStore,
  patentText,
  type StoreLabels,
} from "./classify/label-store.js";
export { matchKey, matchKeys } from "./classify/match-keys.js";
export {
  type IntervalRow,
  intervalRows,
  intervalSql,
  matchSql,
  type SqlNames,
} from "./classify/to-sql.js";
export { type CompiledConcordance, compileConcordance } from "./concordance/compile-concordance.js";
export type { Concordance, ConcordanceRule, UnreadRule } from "./concordance/concordance.js";
export { type IpcPattern, parsePattern } from "./concordance/parse-pattern.js";
export { parsePublishedRule } from "./concordance/parse-published-rule.js";
export { concordanceNames, readConcordance } from "./concordance/read-concordance.js";
export { type Editions, readEditions } from "./concordance/read-editions.js";
export { type IpcScheme, makeScheme, readScheme } from "./concordance/read-scheme.js";
export { patentError } from "./errors.js";
export { PATENT_FIELDS, type PatentField } from "./import/column-presets.js";
export { fromReported, type NormalisedReport } from "./import/from-reported.js";
export { type ImportPatentsOptions, importPatents } from "./import/import-patents.js";
export type { ImportedFile, ImportFailure, PatentImport } from "./import/import-run.js";
export { parseUserMap, type UserMap } from "./import/map-columns.js";
export { type OpenedPatents, openPatents, type PatentRow } from "./import/open-patents.js";
export type { Locator } from "./import/patent-record.js";
export {
  type Application,
  type ApplicationCounts,
  gatherApplications,
  type InnovationPatent,
} from "./innovate/applications.js";
export type { CityNetworks } from "./innovate/city-networks.js";
export {
  type InnovateOptions,
  type Innovation,
  type InnovationDetail,
  innovate,
  innovationOf,
} from "./innovate/innovate.js";
export type { MeasureParts } from "./innovate/measure-parts.js";
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
export type { PatentMatch, PatentText } from "./patent-text.js";
export { type FilePatent, type ReadPatentsOptions, readPatents } from "./read-patents.js";
export { ipcKey, keyNumber, keyText } from "./symbol/ipc-key.js";
export type { IpcList, MalformedSymbol } from "./symbol/ipc-list.js";
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
} from "./symbol/ipc-symbol.js";
export { parseIpcList } from "./symbol/parse-ipc-list.js";
