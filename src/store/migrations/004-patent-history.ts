/** What the patent interfaces tell besides: cited documents and legal events. */
export const patentHistory = `
CREATE TABLE patent_citations (
  patent_id INTEGER NOT NULL REFERENCES patents (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  cited     TEXT NOT NULL,
  origin    TEXT,
  PRIMARY KEY (patent_id, position),
  UNIQUE (patent_id, cited)
) STRICT, WITHOUT ROWID;
CREATE INDEX patent_citations_cited ON patent_citations (cited);

CREATE TABLE patent_events (
  patent_id INTEGER NOT NULL REFERENCES patents (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  date      TEXT,
  code      TEXT NOT NULL,
  text      TEXT NOT NULL,
  PRIMARY KEY (patent_id, position)
) STRICT, WITHOUT ROWID;
`;
