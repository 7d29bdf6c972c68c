import { greatest, type Lang } from "../../base/index.js";
import type { Wording } from "../table/table-model.js";
import { inLang } from "../table/wording.js";

/** Authors that a Chinese list names before "et al". */
const NAMED = 3;

/**
 * A work as a list of references prints it: in English as APA has it, in Chinese by GB/T 7714—2015,
 * author and year first, as texts cite them.   中文: 参考文献著录（中文报告按 GB/T 7714—2015 著者-出版年制）
 *
 * A work that is given in both languages is printed as it is given.
 *
 * @example
 * referenceText("Bai, J. (2009). Panel data models with interactive fixed effects. Econometrica, 77(4), 1229–1279.", "zh")
 * // "BAI J, 2009. Panel data models with interactive fixed effects[J]. Econometrica, 77(4): 1229-1279."
 */
export function referenceText(work: Wording, lang: Lang): string {
  if (lang === "en" || typeof work !== "string") return inLang(work, lang);
  const parts = /^(.+?) \((\d{4})\)\. (.+)\.$/.exec(work);
  if (parts === null) return work;
  const [, authors, year, rest] = parts;
  const cut = greatest([". ", "? ", "! "].map((end) => rest!.lastIndexOf(end)));
  if (cut < 0) return work;
  const title = rest!.slice(0, cut + 1).replace(/\.$/, "");
  const source = rest!.slice(cut + 2);
  const type = /^arXiv:/.test(source) ? "EB/OL" : "J";
  return `${authorsOf(authors!)}, ${year}. ${title}[${type}]. ${placeOf(source)}.`;
}

/** `Roth, J., & Sant'Anna, P. H. C.` is `ROTH J, SANT'ANNA P H C`. */
function authorsOf(text: string): string {
  const words = text.replace(/,? & /, ", ").split(", ");
  const names: string[] = [];
  let isMore = false;
  for (const word of words) {
    if (word === "et al.") isMore = true;
    else if (/^(?:\p{Lu}\.[ -]?)+$/u.test(word) && names.length > 0) {
      names.push(`${names.pop()} ${word.replace(/\./g, "")}`);
    } else names.push(word.toUpperCase());
  }
  const shown = names.slice(0, NAMED);
  return [...shown, ...(isMore || names.length > NAMED ? ["et al"] : [])].join(", ");
}

/** `Econometrica, 77(4), 1229–1279` is `Econometrica, 77(4): 1229-1279`. */
function placeOf(source: string): string {
  const parts = /^(.+), (\d+(?:\([^)]+\))?), (\S+)$/.exec(source);
  if (parts === null) return source;
  return `${parts[1]}, ${parts[2]}: ${parts[3]!.replace("–", "-")}`;
}
