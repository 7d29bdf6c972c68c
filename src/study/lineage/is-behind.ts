import type { PatentEvidence } from "../steps/patent-evidence.js";

/**
 * Whether a patent is one of those that a measure counts: key technology or not, joint, granted,
 * cited, of one industry, received by transfer.   中文: 专利是否计入该指标
 */
export function isBehind(measure: string, e: PatentEvidence): boolean {
  if (measure.startsWith("transfer_")) return e.transferred;
  if (e.transferred) return false;
  if (measure.startsWith("coop_")) return e.joint;
  const words = measure.replace(/^ln_/, "").split("_");
  if (words[0] === "nonkey") return e.rules.length === 0;
  const flags = words[0] === "key" ? words.slice(1) : words;
  if (words[0] === "key" || /^(width|field)/.test(words[0]!)) {
    if (e.rules.length === 0) return false;
  }
  return flags.every((flag) => {
    if (flag === "joint") return e.joint;
    if (flag === "granted") return e.granted;
    if (flag === "cited") return e.cited;
    return words[0] !== "key" || e.rules.some((r) => r.industry === flag);
  });
}
