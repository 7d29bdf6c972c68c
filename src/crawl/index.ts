export {
  type CrawledPage,
  type CrawlOptions,
  type CrawlSummary,
  crawl,
  type Ingest,
  type IngestResult,
} from "./crawl.js";
export { decodePage } from "./decode-page.js";
export { crawlError, SourceError, type SourceReason } from "./errors.js";
export { type FetchedPage, Fetcher, type FetcherOptions } from "./fetcher.js";
export { type ReadPage, readPage } from "./read-page.js";
export { readSource } from "./read-source.js";
export { type Source, sourceSchema } from "./source.js";
export { citySource } from "./sources/city.js";
export { shippedSources } from "./sources/index.js";
