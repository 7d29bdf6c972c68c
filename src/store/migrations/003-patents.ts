/** Patents: identity instead of a hash, stage and status, how a city was found, transfers. */
export const patentsStage = `
ALTER TABLE patents RENAME COLUMN record_hash TO identity;
ALTER TABLE patents ADD COLUMN stage TEXT;
ALTER TABLE patents ADD COLUMN status TEXT;
ALTER TABLE patent_applicants ADD COLUMN located TEXT;
CREATE TABLE patent_transfers (
  patent_id INTEGER NOT NULL REFERENCES patents (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  from_name TEXT,
  to_name   TEXT NOT NULL,
  date      TEXT,
  PRIMARY KEY (patent_id, position)
) STRICT, WITHOUT ROWID;
`;
