export { getCounts, type KeywordCount, putCounts } from "./counts.js";
export {
  addDocument,
  countDocuments,
  DOCUMENT_KINDS,
  type DocumentEntry,
  type DocumentKind,
  type DocumentRecord,
  eachDocument,
  findSameText,
  getDocument,
  listDocuments,
  type NewDocument,
} from "./documents.js";
export type { DriverName } from "./driver/driver.js";
export { loadDriver as sqliteDriver } from "./driver/load-driver.js";
export { storeError } from "./errors.js";
export {
  type CrawlKind,
  type CrawlOutcome,
  type CrawlState,
  type CrawlUrl,
  Frontier,
} from "./frontier.js";
export { type ImportItem, logImport } from "./import-log.js";
export {
  clearLabels,
  countLabelledApplications,
  countLabels,
  eachLabel,
  type LabelBatch,
  type LabelKey,
  type PatentLabel,
  writeLabels,
} from "./labels.js";
export {
  type MergeState,
  mergePatents,
  type PatentWithHistory,
  patentHistory,
  patentMerger,
} from "./merge-patent.js";
export { nameOf, type PatentBatch, PatentBatchBuilder } from "./patent-batch.js";
export {
  countApplications,
  countPatents,
  eachPatent,
  ensurePatentIndexes,
  type LabelSource,
  labelSources,
  type NewPatent,
  type PatentApplicant,
  type PatentIpc,
  type PatentRecord,
  type PatentTransfer,
  patentRanges,
  prepareBulk,
} from "./patents.js";
export {
  EMPTY_REPORT,
  type PatentCitation,
  type PatentEvent,
  type ReportedPatent,
} from "./reported-patent.js";
export { brokenContents, brokenRows, SEALED_TABLES, type SealedTable } from "./seals.js";
export type { Connection, Statement } from "./sqlite.js";
export { whenBusy } from "./sqlite.js";
export { getStep, putStep } from "./step-cache.js";
export { type OpenStoreOptions, Store } from "./store.js";
export { type StoreTrouble, storeTroubles } from "./store-troubles.js";
export { writePatents } from "./write-patents.js";
