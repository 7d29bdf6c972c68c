import type { ReportedPatent } from "../store/index.js";

/** Codes under which Chinese transfers stand in legal-event data, then and now. */
const TRANSFER = /^(?:TR01|TA01|C41|C56|ASS|AS)$/;
const TO =
  /(?:patentee|applicant|owner name|new owner|assignee|变更后)(?: after)?\s*[:：]\s*([^;；]+)/i;
const AFTER = /(?:patentee|applicant|owner) after\s*[:：]\s*([^;；]+)/i;
const BEFORE =
  /(?:(?:patentee|applicant|owner) before|former owner|former patentee|assignors?|变更前)\s*[:：]\s*([^;；]+)/i;
const EFFECTIVE = /effective date(?: of registration)?\s*[:：]?\s*(\d{4}-?\d{2}-?\d{2})/i;

/**
 * The transfer that a legal event tells of, if it does and names the new owner.
 * 中文: 法律事件中的专利权转移
 *
 * Written from the wording of INPADOC: `Owner name: …; Former owner: …; Effective date: 20150108`
 * and `Patentee after: …; Patentee before: …`.
 */
export function transferOf(
  code: string,
  text: string,
  date: string | null,
): ReportedPatent["transfers"][number] | undefined {
  if (!TRANSFER.test(code) && !/\b(?:transfer|assignment) of patent|转移/i.test(text)) {
    return undefined;
  }
  const to = (AFTER.exec(text) ?? TO.exec(text))?.[1]?.trim();
  if (to === undefined || to === "") return undefined;
  const from = BEFORE.exec(text)?.[1]?.trim() ?? null;
  return { from, to, date: EFFECTIVE.exec(text)?.[1] ?? date };
}
