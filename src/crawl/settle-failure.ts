import type { Frontier } from "../store/index.js";
import type { SourceError } from "./errors.js";
import { attemptsMade } from "./retry.js";

/** True where the address may not be fetched at all: it is passed over, not failed. */
export function isRefused(error: SourceError): boolean {
  return error.reason === "robots" || error.reason === "off-limits";
}

/** Keeps in the frontier why an address failed, and whether it may be tried again. */
export function settleFailure(
  frontier: Frontier,
  url: string,
  error: SourceError,
  at: { readonly run: string; readonly now: () => Date },
): void {
  frontier.settle(url, {
    state: isRefused(error) ? "skipped" : "failed",
    attempts: attemptsMade(error),
    reason: error.label,
    retry: error.retry === "never" ? "never" : "later",
    run: at.run,
    fetchedAt: at.now().toISOString(),
  });
}
