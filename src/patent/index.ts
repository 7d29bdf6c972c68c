export {
  type Classification,
  type ClassifiedPatent,
  type Classifier,
  type ClassifyOptions,
  classifyPatents,
  createClassifier,
  type PatentMatch,
  type PatentText,
} from "./classify-patents.js";
export { type CompiledConcordance, compileConcordance } from "./compile-concordance.js";
export type { Concordance, ConcordanceRule, UnreadRule } from "./concordance.js";
export type { Coverage, YearCoverage } from "./coverage.js";
export { patentError } from "./errors.js";
export { explainSymbol, type RuleReading, type SymbolExplanation } from "./explain-symbol.js";
export { ipcKey, keyText } from "./ipc-key.js";
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
export { matchKey, matchKeys } from "./match-keys.js";
export { type IpcList, type MalformedSymbol, parseIpcList } from "./parse-ipc-list.js";
export { type IpcPattern, parsePattern } from "./parse-pattern.js";
export { parsePublishedRule } from "./parse-published-rule.js";
export { concordanceNames, readConcordance } from "./read-concordance.js";
export { type IpcScheme, makeScheme, readScheme } from "./read-scheme.js";
