import { charsetOf, declaredCharset, decode } from "../bytes/index.js";
import type { FetchedPage } from "./fetcher.js";

/** The text of a page: charset from the header, the page itself, or its bytes, in that order. */
export function decodePage(page: FetchedPage): string {
  const header = /charset\s*=\s*"?([\w-]+)/i.exec(page.headers["content-type"] ?? "")?.[1];
  // A header is often the server's default and wrong: it counts only if the page agrees or is mute.
  const own = declaredCharset(page.body);
  const declared = own ?? (header !== undefined && charsetOf(header) ? header : undefined);
  return decode(page.body, { file: page.url, declared }).text;
}

/** True for JSON by its type or its first character. */
export function looksLikeJson(page: FetchedPage, text: string): boolean {
  return /json/i.test(page.headers["content-type"] ?? "") || /^\s*[[{]/.test(text);
}
