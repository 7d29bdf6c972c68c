/** An application number taken apart. */
export interface ApplicationNumber {
  /** `CN202011172919.0` where the check digit is known, else `CN202011172919`. */
  readonly text: string;
  readonly country: string;
  /** `right`: the check digit agrees; `wrong`: it does not; `none`: there is none to check. */
  readonly check: "right" | "wrong" | "none";
  /** Spellings under which a table may hold the same number. */
  readonly forms: readonly string[];
}

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
  const clean = raw.normalize("NFKC").replace(/\s/g, "").toUpperCase().replace(/^ZL/, "CN");
  const match = /^(CN)?(\d{12}|\d{8})(?:\.?([\dX]))?[A-Z]?\d?$/.exec(clean);
  const chinese = match !== null && (match[1] !== undefined || office === "CN" || office === "");
  if (match === null || !chinese) {
    const country = /^[A-Z]{2}/.exec(clean)?.[0] ?? office;
    return { text: clean, country, check: "none", forms: clean === "" ? [] : [clean] };
  }
  const digits = match[2]!;
  const told = match[3];
  const right = checkDigit(digits);
  const number = told === undefined ? `CN${digits}` : `CN${digits}.${told}`;
  const forms = [`${digits}.${right}`, digits, `${digits}${right}`].flatMap((f) => [`CN${f}`, f]);
  const check = told === undefined ? "none" : told === right ? "right" : "wrong";
  return { text: number, country: "CN", check, forms: check === "wrong" ? [number] : forms };
}

/** The check digit of the eight or twelve digits of a Chinese application number. */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += WEIGHTS[i]! * Number(digits[i]);
  const rest = sum % 11;
  return rest === 10 ? "X" : String(rest);
}
