import { SourceError } from "./errors.js";
import type { FetchedPage } from "./fetcher.js";

/**
 * The JSON of an interface's answer.   中文: 解析接口返回的 JSON
 *
 * Errors    SourceError `malformed`: cut, or no JSON. The text is not shown: it may hold a key.
 */
export function parseJsonAnswer(page: FetchedPage, address: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(page.body));
  } catch {
    throw new SourceError(address, "malformed", "later", { message: "broken JSON" });
  }
}

/** A value as an object; an empty one for anything else. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** The objects of a list; none for anything else. */
export function items(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record) : [];
}

/** Text or a number as text; empty for anything else. */
export function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
}
