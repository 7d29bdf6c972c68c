export { checkBrackets } from "./check-brackets.js";
export { codeHash } from "./code-hash.js";
export { defineErrors, type ErrorCatalogue } from "./define-errors.js";
export { append, greatest, least } from "./extremes.js";
export { fileError } from "./file-error.js";
export { firstLine } from "./first-line.js";
export { groupBy } from "./group-by.js";
export { sha256 } from "./hash.js";
export { Interrupted, pause, throwIfInterrupted, useStopFlag } from "./interrupted.js";
export {
  beyondLimit,
  DEFAULT_LIMITS,
  LIMIT_WORDS,
  type Limits,
  limits,
  parseLimits,
  useLimits,
} from "./limits.js";
export type { Lang, Localized } from "./localized.js";
export { makeFolder } from "./make-folder.js";
export { nearest } from "./nearest.js";
export { normalQuantile } from "./normal-quantile.js";
export { type Notice, notice } from "./notice.js";
export { packageRoot } from "./package-root.js";
export { pdfjsFolder } from "./pdfjs-folder.js";
export { type Progress, silent } from "./progress.js";
export { createRng, type Rng } from "./rng.js";
export { csvCell, guardFormula, quoteCell, withoutFormulaGuard } from "./safe/csv-cell.js";
export { escapeHtml, escapeLatex, escapeMarkdown, removeControls } from "./safe/escape.js";
export { fileSlug, uniqueSlugs } from "./safe/file-slug.js";
export { type OutputFolder, openOutputFolder } from "./safe/output-folder.js";
export { terminalText } from "./safe/terminal-text.js";
export { type ErrorText, type Facts, UserError, type Where } from "./user-error.js";
export { version } from "./version.js";
export { writeAtomic } from "./write-atomic.js";
