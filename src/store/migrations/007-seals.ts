/** Tables whose rows carry a seal: a hash of their other columns, set by every write. */
export const SEALED_TABLES = [
  "content",
  "documents",
  "keyword_counts",
  "patents",
  "patent_applicants",
  "patent_ipc",
  "patent_labels",
  "patent_transfers",
  "patent_citations",
  "patent_events",
  "import_items",
  "crawl_urls",
  "crawl_versions",
  "step_cache",
] as const;

/** A hash for each row, so that a changed byte is told; rows that are there are sealed as they are. */
export const seals =
  SEALED_TABLES.map((t) => `ALTER TABLE ${t} ADD COLUMN seal TEXT;`).join("\n") +
  "\nALTER TABLE step_cache ADD COLUMN hash TEXT;";
