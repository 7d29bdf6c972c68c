import type { ReportLine } from "./report-lines.js";

/** Line numbers of the report proper: `lines.slice(start, end)`. */
export interface ReportBounds {
  readonly start: number;
  readonly end: number;
  /** First line of glossaries and lists behind the report; `end` when there are none. */
  readonly appendixEnd: number;
  /** How the beginning was found. */
  readonly opening: "address" | "formula" | "first-paragraph";
  readonly closing: boolean;
}

const ADDRESS =
  /(?:各位(?:代表|委员|领导|同志)|同志们|代表们)(?:、(?:各位|同志)[^，：！]{0,8})?[：:，,！!]?$/;
const ADDRESS_START = /^(?:尊敬的)?(?:各位(?:代表|委员|领导)|同志们|代表们)[：:，,！!、]/;
const FORMULA =
  /我(?:们)?(?:谨|现|向大会)?(?:代表|受)[^。]{2,40}?(?:向|作|报告|提出|提请)[^。]{0,60}/;
const MANDATE = /报告|工作/;
const HEAD_LINES = 80;

const STRONG_FURNITURE =
  /^(?:相关(?:报道|文档|阅读|链接|新闻|附件|稿件)|扫一扫|分享(?:到|：|:|$)|打印本?页?$|打印$|关闭(?:窗口|本页)?$|收藏$|责任编辑|责编|编辑[：:]|校对[：:]|返回顶部|Publicdomain|Public domain|版权所有|网站地图|联系我们|》》|点击图片|上一[篇条页]|下一[篇条页]|【?(?:打印|关闭|收藏)】|字库未存字注释|本作品是|此作品|本作品在|主办[：:]|承办[：:]|网站标识码|[0-9a-f]{32}[：:]?$)/i;
const SOURCE_TAIL = /^[（(](?:来源|新华社|据|《人民日报》|原载)[^）)]{0,40}[）)]$/;
const APPENDIX =
  /^(?:附(?:件|录|表)?\s*[：:]?\s*[一二三四五六七八九十\d]{0,2}(?:$|[、：:].{0,60}$|\s?(?:名词|名词解释).{0,10}$|.{0,30}(?:解释|清单|实事|注释|名单|任务)$)|.{0,20}(?:名词|名词术语|用语|术语|词语|有关词汇)(?:解释|注释|说明|注解)[：:）)]?$|注释[：:]?$|附?注[：:]?$)/;
const WEAK_APPENDIX =
  /^(?:.{0,30}(?:实事|实事项目|重点任务|任务清单|项目清单|责任清单|任务分工|注释|解释|说明)(?:.{0,6})$|[（(]?[1１①][）)、.．]?[“"《]?[^。]{1,40}[：:])/;
const SECTION = /^[（(]?[一二三四五六七八九十]{1,3}[、）)]/;
const CLOSING =
  /(?:让我们|我们要|我们一定|团结在|全国各族人民|奋斗|奋进|前进)[^\n]*(?:奋斗|贡献|努力|前进|篇章|辉煌|胜利|目标|局面|未来|事业|万岁|实景|明天|梦想|幸福|荣光|复兴|征程|进军|迈进|起来|家园|力量|成绩|周年|发展|幸福生活)[^\n。！!]{0,24}[！!。]?[”"]?$/;

/**
 * Finds where the report begins and ends among portal buttons, captions, glossaries and lists.
 * 中文: 报告正文边界
 *
 * Beginning: the address (各位代表：) with the formula 我代表……报告工作; where the opening stands
 * twice, the one that more text follows. End: the first mark of a glossary, an annex or page
 * furniture behind the closing call (让我们……奋斗); unmistakable furniture counts without one.
 */
export function reportBounds(lines: readonly ReportLine[]): ReportBounds {
  const openings = findOpenings(lines);
  const best = longestSegment(lines, openings);
  const start = best?.at ?? firstParagraph(lines);
  const limit = best?.until ?? lines.length;
  const tail = findEnd(lines, start, limit);
  return { ...tail, start, opening: best?.kind ?? "first-paragraph" };
}

interface Opening {
  readonly at: number;
  readonly kind: "address" | "formula";
}

function findOpenings(lines: readonly ReportLine[]): Opening[] {
  const found: Opening[] = [];
  for (let i = 0; i < lines.length; i++) {
    const text = lines[i]!.text;
    if (!FORMULA.test(text.slice(0, 200)) || !MANDATE.test(text)) continue;
    if (!isOpeningFormula(text)) continue;
    let at = i;
    for (let back = 1; back <= 2 && i - back >= 0; back++) {
      const above = lines[i - back]!.text;
      if (above.length < 400 && (ADDRESS.test(above) || ADDRESS_START.test(above))) at = i - back;
    }
    if (ADDRESS_START.test(text)) at = i;
    found.push({ at, kind: at === i && !ADDRESS_START.test(text) ? "formula" : "address" });
  }
  if (found.length > 0) return found;
  const address = lines.findIndex(
    (l, i) => i < HEAD_LINES && (ADDRESS_START.test(l.text) || ADDRESS.test(l.text)),
  );
  return address < 0 ? [] : [{ at: address, kind: "address" }];
}

/** The sentence that gives the report to the assembly, not any "我代表…" of the body. */
function isOpeningFormula(text: string): boolean {
  return /(?:审议|审查|审批|报告|意见)/.test(text) &&
    /我(?:谨|现)?(?:代表|受)[^。]{0,60}(?:报告|工作)/.test(text)
    ? /审议|审查|讨论|作[^。]{0,12}报告|报告(?:政府|工作|过去|本届)|提出|意见/.test(text)
    : false;
}

function longestSegment(
  lines: readonly ReportLine[],
  openings: readonly Opening[],
): (Opening & { until: number }) | undefined {
  let best: (Opening & { until: number }) | undefined;
  let bestLength = -1;
  openings.forEach((opening, k) => {
    const until = openings[k + 1]?.at ?? lines.length;
    let length = 0;
    for (let i = opening.at; i < until; i++) length += lines[i]!.text.length;
    if (length > bestLength) {
      bestLength = length;
      best = { ...opening, until };
    }
  });
  return best;
}

/** Without an opening: the first line of running text. */
function firstParagraph(lines: readonly ReportLine[]): number {
  const at = lines.findIndex((l) => /[。；]$/.test(l.text) || /.{20}，.{10}/.test(l.text));
  return at < 0 || at > HEAD_LINES ? 0 : at;
}

function findEnd(
  lines: readonly ReportLine[],
  start: number,
  limit: number,
): { end: number; appendixEnd: number; closing: boolean } {
  let total = 0;
  for (let i = start; i < limit; i++) total += lines[i]!.text.length;
  const lastAddress = lastAddressLine(lines, start, limit);
  let seen = 0;
  let closed = -1;
  let end = limit;
  for (let i = start; i < limit; i++) {
    const text = lines[i]!.text;
    if (seen > 0.3 * total && isTailMark(text, i > lastAddress, closed >= 0)) {
      end = i;
      break;
    }
    if (seen > 0.3 * total && CLOSING.test(text)) closed = i;
    seen += text.length;
  }
  let appendixEnd = end;
  for (let i = end; i < limit; i++) {
    if (isFurniture(lines[i]!.text)) break;
    appendixEnd = i + 1;
  }
  return { end, appendixEnd, closing: closed >= 0 };
}

/** Glossaries and lists stand behind the last address; page furniture may come anywhere. */
function isTailMark(text: string, behindAddress: boolean, closed: boolean): boolean {
  if (text.length > 160) return false;
  if (isFurniture(text)) return true;
  if (!behindAddress || SECTION.test(text)) return false;
  return APPENDIX.test(text) || (closed && WEAK_APPENDIX.test(text));
}

function lastAddressLine(lines: readonly ReportLine[], start: number, limit: number): number {
  for (let i = limit - 1; i >= start; i--) if (/各位(?:代表|委员)/.test(lines[i]!.text)) return i;
  return -1;
}

function isFurniture(text: string): boolean {
  return STRONG_FURNITURE.test(text) || SOURCE_TAIL.test(text);
}
