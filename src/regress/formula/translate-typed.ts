import type { Localized } from "../../base/index.js";

/** A line in our language. */
export interface Translated {
  readonly formula: string;
  /** Options of the command line, blank where there are none. */
  readonly options: string;
  /** The command and its data where it is not `regress DATA`. */
  readonly command?: string;
  /** Where ours is not the same model. */
  readonly note?: Localized;
  /** Words that have no counterpart here. */
  readonly unread?: readonly string[];
}

const FAMILY: Readonly<Record<string, string>> = {
  ppmlhdfe: "poisson",
  poisson: "poisson",
  xtpoisson: "poisson",
  fepois: "poisson",
  nbreg: "negbin",
  fenegbin: "negbin",
  logit: "logit",
  probit: "probit",
};
const COMMANDS =
  /^\s*(reghdfe|ivreghdfe|ivreg2|ivregress\s+2sls|areg|xtreg|xtivreg|regress|reg|ppmlhdfe|poisson|xtpoisson|nbreg|logit|probit)\s+/;
const R_CALL = /^\s*(feols|fepois|fenegbin|feglm)\s*\((.*)\)\s*$/s;
const OPTION = /([a-z0-9]+)\s*(?:\(([^()]*)\))?/gi;

/**
 * The line of our language for one of Stata's or fixest's; null where nothing in it is theirs.
 * 中文: 把 Stata、fixest 的写法译成本语言
 *
 * A suggestion for a message: nothing is estimated from it.
 * @example translateTyped("reghdfe y x, absorb(city)")!.formula // "y ~ x | city"
 */
export function translateTyped(text: string): Translated | null {
  const call = R_CALL.exec(text);
  if (call !== null) return ofFixest(call[2]!, FAMILY[call[1]!]);
  const found =
    ofSunab(text) ?? (text.includes("~") || text.includes("～") ? ofFormula(text) : ofStata(text));
  if (found === null || (found.formula === text.trim() && found.options === "")) return null;
  return SPLINE.test(text) ? { ...found, note: POLYNOMIAL } : found;
}

/** Whether a word is the name of a command of Stata or a function of fixest that is translated here. */
export function isTypedCommand(word: string): boolean {
  return COMMANDS.test(`${word} `) || /^(feols|fepois|fenegbin|feglm)$/.test(word);
}

/** `sunab(g, year)` of fixest: an estimator of `did` here. */
function ofSunab(text: string): Translated | null {
  const found = /\bsunab\(\s*([\p{L}\p{N}_]+)\s*,\s*([\p{L}\p{N}_]+)[^()]*\)/u.exec(text);
  if (found === null) return null;
  const rest = ofFormula(text.replace(found[0], "1"));
  if (rest === null) return null;
  const [, first, time] = found;
  const [model = "", effects = ""] = splitOutside(rest.formula, "|").map((p) => p.trim());
  const unit = effects
    .split("+")
    .map((e) => e.trim())
    .find((e) => e !== time && e !== "");
  return {
    ...rest,
    formula: model.replace(/(~\s*)1 \+ /, "$1").replace(/ \+ 1\b/, ""),
    options: [`--unit ${unit ?? "UNIT"} --time ${time} --first ${first}`, rest.options]
      .filter((o) => o !== "")
      .join(" "),
    command: "did sunab DATA",
  };
}

const SPLINE = /\b[bn]s\(/;
const POLYNOMIAL: Localized = {
  en: "a polynomial: splines are not made here",
  zh: "多项式：此处不构造样条",
};

/** A formula with words of theirs in it, perhaps with options after a comma. */
function ofFormula(text: string): Translated | null {
  const [body, ...rest] = splitOutside(text, ",");
  const own = optionsOf(rest.join(","));
  const formula = termsOf(body!.trim());
  const mark = splitOutside(formula, "|").length > 1 ? "+" : "|";
  const absorbed = own.absorb.length === 0 ? "" : ` ${mark} ${own.absorb.join(" + ")}`;
  const panel = /(^|[^\w.`])(?:[LFDlfd]\d*|L\(\d+\/\d+\))\.[\p{L}_]|\b(?:lag|lead)\(/u.test(body!)
    ? "--panel UNIT,TIME"
    : "";
  const options = [panel, ...own.options].filter((o) => o !== "").join(" ");
  return { formula: `${formula}${absorbed}`, options, ...unreadOf(own) };
}

function ofFixest(inside: string, family: string | undefined): Translated {
  const [formula, ...rest] = splitOutside(inside, ",");
  const own = optionsOf(rest.join(","));
  const options = [...(family === undefined ? [] : [`--family ${family}`]), ...own.options];
  return { formula: termsOf(formula!.trim()), options: options.join(" ") };
}

function unreadOf({ unread }: OwnOptions): Pick<Translated, "unread"> {
  return unread.length === 0 ? {} : { unread };
}

/** `reghdfe y x1 (d = z), absorb(a b) vce(cluster a)`. */
function ofStata(text: string): Translated | null {
  const command = COMMANDS.exec(text);
  const bare = text.slice(command?.[0].length ?? 0);
  const [whole, ...rest] = splitOutside(bare, ",");
  if (command === null && rest.length === 0 && !VARIABLES.test(whole!.trim())) return null;
  // A condition and weights stand before the comma.
  const [, body, before] = /^(.*?)(\s+(?:if\s|\[).*)?$/s.exec(whole!)!;
  const own = optionsOf(`${before ?? ""} ${rest.join(",")}`);
  const iv = /\(([^=()]+)=([^()]+)\)/.exec(body!);
  const list = body!
    .replace(iv?.[0] ?? "", " ")
    .trim()
    .split(/\s+/)
    .map((word) => termsOf(word));
  const [outcome, ...terms] = list;
  if (outcome === undefined || outcome === "") return null;
  const words = (s: string) => s.trim().split(/\s+/).map(termOfStata).join(" + ");
  const parts = [`${outcome} ~ ${terms.length === 0 ? "1" : terms.join(" + ")}`];
  if (own.absorb.length > 0) parts.push(own.absorb.join(" + "));
  if (iv !== null) parts.push(`${words(iv[1]!)} ~ ${words(iv[2]!)}`);
  const family = FAMILY[command?.[1] ?? ""];
  const options = [...(family === undefined ? [] : [`--family ${family}`]), ...own.options];
  return { formula: parts.join(" | "), options: options.join(" "), ...unreadOf(own) };
}

interface OwnOptions {
  readonly absorb: readonly string[];
  readonly options: readonly string[];
  readonly unread: readonly string[];
}

/** A list of variables, without `~`. */
const VARIABLES = /^[\p{L}\p{N}_.#]+(?:\s+[\p{L}\p{N}_.#]+)+(?:\s+(?:if\s|\[).*)?$/su;
const CONDITION =
  /(?:^|\s)if\s+(.+?)(?=\s+(?:a|absorb|vce|cluster|r|robust)\b(?!\s*[=<>!])|\s*\[|$)/s;
const WEIGHT = /\[\s*[apfi]?w(?:eight)?\s*=\s*([\p{L}\p{N}_]+)\s*\]/u;

function optionsOf(all: string): OwnOptions {
  const absorb: string[] = [];
  const options: string[] = [];
  const unread: string[] = [];
  const condition = CONDITION.exec(all);
  if (condition !== null) options.push(`--where "${condition[1]!.trim()}"`);
  const weight = WEIGHT.exec(all);
  if (weight !== null) options.push(`--weights ${weight[1]}`);
  const text = all.replace(condition?.[0] ?? "", " ").replace(weight?.[0] ?? "", " ");
  const cluster = /cluster\s*=\s*~\s*([^,]+)/.exec(text);
  if (cluster !== null) {
    options.push(
      `--cluster ${cluster[1]!
        .split("+")
        .map((c) => c.trim())
        .join(",")}`,
    );
    return { absorb, options, unread };
  }
  for (const [, name, inside = ""] of text.matchAll(OPTION)) {
    const words = inside
      .trim()
      .split(/[\s]+/)
      .filter((w) => w !== "");
    if (name === "absorb" || name === "a") for (const w of words) absorb.push(effectOfStata(w));
    else if (name === "cluster") options.push(`--cluster ${words.join(",")}`);
    else if (name === "robust" || name === "r") options.push("--vcov hc1");
    else if (name === "vce" && words[0] === "cluster") {
      options.push(`--cluster ${words.slice(1).map(effectOfStata).join(",")}`);
    } else if (name === "vce") options.push(VCE[words[0]!] ?? "--vcov iid");
    else unread.push(inside === "" ? name! : `${name}(${inside})`);
  }
  return { absorb, options, unread };
}

const VCE: Readonly<Record<string, string>> = {
  robust: "--vcov hc1",
  r: "--vcov hc1",
  hc2: "--vcov hc2",
  hc3: "--vcov hc3",
  unadjusted: "--vcov iid",
  ols: "--vcov iid",
};

/** `i.year#i.prov` as an effect. */
function effectOfStata(word: string): string {
  return word.replace(/\bi\./g, "").replaceAll("#", "^");
}

const WORD =
  /(?<![\p{L}\p{N}_.`])(?:[\p{L}_][\p{L}\p{N}_]*\.)?[\p{L}_][\p{L}\p{N}_]*(?:##?(?:[\p{L}_][\p{L}\p{N}_]*\.)?[\p{L}_][\p{L}\p{N}_]*)*/gu;

/** Every word of a formula that is Stata's, in our spelling. */
function termsOf(text: string): string {
  return text
    .replace(
      /\bi\(\s*([\p{L}\p{N}_]+)\s*,\s*i\.([\p{L}\p{N}_]+)\s*(,[^()]*)?\)/gu,
      (_, a, b, ref) => `i(${a}${ref ?? ""}):i(${b}) + i(${b})`,
    )
    .replace(/\bL\((\d+)\/(\d+)\)\.([\p{L}_][\p{L}\p{N}_]*)/gu, "l($3, $1:$2)")
    .replace(/\b(lag|lead)\(\s*([\p{L}\p{N}_]+)\s*(?:,\s*(\d+)\s*)?\)/gu, (_, way, x, k = "1") =>
      way === "lag" ? `l(${x}, ${k})` : `f(${x}, ${k})`,
    )
    .replace(/\bas\.factor\(/g, "factor(")
    .replace(/\bmvsw\(([^()]*)\)/g, (_, inside: string) => `sw0(${subsetsOf(inside).join(", ")})`)
    .replace(
      /\b(?:poly|[bn]s)\(\s*([\p{L}\p{N}_]+)\s*,\s*(?:df\s*=\s*)?(\d+)[^()]*\)/gu,
      (_, x: string, degree: string) =>
        Array.from({ length: Number(degree) }, (_v, k) => (k === 0 ? x : `I(${x}^${k + 1})`)).join(
          " + ",
        ),
    )
    .replace(WORD, (word) => (/[.#]/.test(word) ? termOfStata(word) : word));
}

/** Every combination of the terms, small ones first. */
function subsetsOf(inside: string): string[] {
  const terms = inside.split(",").map((t) => t.trim());
  const sets = Array.from({ length: 2 ** terms.length - 1 }, (_, s) =>
    terms.filter((_t, j) => (((s + 1) >> j) & 1) === 1),
  );
  return sets.sort((a, b) => a.length - b.length).map((s) => s.join(" + "));
}

/** `c.x#i.z`, `L2.x`, `i.year`, `x##z`. */
function termOfStata(word: string): string {
  if (word.includes("##")) return word.split("##").map(plainFactor).join("*");
  if (word.includes("#")) {
    const [a, b, ...more] = word.split("#");
    const factors = [a!, b!];
    const level = factors.find(isLevel);
    const number = factors.find((f) => /^c\./.test(f));
    if (more.length === 0 && level !== undefined && number !== undefined) {
      return `i(${level.replace(/^i\w*\./, "")}, ${number.replace(/^c\./, "")})`;
    }
    return [...factors, ...more].map(plainFactor).join(":");
  }
  return plainFactor(word);
}

const isLevel = (factor: string) => /^(i|ib\d+)\./.test(factor);

function plainFactor(factor: string): string {
  const [, prefix = "", name = factor] = /^([A-Za-z]+\d*)\.(.+)$/.exec(factor) ?? [];
  const shift = /^([LFDlfd])(\d*)$/.exec(prefix);
  if (shift !== null) return `${shift[1]!.toLowerCase()}(${name}, ${shift[2] || 1})`;
  const base = /^ib(\d+)$/.exec(prefix);
  if (base !== null) return `i(${name}, ref = ${base[1]})`;
  if (prefix === "i") return `i(${name})`;
  return prefix === "c" ? name : factor;
}

/** Pieces between marks that stand outside of brackets. */
function splitOutside(text: string, mark: string): string[] {
  const out = [""];
  let depth = 0;
  for (const char of text) {
    if (char === "(" || char === "[") depth++;
    else if (char === ")" || char === "]") depth--;
    if (char === mark && depth === 0) out.push("");
    else out[out.length - 1] += char;
  }
  return out;
}
