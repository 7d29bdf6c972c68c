import { eventStudyJson } from "../../../did/index.js";
import { eventStudyFigure, eventStudyTable } from "../../../report/index.js";
import type { EventStudy } from "../../../result/index.js";
import type { DidAnswer } from "./did-method.js";
import { eventText, type Say } from "./did-text.js";

/** Text, JSON, table and figure of an event study.   中文: 事件研究的输出 */
export function eventAnswer(result: EventStudy, say: Say): DidAnswer {
  return {
    text: eventText(result, say),
    json: eventStudyJson(result),
    warnings: result.warnings,
    figure: eventStudyFigure(result),
    table: eventStudyTable(result),
  };
}
