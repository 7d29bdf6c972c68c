/** A line in our language. */
export interface Translated {
  readonly formula: string;
  /** Options of the command line, blank where there are none. */
  readonly options: string;
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
  const found = text.includes("~") || text.includes("～") ? ofFormula(text) : ofStata(text);
  return found === null || (found.formula === text.trim() && found.options === "") ? null : found;
}

/** A formula with words of theirs in it, perhaps with options after a comma. */
function ofFormula(text: string): Translated | null {
  const [body, ...rest] = splitOutside(text, ",");
  const own = optionsOf(rest.join(","));
  const formula = termsOf(body!.trim());
  const absorbed = own.absorb.length === 0 ? "" : ` | ${own.absorb.join(" + ")}`;
  const panel = /(^|[^\w.`])[LFDlfd]\d*\.[\p{L}_]/u.test(body!) ? "--panel UNIT,TIME" : "";
  const options = [panel, ...own.options].filter((o) => o !== "").join(" ");
  return { formula: `${formula}${absorbed}`, options };
}

function ofFixest(inside: string, family: string | undefined): Translated {
  const [formula, ...rest] = splitOutside(inside, ",");
  const own = optionsOf(rest.join(","));
  const options = [...(family === undefined ? [] : [`--family ${family}`]), ...own.options];
  return { formula: termsOf(formula!.trim()), options: options.join(" ") };
}

/** `reghdfe y x1 (d = z), absorb(a b) vce(cluster a)`. */
function ofStata(text: string): Translated | null {
  const command = COMMANDS.exec(text);
  const bare = text.slice(command?.[0].length ?? 0);
  const [body, ...rest] = splitOutside(bare, ",");
  if (command === null && rest.length === 0) return null;
  const own = optionsOf(rest.join(","));
  const iv = /\(([^=()]+)=([^()]+)\)/.exec(body!);
  const list = body!
    .replace(iv?.[0] ?? "", " ")
    .trim()
    .split(/\s+/)
    .map(termOfStata);
  const [outcome, ...terms] = list;
  if (outcome === undefined || outcome === "") return null;
  const words = (s: string) => s.trim().split(/\s+/).map(termOfStata).join(" + ");
  const parts = [`${outcome} ~ ${terms.length === 0 ? "1" : terms.join(" + ")}`];
  if (own.absorb.length > 0) parts.push(own.absorb.join(" + "));
  if (iv !== null) parts.push(`${words(iv[1]!)} ~ ${words(iv[2]!)}`);
  const family = FAMILY[command?.[1] ?? ""];
  const options = [...(family === undefined ? [] : [`--family ${family}`]), ...own.options];
  return { formula: parts.join(" | "), options: options.join(" ") };
}

interface OwnOptions {
  readonly absorb: readonly string[];
  readonly options: readonly string[];
}

function optionsOf(text: string): OwnOptions {
  const absorb: string[] = [];
  const options: string[] = [];
  const cluster = /cluster\s*=\s*~\s*([^,]+)/.exec(text);
  if (cluster !== null) {
    options.push(
      `--cluster ${cluster[1]!
        .split("+")
        .map((c) => c.trim())
        .join(",")}`,
    );
    return { absorb, options };
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
    } else if (name === "vce") options.push(words[0] === "robust" ? "--vcov hc1" : "--vcov iid");
  }
  return { absorb, options };
}

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
    .replace(/\bmvsw\(([^()]*)\)/g, (_, inside: string) => `sw0(${subsetsOf(inside).join(", ")})`)
    .replace(/\bpoly\(\s*([\p{L}\p{N}_]+)\s*,\s*(\d+)[^()]*\)/gu, (_, x: string, degree: string) =>
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
