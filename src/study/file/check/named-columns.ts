/** A word of a study file that must be a column. */
export interface NamedColumn {
  readonly name: string;
  /** Where it stands. */
  readonly at: readonly PropertyKey[];
  readonly panel: string;
  /** A function of a formula that is called so. */
  readonly kind: "column" | "function";
}

/** A text that is a name, a term or a condition, whatever it holds. */
export interface NamingText {
  readonly text: string;
  readonly at: readonly PropertyKey[];
  readonly panel: string;
  readonly kind: "name" | "formula";
}

/** Fields that hold names of columns or terms made of them. */
const NAMES: ReadonlySet<string> = new Set([
  ...["outcome", "regressor", "regressors", "controls", "effects", "fixedEffects", "cluster"],
  ...["instruments", "endogenous", "treatment", "treated", "moderator", "moderators", "mediators"],
  ...["variables", "lat", "lon", "weights", "show", "on", "by", "values", "x", "covariates"],
]);
/** What may be a column of any panel of the study: its columns are of several. */
export const ANY = "*";
/** Fields of a section whose columns may be of several panels. */
const OF_ANY: ReadonlySet<string> = new Set(["show"]);
/** Fields that hold conditions and formulas. */
const FORMULAS: ReadonlySet<string> = new Set(["where", "keep", "formula"]);
/** Words that stand for something else than a column. */
const WORDS: ReadonlySet<string> = new Set(["all", "none", "unit", "unit-trends"]);

/**
 * The texts of an entry that name columns, each with the panel that it speaks of.
 * 中文: 条目中涉及列名的文本
 */
export function namingTexts(
  value: unknown,
  at: readonly PropertyKey[],
  panel: string,
): NamingText[] {
  if (typeof value !== "object" || value === null) return [];
  const own = Array.isArray(value) ? undefined : (value as { panel?: unknown }).panel;
  const here = typeof own === "string" ? own : panel;
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = [...at, Array.isArray(value) ? Number(key) : key];
    const field = Array.isArray(value) ? fieldOf(at) : key;
    if (typeof inner === "string") {
      if (FORMULAS.has(field)) return [{ text: inner, at: place, panel: here, kind: "formula" }];
      if (!NAMES.has(field) || WORDS.has(inner)) return [];
      const of = OF_ANY.has(field) ? ANY : here;
      return [{ text: inner, at: place, panel: of, kind: "name" }];
    }
    return namingTexts(inner, place, here);
  });
}

function fieldOf(at: readonly PropertyKey[]): string {
  return String(at.findLast((key) => typeof key === "string") ?? "");
}

/** A name that nothing but a name can be. */
const WORD = /[\p{L}_][\p{L}\p{N}\p{M}_.]*/gu;

/**
 * The columns and functions that a term or condition names; text in quotes and names in backquotes
 * or brackets that the panel has are passed over.   中文: 提取表达式中的列名与函数名
 */
export function namesIn(
  { text, at, panel, kind }: NamingText,
  known: ReadonlySet<string>,
): NamedColumn[] {
  if (known.has(text)) return [];
  let own = kind === "name" ? text.replace(/^-/, " ") : text;
  for (const name of known) {
    // A unit in brackets is part of the name: GDP（亿元）.
    if (/[^\p{L}\p{N}\p{M}_.]/u.test(name)) own = own.replaceAll(name, " ");
  }
  own = own.replace(/"[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’/g, " ").replaceAll("`", " ");
  return [...own.matchAll(WORD)].flatMap((match): NamedColumn[] => {
    const before = own[match.index - 1] ?? "";
    if (known.has(match[0])) return [];
    // The exponent of a number, such as 1e5.
    if (/[\d.]/.test(before)) return [];
    const after = own.slice(match.index + match[0].length).trimStart();
    if (/^=(?!=)/.test(after)) return [];
    const isCall = /^[(（]/.test(after);
    return [{ name: match[0], at, panel, kind: isCall ? "function" : "column" }];
  });
}
