export { type CollectTools, fetcherOf } from "./collect-tools.js";
export {
  isSavedPageSource,
  type PatentSourceOptions,
  runPatentSource,
  runSavedPages,
  SAVED_PAGE_READERS,
  waitingPatentPages,
} from "./crawl-patents.js";
export {
  type RepeatOptions,
  type ReportSourceOptions,
  runReportSource,
  waitingReportPages,
} from "./crawl-reports.js";
export { patentIngest } from "./patent-ingest.js";
export { reportIngest } from "./report-ingest.js";
export { searchCells, searchTotals } from "./search-cells.js";
export {
  runSearchCounts,
  type SearchCountsRequest,
  type SearchCountsRun,
  waitingSearches,
} from "./search-counts.js";
