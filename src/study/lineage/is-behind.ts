import type { EvidenceRule, PatentEvidence } from "../stages/patent-evidence.js";

/**
 * Whether a patent is one of those that a measure counts: key technology or not, joint, granted,
 * cited, of one industry or field, received by transfer.   中文: 专利是否计入该指标
 */
export function isBehind(measure: string, e: PatentEvidence): boolean {
  if (measure.startsWith("transfer_")) return e.transferred;
  if (e.transferred) return false;
  if (measure.startsWith("coop_")) return e.joint;
  const words = measure.replace(/^ln_/, "").split("_");
  if (words[0] === "nonkey") return e.rules.length === 0;
  if (words[0] === "field") return e.rules.some((r) => isOfField(measure, r));
  const flags = words[0] === "key" ? words.slice(1) : words;
  if (words[0] === "key" || words[0]!.startsWith("width")) {
    if (e.rules.length === 0) return false;
  }
  return flags.every((flag) => {
    if (flag === "joint") return e.joint;
    if (flag === "granted") return e.granted;
    if (flag === "cited") return e.cited;
    return words[0] !== "key" || e.rules.some((r) => r.industry === flag);
  });
}

/**
 * Whether a measure of one industry or field counts by this rule.   中文: 该指标是否依此规则计数
 *
 * @example isRuleOf("key_新材料产业", rule) // rule.industry === "新材料产业"
 */
export function isRuleOf(measure: string, rule: EvidenceRule): boolean {
  return measure === `key_${rule.industry}` || isOfField(measure, rule);
}

/** Fields are named by their code, and by their industry where codes restart in each. */
function isOfField(measure: string, { industry, code }: EvidenceRule): boolean {
  return measure === `field_${code}` || measure === `field_${industry}_${code}`;
}
