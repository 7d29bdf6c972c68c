/** First schema: content by hash, documents, patents, counts, labels, imports, step cache. */
export const initial = `
CREATE TABLE content (
  hash   TEXT PRIMARY KEY,
  bytes  BLOB NOT NULL,
  media  TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE documents (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('report', 'annual-report', 'page')),
  region_code TEXT,
  region      TEXT,
  level       TEXT,
  firm        TEXT,
  year        INTEGER,
  title       TEXT NOT NULL DEFAULT '',
  speaker     TEXT,
  date        TEXT,
  source      TEXT NOT NULL DEFAULT '',
  url         TEXT,
  path        TEXT,
  confidence  REAL NOT NULL DEFAULT 1,
  raw_hash    TEXT NOT NULL REFERENCES content (hash),
  text        TEXT NOT NULL,
  text_hash   TEXT NOT NULL,
  appendix    TEXT NOT NULL DEFAULT '',
  characters  INTEGER NOT NULL,
  notes       TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE UNIQUE INDEX documents_identity
  ON documents (kind, raw_hash, coalesce(region, ''), coalesce(firm, ''), coalesce(year, 0));
CREATE INDEX documents_region_year ON documents (kind, region_code, year);
CREATE INDEX documents_text_hash ON documents (text_hash);

CREATE TABLE keyword_counts (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  text_hash   TEXT NOT NULL,
  dictionary  TEXT NOT NULL,
  mode        TEXT NOT NULL,
  term_group  TEXT NOT NULL,
  term        TEXT NOT NULL,
  count       INTEGER NOT NULL,
  PRIMARY KEY (document_id, dictionary, mode, term_group, term)
) STRICT, WITHOUT ROWID;

CREATE TABLE patents (
  id                 INTEGER PRIMARY KEY,
  publication        TEXT,
  application        TEXT,
  kind               TEXT,
  title              TEXT NOT NULL DEFAULT '',
  abstract           TEXT NOT NULL DEFAULT '',
  filed              TEXT,
  published          TEXT,
  granted            TEXT,
  country            TEXT,
  citations_received INTEGER,
  source             TEXT NOT NULL DEFAULT '',
  record_hash        TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX patents_application ON patents (application);
CREATE INDEX patents_publication ON patents (publication);

CREATE TABLE patent_applicants (
  patent_id  INTEGER NOT NULL REFERENCES patents (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  name       TEXT NOT NULL,
  normalised TEXT NOT NULL,
  address    TEXT,
  region_code TEXT,
  PRIMARY KEY (patent_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX patent_applicants_name ON patent_applicants (normalised);

CREATE TABLE patent_ipc (
  patent_id INTEGER NOT NULL REFERENCES patents (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  raw       TEXT NOT NULL,
  symbol    TEXT,
  sort_key  TEXT,
  PRIMARY KEY (patent_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX patent_ipc_key ON patent_ipc (sort_key);

CREATE TABLE patent_labels (
  patent_id INTEGER NOT NULL REFERENCES patents (id) ON DELETE CASCADE,
  concordance TEXT NOT NULL,
  mode      TEXT NOT NULL,
  rule      INTEGER NOT NULL,
  code      TEXT NOT NULL,
  symbol    TEXT NOT NULL,
  PRIMARY KEY (patent_id, concordance, mode, rule, symbol)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_items (
  id     INTEGER PRIMARY KEY,
  run    TEXT NOT NULL,
  kind   TEXT NOT NULL,
  path   TEXT NOT NULL,
  record INTEGER,
  state  TEXT NOT NULL CHECK (state IN ('stored', 'duplicate', 'failed', 'skipped')),
  reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX import_items_run ON import_items (run, state);

CREATE TABLE step_cache (
  key       TEXT PRIMARY KEY,
  step      TEXT NOT NULL,
  artefact  BLOB NOT NULL,
  made_at   TEXT NOT NULL
) STRICT;
`;
