import { foldText, IS_FOLDED } from "./characters/fold-characters.js";

const LINE_END = /\r\n?|[\v\u2028\u2029]|\u0085/g;
// U+3000 and U+2003 are kept apart: they mark paragraphs in texts without line breaks.
const NARROW_BLANK = /[\u00a0\u1680\u2000-\u2002\u2004-\u200a\u202f\u205f\t]/g;
// Category Cc but for line end, form feed and tab, which mean something.
const CONTROL = /(?![\n\f\t])\p{Cc}/gu;
const SPACED_DIGITS = /(?<![\d.])\d(?: \d)+(?![\d.])/g;
// 7 . 5 % and 7. 5%, but not 1. 5 of a numbered list: a percent sign or a measure must follow.
const SPACED_FIGURE = /(?<![\d.])(\d+) ?\. ?(\d+)(?= ?(?:%|个百分点|[万亿]))/g;
const SPACED_PERCENT = /(\d) +%/g;
const TITLE =
  /政[ \u3000\u2003]*府[ \u3000\u2003]*工[ \u3000\u2003]*作[ \u3000\u2003]*报[ \u3000\u2003]*告/g;

/**
 * Characters as they are counted: folded (full-width letters, digits and signs, radicals and
 * compatibility forms, see `foldCharacters`), invisible characters out, line ends to `\n`, odd
 * blanks to a blank, digits that stand apart joined (`1 9 9 3 年` → `1993 年`, `7 . 5 %` → `7.5%`).
 * Chinese punctuation stays.   中文: 字符规范化
 *
 * @example normaliseCharacters("１９９３年\u200b增长８．５％") // "1993年增长8.5%"
 */
export function normaliseCharacters(text: string): string {
  const found = classesIn(text);
  let out = text;
  if (found & LINE_ENDS) out = out.replace(LINE_END, "\n");
  if (found & FOLDS) out = foldText(out);
  if (found & CONTROLS) out = out.replace(CONTROL, "");
  if (found & NARROW_BLANKS) out = out.replace(NARROW_BLANK, " ");
  if (found & (NARROW_BLANKS | BLANKS)) {
    out = out
      .replace(SPACED_DIGITS, (digits) => digits.replaceAll(" ", ""))
      .replace(SPACED_FIGURE, "$1.$2")
      .replace(SPACED_PERCENT, "$1%");
  }
  // The title stands at the head.
  const head = out.slice(0, HEAD).replace(TITLE, "政府工作报告");
  return head.length === Math.min(HEAD, out.length) ? out : head + out.slice(HEAD);
}

const HEAD = 4000;
const LINE_ENDS = 1;
const FOLDS = 2;
const CONTROLS = 4;
const NARROW_BLANKS = 8;
const BLANKS = 32;

/** Which classes of characters need work: one look at each unit saves the passes that find none. */
function classesIn(text: string): number {
  let found = 0;
  for (let i = 0; i < text.length; i++) found |= CLASS[text.charCodeAt(i)]!;
  return found;
}

const CLASS = buildClasses();

function buildClasses(): Uint8Array {
  const table = new Uint8Array(65536);
  const mark = (pattern: RegExp, bit: number): void => {
    const once = new RegExp(pattern.source, pattern.flags.replace("g", ""));
    for (let unit = 0; unit < 65536; unit++) {
      if (unit < 0xd800 || unit > 0xdfff) {
        if (once.test(String.fromCharCode(unit))) table[unit]! |= bit;
      }
    }
  };
  mark(LINE_END, LINE_ENDS);
  mark(CONTROL, CONTROLS);
  mark(NARROW_BLANK, NARROW_BLANKS);
  for (let unit = 0; unit < 65536; unit++) if (IS_FOLDED[unit] === 1) table[unit]! |= FOLDS;
  table[0x20]! |= BLANKS;
  return table;
}

/**
 * Removes blanks except between two Latin letters or digits: `加快 AI 发展` → `加快AI发展`,
 * `Big Data` stays. Line ends stay.
 */
export function removeBlanks(text: string): string {
  if (!ANY_BLANK.test(text)) return text;
  return text
    .replace(/[ \u3000\u2003]+(?![\x21-\x7e])|(?<![\x21-\x7e])[ \u3000\u2003]+/g, "")
    .replace(/[\u3000\u2003 ]{2,}|[\u3000\u2003]/g, " ");
}

const ANY_BLANK = /[ \u3000\u2003]/;
