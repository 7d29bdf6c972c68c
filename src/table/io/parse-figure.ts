/** How a figure was written.   中文: 数值写法 */
export type FigureForm =
  /** As a program writes it: 1234.5, -2, 1e5. */
  | "plain"
  /** 1,234.5 or 1 234.5. */
  | "grouped"
  /** １２３．５, or another sign for minus: −2.5. */
  | "full-width"
  /** 1234,5 in a file whose fields are parted by semicolons. */
  | "decimal-comma"
  /** (1.5) for −1.5, as accountants write. */
  | "bracketed"
  /** 45.6%, taken as 45.6. */
  | "percent"
  /** 2019年, 2019年度. */
  | "year"
  /** 2019-12-31, 2019/12/31, 2019年12月31日: the value is the year. */
  | "date"
  /** Digits that are a name: 0071, or more of them than a number holds. */
  | "code"
  /** Empty, or a sign for no figure: —, …, N/A, --. */
  | "missing"
  | "text";

/** A text read as a figure; NaN where it is none. */
export interface Figure {
  readonly form: FigureForm;
  readonly value: number;
}

const MISSING =
  /^(?:[-‐‑–—―─－一]+|[.…·]{2,}|…|\/|#|\*|无|缺|缺失|暂无|不详|#?n\/?a|#null!|#div\/0!|#value!|#ref!|#name\?|#num!|nan|null|none|\\n)$/iu;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const BLANK_GROUPED = /^[+-]?\d{1,3}(?:\s\d{3})+(?:\.\d+)?$/;
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,4})?$/i;
const DECIMAL_COMMA = /^[+-]?(?:\d+|\d{1,3}(?:[.\s]\d{3})+),\d+$/;
const YEAR = /^((?:1[89]|20|21)\d{2})年度?$/;
const DATE =
  /^((?:1[89]|20|21)\d{2})(?:-|\/|\.|年)(?:0?[1-9]|1[0-2])(?:(?:-|\/|\.|月)(?:0?[1-9]|[12]\d|3[01])日?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?|月)?$/;

/**
 * Reads a text as a figure, in every way in which tables write one.   中文: 解析文本形式的数值
 *
 * `decimal: "comma"` takes 1234,5 (and 1.234,5) where it can mean nothing else: a comma with three
 * digits behind it is grouped.
 *
 * @example parseFigure("9,409.40") // { form: "grouped", value: 9409.4 }
 */
export function parseFigure(input: string, decimal: "point" | "comma" = "point"): Figure {
  const raw = trimBlanks(input);
  if (raw === "" || MISSING.test(raw)) return none("missing");
  // Numbers hold a digit, and few other characters; most texts end here.
  if (raw.length > 40 || !/[0-9０-９]/.test(raw)) return none("text");
  const text = halfWidth(raw);
  const isChanged = text !== raw;
  if (PLAIN.test(text)) {
    if (isCode(text)) return none("code");
    return { form: isChanged ? "full-width" : "plain", value: Number(text) };
  }
  if (GROUPED.test(text)) return { form: "grouped", value: Number(text.replaceAll(",", "")) };
  if (BLANK_GROUPED.test(text)) {
    return { form: "grouped", value: Number(text.replaceAll(/\s/g, "")) };
  }
  if (decimal === "comma" && DECIMAL_COMMA.test(text)) {
    const value = Number(text.replaceAll(/[.\s]/g, "").replace(",", "."));
    return { form: "decimal-comma", value };
  }
  const bracketed = /^\((.+)\)$/.exec(text)?.[1];
  if (bracketed !== undefined && /^[\d.]/.test(bracketed)) {
    const inner = parseFigure(bracketed, decimal);
    const isNumber = ["plain", "grouped", "decimal-comma"].includes(inner.form);
    return isNumber ? { form: "bracketed", value: -inner.value } : none("text");
  }
  if (text.endsWith("%")) {
    const inner = parseFigure(text.slice(0, -1), decimal);
    const isNumber = ["plain", "grouped", "decimal-comma"].includes(inner.form);
    return isNumber ? { form: "percent", value: inner.value } : none("text");
  }
  const year = YEAR.exec(text)?.[1];
  if (year !== undefined) return { form: "year", value: Number(year) };
  const date = DATE.exec(text)?.[1];
  return date === undefined ? none("text") : { form: "date", value: Number(date) };
}

/** Blanks of all kinds off both ends. */
export function trimBlanks(text: string): string {
  // Nearly all cells of a large table begin and end with plain signs.
  if (isPlain(text.charCodeAt(0)) && isPlain(text.charCodeAt(text.length - 1))) return text;
  return text.replace(/^[\s\u200b\u2060]+|[\s\u200b\u2060]+$/g, "");
}

/** No blank of any kind: printable ASCII and the characters of Chinese. */
function isPlain(code: number): boolean {
  return (code > 0x20 && code < 0x7f) || (code > 0x3000 && code < 0xd800);
}

function none(form: "missing" | "text" | "code"): Figure {
  return { form, value: Number.NaN };
}

/** Leading zeros, and whole numbers that a double would change. */
function isCode(text: string): boolean {
  if (/^[+-]?0\d/.test(text)) return true;
  return /^[+-]?\d{16,}$/.test(text) && !Number.isSafeInteger(Number(text));
}

/** Full-width forms and signs for minus only: NFKC would make 1231 of 123①. */
function halfWidth(text: string): string {
  return text
    .replaceAll(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/^(\(?)[\u2010-\u2013\u2212](?=[\d.])/, "$1-");
}
