/** The crawl frontier: every address of a source has a state; pages keep their versions. */
export const frontier = `
CREATE TABLE crawl_urls (
  source        TEXT NOT NULL,
  url           TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('list', 'page', 'attachment')),
  state         TEXT NOT NULL CHECK (state IN ('waiting', 'stored', 'unchanged', 'duplicate', 'skipped', 'failed')),
  depth         INTEGER NOT NULL DEFAULT 0,
  title         TEXT NOT NULL DEFAULT '',
  parent        TEXT,
  attempts      INTEGER NOT NULL DEFAULT 0,
  reason        TEXT NOT NULL DEFAULT '',
  retry         TEXT NOT NULL DEFAULT '',
  etag          TEXT,
  last_modified TEXT,
  raw_hash      TEXT REFERENCES content (hash),
  text_hash     TEXT,
  document_id   INTEGER REFERENCES documents (id),
  run           TEXT NOT NULL DEFAULT '',
  fetched_at    TEXT,
  PRIMARY KEY (source, url)
) STRICT, WITHOUT ROWID;
CREATE INDEX crawl_urls_state ON crawl_urls (source, state, depth);

CREATE TABLE crawl_versions (
  source     TEXT NOT NULL,
  url        TEXT NOT NULL,
  raw_hash   TEXT NOT NULL REFERENCES content (hash),
  fetched_at TEXT NOT NULL,
  PRIMARY KEY (source, url, raw_hash)
) STRICT, WITHOUT ROWID;
`;
