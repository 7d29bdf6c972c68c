/** Kinds of documents beside reports: the column `kind` can hold but the first three. */
export const documentGenre = `
ALTER TABLE documents ADD COLUMN genre TEXT;
`;
