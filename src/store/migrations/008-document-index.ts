/** One content is one document of a kind, a region or firm, and a year; found by its hash. */
export const documentIndex = `
DROP INDEX documents_identity;
CREATE UNIQUE INDEX documents_identity ON documents
  (raw_hash, coalesce(genre, kind), coalesce(region, ''), coalesce(firm, ''), coalesce(year, 0));
`;
