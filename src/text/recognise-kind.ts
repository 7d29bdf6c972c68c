/** What a text is that is no work report.   中文: 非报告文本的类型 */
export type TextKind = "communique" | "policy" | "text";

/** A text's kind and the title by which it is one. */
export interface RecognisedKind {
  readonly kind: TextKind;
  readonly title: string;
}

const COMMUNIQUE = /统计公报|(?:普查|调查|发展)公报/;
const POLICY_END =
  /(?:意见|通知|通告|办法|规划|方案|决定|条例|纲要|批复|规定|细则|若干(?:政策|措施)|措施|指引|指南|计划|规则|函)(?:[（(].{1,12}[）)])?$/;
const POLICY_START = /关于|印发|实施|推进|促进|加快|支持|国务院|人民政府|办公厅|委员会/;
const NUMBER =
  /[〔[（(]20\d{2}[〕\]）)]\s*第?\d{1,4}号|^(?:国发|国办发|[\u4e00-\u9fff]{1,6}[发函])[〔[]/m;
const HEAD_LINES = 15;
/** A title may go on for so many lines. */
const TITLE_LINES = 3;

/**
 * Tells statistical communiqués and policy papers by their titles or document numbers from any
 * other text.   中文: 识别统计公报与政策文件
 *
 * @example recogniseKind("国务院关于促进某某的意见\n各省：…", "").kind // "policy"
 */
export function recogniseKind(text: string, given: string): RecognisedKind {
  const lines = text
    .split("\n", HEAD_LINES)
    .map((l) => l.trim())
    .filter((l) => l !== "");
  const titles = [given.replace(/\.\w{2,5}$/, "").trim()];
  lines.forEach((_, i) => {
    for (let n = 1; n <= TITLE_LINES; n++) titles.push(lines.slice(i, i + n).join(""));
  });
  const short = titles.filter((t) => t.length >= 4 && t.length <= 90 && !/[。；]/.test(t));
  const communique = short.find((t) => COMMUNIQUE.test(t) && !/解读|答记者问/.test(t));
  if (communique !== undefined) return { kind: "communique", title: communique };
  const policy = short.find((t) => POLICY_END.test(t) && POLICY_START.test(t));
  if (policy !== undefined) return { kind: "policy", title: policy };
  const numbered = NUMBER.test(lines.join("\n"));
  return { kind: numbered ? "policy" : "text", title: given || (lines[0] ?? "").slice(0, 60) };
}
