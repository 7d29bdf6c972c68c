const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
const glob = (digits: number): string => "[0-9]".repeat(digits);

/** Σ wᵢ·dᵢ mod 11 of the first digits of `n`, as the number's check digit is written. */
const checkDigit = (digits: number): string => {
  const terms = WEIGHTS.slice(0, digits).map((w, i) => `${w} * substr(n, ${i + 1}, 1)`);
  return `substr('0123456789X', (${terms.join(" + ")}) % 11 + 1, 1)`;
};

/** A Chinese number of so many digits: its key, or null where the check digit is wrong. */
const chinese = (digits: number): string =>
  `WHEN told AND n GLOB '${glob(digits)}' THEN 'CN' || n
    WHEN told AND (n GLOB '${glob(digits)}[A-WYZ]' OR n GLOB '${glob(digits)}[A-WYZ][0-9]') THEN
      'CN' || substr(n, 1, ${digits})
    WHEN told AND (n GLOB '${glob(digits)}.[0-9X]' OR n GLOB '${glob(digits)}[0-9X]') THEN
      CASE substr(n, -1) WHEN ${checkDigit(digits)} THEN 'CN' || substr(n, 1, ${digits}) END`;

/**
 * What the documents of one application share. The rows that are stored already are read as an
 * import reads them: the office is that of the number itself, the country or the publication number;
 * check digits of Chinese numbers are verified; the others keep their own spelling behind the code of
 * their office, less a check digit behind a dot.
 */
export const applicationKey = `
ALTER TABLE patents ADD COLUMN application_key TEXT;
UPDATE patents SET application_key = (
  WITH place (cell) AS (SELECT upper(trim(coalesce(country, '')))),
  found (own, office, n) AS (
    SELECT application GLOB 'CN[0-9]*' OR application GLOB 'ZL[0-9]*',
      CASE WHEN cell IN ('中国', 'CHINA') THEN 'CN' WHEN cell GLOB '[A-Z][A-Z]' THEN cell
        WHEN publication GLOB '[A-Z][A-Z]*' THEN substr(publication, 1, 2) ELSE 'XX' END,
      CASE WHEN application GLOB 'CN[0-9]*' OR application GLOB 'ZL[0-9]*'
        THEN substr(application, 3) ELSE application END
    FROM place
  ),
  number (told, n, whole) AS (
    SELECT own OR office = 'CN' OR (office = 'XX' AND (n GLOB '${glob(12)}.[0-9X]'
        OR (n GLOB '20${glob(10)}[0-9X]' AND substr(n, -1) = ${checkDigit(12)}))),
      n,
      CASE WHEN application GLOB '[A-Z][A-Z]*' THEN application ELSE office || application END
    FROM found
  )
  SELECT CASE
    ${chinese(12)}
    ${chinese(8)}
    WHEN whole GLOB '*.[0-9X]' THEN substr(whole, 1, length(whole) - 2)
    ELSE whole END FROM number
) WHERE application IS NOT NULL;
DROP INDEX IF EXISTS patents_application;
CREATE INDEX patents_application_key ON patents (application_key);
`;
