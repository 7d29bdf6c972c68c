import type { Localized } from "../base/index.js";
import { isTypedCommand, lineFix, type Translated, translateTyped } from "../regress/index.js";

/** Commands with a formula, and the words that stand before it. */
const BEFORE_FORMULA: Readonly<Record<string, number>> = {
  regress: 1,
  did: 2,
  mediate: 1,
  moderate: 1,
  ife: 1,
  frontier: 1,
  dml: 1,
};

/** Flags of other programs, in Stata's words. */
const FLAGS: Readonly<Record<string, (value: string) => string>> = {
  "--absorb": (value) => `absorb(${value})`,
  "--a": (value) => `absorb(${value})`,
  "--fe": (value) => `absorb(${value})`,
  "--fixef": (value) => `absorb(${value})`,
  "--vce": (value) => `vce(${value.replace(/^cluster\((.*)\)$/, "cluster $1")})`,
  "--robust": () => "robust",
  "--if": (value) => `if ${value}`,
  "--weight": (value) => `[aw=${value}]`,
};

/** A word that stands by itself, such as `absorb(city)`. */
const WORD = /^(?:(?:a|absorb|vce|cluster)\(.*\)|if\s.+|r|robust)$/s;

/**
 * The whole line of ours for a command line with flags or words of Stata and fixest; null where it has
 * none.   中文: 把含 Stata、fixest 写法的命令行译成本工具的一行
 *
 * @example typedLine(["regress", "a.csv", "y ~ x", "--absorb", "city"])?.en
 * // 'Type: xinzhi regress a.csv "y ~ x | city"'
 */
export function typedLine([command = "", ...words]: readonly string[]): Localized | null {
  const before = Object.hasOwn(BEFORE_FORMULA, command) ? BEFORE_FORMULA[command] : undefined;
  if (before === undefined) return isTypedCommand(command) ? ofTheirCommand(command, words) : null;
  const formula = words[before];
  if (formula === undefined || formula.startsWith("-")) return null;
  const { own, theirs } = apart(words.slice(before + 1));
  if (theirs.length === 0) return null;
  const found = translateTyped(textOf(formula, theirs));
  if (found === null) return null;
  const options = [...own.map(quoted), found.options].filter((o) => o !== "").join(" ");
  const start = [command, ...words.slice(0, before).map(quoted)].join(" ");
  return lineFix({ ...found, options, command: start });
}

/** `reghdfe DATA "y x, absorb(city)"` or without data. */
function ofTheirCommand(command: string, words: readonly string[]): Localized | null {
  const [first = "", ...rest] = words;
  const hasData = /^[^\s~()]+\.[a-z]{3,5}$/i.test(first);
  const text = (hasData ? rest : words).join(" ");
  const line =
    /^fe/.test(command) && !text.includes("(") ? `${command}(${text})` : `${command} ${text}`;
  const found: Translated | null = translateTyped(
    text.includes("~") && !/^fe/.test(command) ? text : line,
  );
  const whole = found ?? (text.includes("~") ? { formula: text, options: "" } : null);
  if (whole === null) return null;
  return lineFix({ ...whole, command: `regress ${hasData ? quoted(first) : "DATA"}` });
}

/** Options of ours as they stand, and the words that are theirs. */
function apart(words: readonly string[]): { own: string[]; theirs: string[] } {
  const own: string[] = [];
  const theirs: string[] = [];
  let isBeforeOptions = true;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const [flag = "", inline] = word.split(/=(.*)/s);
    const translate = Object.hasOwn(FLAGS, flag) ? FLAGS[flag] : undefined;
    if (translate !== undefined) {
      const values = inline === undefined ? [] : [inline];
      const takesNone = flag === "--robust";
      while (
        !takesNone &&
        inline === undefined &&
        i + 1 < words.length &&
        !words[i + 1]!.startsWith("-")
      ) {
        values.push(words[++i]!);
      }
      theirs.push(translate(values.join(" ").replaceAll(",", " ").replaceAll(" + ", " ")));
      isBeforeOptions = false;
    } else if (!word.startsWith("-") && (isBeforeOptions || WORD.test(word))) theirs.push(word);
    else {
      own.push(word);
      isBeforeOptions = false;
    }
  }
  return { own, theirs };
}

/** The formula, or the list of variables, with the words after it. */
function textOf(formula: string, theirs: readonly string[]): string {
  if (/[~～]/.test(formula)) return `${formula}, ${theirs.join(" ")}`;
  const at = theirs.findIndex((word) => WORD.test(word) || /[(,]/.test(word));
  const list = at < 0 ? theirs : theirs.slice(0, at);
  const [last = ""] = at < 0 ? [""] : theirs.slice(at, at + 1);
  const isCondition = /^if\s/.test(last);
  const variables = [formula, ...list].join(" ");
  if (at < 0) return `${variables},`;
  return `${variables}${isCondition ? ` ${last}` : ""}, ${theirs.slice(isCondition ? at + 1 : at).join(" ")}`;
}

function quoted(word: string): string {
  return /^[\p{L}\p{N}_./,:=+-]+$/u.test(word) ? word : `"${word}"`;
}
