import type { CleanedReport } from "./clean-report.js";

/** Whether a text is a government work report. */
export type Recognition =
  | { readonly state: "report" }
  | { readonly state: "not-a-report"; readonly reason: string };

const FORMULA = /我(?:们)?(?:谨|现)?(?:代表|受)[^。]{0,60}(?:报告|工作)/;
const RESOLUTION =
  /(?:会议|大会)(?:经过|审议|听取|决定|同意|批准|充分|高度|号召)[^。]{0,80}|听取和审议了|决议如下/;
const MIN_CHARACTERS = 3000;

/**
 * Tells a work report from a resolution about one, a news item or any other text.
 * 中文: 判断是否政府工作报告
 *
 * A report has the opening formula (我代表……报告工作). Without one (a summary, a cut text) a title
 * or file name that says so is believed for a long text, unless it reads like a resolution.
 */
export function recogniseReport(
  cleaned: CleanedReport,
  names: { readonly title: string; readonly fileName: string },
): Recognition {
  const opening = cleaned.text.slice(0, 1500);
  if (cleaned.opening !== "first-paragraph" && FORMULA.test(opening)) return { state: "report" };
  const headings = [...cleaned.head, names.title, opening.slice(0, 300)].join("\n");
  if (/决议|决定/.test(headings) && RESOLUTION.test(opening)) {
    return {
      state: "not-a-report",
      reason: "a resolution about a work report, not the report itself",
    };
  }
  const long = cleaned.text.length >= MIN_CHARACTERS;
  const named =
    /政府工作报告/.test(`${names.title}\n${cleaned.head.join("\n")}\n${opening.slice(0, 200)}`) ||
    /工作报告|^(?:CN|\d{6})[_-]?(?:19|20)\d{2}/.test(names.fileName);
  if (named && long && cleaned.closing) return { state: "report" };
  if (cleaned.opening === "address" && long) return { state: "report" };
  return {
    state: "not-a-report",
    reason: "not a government work report: no opening words (我代表……报告工作) were found",
  };
}
