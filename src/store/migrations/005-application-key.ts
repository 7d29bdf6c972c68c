const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

/** Σ wᵢ·dᵢ mod 11 of the first digits of `n`, as the number's check digit is written. */
const checkDigit = (digits: number): string => {
  const terms = WEIGHTS.slice(0, digits).map((w, i) => `${w} * substr(n, ${i + 1}, 1)`);
  return `substr('0123456789X', (${terms.join(" + ")}) % 11 + 1, 1)`;
};

/** A Chinese number of so many digits: its key, or null where the check digit is wrong. */
const chinese = (digits: number): string => {
  const glob = "[0-9]".repeat(digits);
  return `WHEN told AND n GLOB '${glob}' THEN 'CN' || n
    WHEN told AND n GLOB '${glob}.[0-9X]' THEN
      CASE substr(n, ${digits + 2}) WHEN ${checkDigit(digits)} THEN 'CN' || substr(n, 1, ${digits}) END`;
};

/**
 * What the documents of one application share. Of the rows that are stored already, Chinese numbers
 * written with CN or ZL are read and their check digits verified; the others keep their own
 * spelling, less a check digit behind a dot.
 */
export const applicationKey = `
ALTER TABLE patents ADD COLUMN application_key TEXT;
UPDATE patents SET application_key = (
  WITH number (told, n) AS (
    SELECT application GLOB 'CN[0-9]*' OR application GLOB 'ZL[0-9]*', substr(application, 3)
  )
  SELECT CASE
    ${chinese(12)}
    ${chinese(8)}
    WHEN application GLOB '*.[0-9X]' THEN substr(application, 1, length(application) - 2)
    ELSE application END FROM number
) WHERE application IS NOT NULL;
DROP INDEX IF EXISTS patents_application;
CREATE INDEX patents_application_key ON patents (application_key);
`;
