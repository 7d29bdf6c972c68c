/** An application number taken apart. */
export interface ApplicationNumber {
  /** `CN202011172919.0` where the check digit is known, else `CN202011172919`. */
  readonly text: string;
  readonly country: string;
  /** `right`: the check digit agrees; `wrong`: it does not; `none`: there is none to check. */
  readonly check: "right" | "wrong" | "none";
  /**
   * What the documents of one application share, however they spell the number:
   * `CN202011172919`. Null where there is no number, or its check digit is wrong.
   */
  readonly key: string | null;
}

const CLEAN = /^[\dA-Z./-]*$/;
const ZERO = 48;
const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

/**
 * Reads an application number; the check digit of Chinese ones is verified.   中文: 申请号与校验位
 *
 * Formula   Σ wᵢ·dᵢ mod 11 with w = 2…9, 2…5; 10 is written X. Eight digits and the check digit until
 *           30 September 2003, twelve and the check digit since.
 * Source    国家知识产权局《专利申请号标准》ZC 0006-2003, §4.4.
 * Forms     `CN202011172919.0`, `ZL202011172919.0`, `2020111729190` and `CN2020111729190A` (a service's
 *           kind letter), `CN202011172919A` (DOCDB, no check digit), with blanks. An eight-digit
 *           number followed by one digit is read with a check digit. Numbers of other offices are
 *           kept, without blanks.
 * @example parseApplicationNumber("CN202011172919.0").check // "right"
 */
export function parseApplicationNumber(raw: string, office = ""): ApplicationNumber {
  const clean = cleaned(raw).replace(/^ZL/, "CN");
  const match = /^(CN)?(\d{12}|\d{8})(?:\.?([\dX]))?[A-Z]?\d?$/.exec(clean);
  const chinese = match !== null && (match[1] !== undefined || office === "CN" || office === "");
  if (match === null || !chinese) {
    const told = /^[A-Z]{2}/.exec(clean)?.[0];
    const whole = told === undefined ? `${office}${clean}` : clean;
    const key = clean === "" ? null : whole.replace(/\.[\dX]$/, "");
    return { text: clean, country: told ?? office, check: "none", key };
  }
  const digits = match[2]!;
  const told = match[3];
  const right = checkDigit(digits);
  const number = told === undefined ? `CN${digits}` : `CN${digits}.${told}`;
  const check = told === undefined ? "none" : told === right ? "right" : "wrong";
  return { text: number, country: "CN", check, key: check === "wrong" ? null : `CN${digits}` };
}

/** "Unknown" among the codes of offices (WIPO ST.3). */
export const UNKNOWN_OFFICE = "XX";
const BARE_NUMBER = /^20\d{10}[\dX]$/i;
const PLAINLY_CHINESE = /^(?:CN|ZL|\d{12}\.[\dX]$)/i;

/**
 * Reads the application number of a table's row, where the office is told beside the number: by the
 * country's cell, else by the publication number. Where neither tells it, only what plainly is a
 * Chinese number is read as one (CN or ZL, twelve digits and a dot, thirteen with a right check
 * digit): eight bare digits may be an American number, thirteen a Korean one.
 * 中文: 读取表格中的申请号
 * @example readApplicationNumber("16123456", "美国", "").check // "none"
 */
export function readApplicationNumber(
  raw: string,
  country: string,
  publication: string,
): ApplicationNumber {
  const cell = country.trim().toUpperCase();
  if (cell === "中国" || cell === "CHINA") return parseApplicationNumber(raw, "CN");
  const office = /^[A-Z]{2}$/.exec(cell)?.[0] ?? /^[A-Z]{2}/.exec(publication)?.[0];
  if (office !== undefined) return parseApplicationNumber(raw, office);
  const number = parseApplicationNumber(raw, "CN");
  const clean = cleaned(raw);
  const isChinese =
    PLAINLY_CHINESE.test(clean) || (number.check === "right" && BARE_NUMBER.test(clean));
  return isChinese ? number : parseApplicationNumber(raw, UNKNOWN_OFFICE);
}

/** Without blanks, in half-width capitals; most numbers of a table are so already. */
function cleaned(raw: string): string {
  return CLEAN.test(raw) ? raw : raw.normalize("NFKC").replace(/\s/g, "").toUpperCase();
}

/** The check digit of the eight or twelve digits of a Chinese application number. */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += WEIGHTS[i]! * (digits.charCodeAt(i) - ZERO);
  const rest = sum % 11;
  return rest === 10 ? "X" : String(rest);
}
