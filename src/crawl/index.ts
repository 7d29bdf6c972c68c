export {
  addressOf,
  collectSearchCounts,
  type SearchCell,
  type SearchHits,
} from "./collect-search-counts.js";
export {
  type CrawledPage,
  type CrawlOptions,
  type CrawlSummary,
  crawl,
  type Ingest,
  type IngestResult,
  startPages,
} from "./crawl.js";
export {
  type CrawlPatentsOptions,
  crawlPatents,
  type PatentCrawlSummary,
  type PatentIngest,
} from "./crawl-patents.js";
export { decodePage } from "./decode-page.js";
export { crawlError, SourceError, type SourceReason } from "./errors.js";
export { type FetchedPage, Fetcher, type FetcherOptions } from "./fetcher.js";
export type {
  InterfaceTools,
  PatentAnswer,
  PatentInterface,
  PatentSession,
} from "./patent-interface.js";
export { type PatentSource, patentSourceSchema } from "./patent-source.js";
export { type ReadPage, readPage } from "./read-page.js";
export { readSource } from "./read-source.js";
export { type SearchAttention, searchAttention } from "./search-attention.js";
export { readSecrets, type SecretPlaces } from "./secrets.js";
export { type Source, sourceSchema } from "./source.js";
export { citySource } from "./sources/city.js";
export { readCnipaPage } from "./sources/cnipa.js";
export { readThrottle } from "./sources/epo-ops.js";
export { readGooglePatent } from "./sources/google-patents.js";
export { shippedSources } from "./sources/index.js";
export { patentInterfaces } from "./sources/patent-interfaces.js";
export { readSearchCounts, type SearchCounts } from "./sources/search-counts.js";
export { transferOf } from "./transfer-of.js";
