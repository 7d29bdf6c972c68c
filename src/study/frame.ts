import type { Notice } from "../base/index.js";
import type { IndexResult } from "../result/index.js";
import type { Panel } from "../table/index.js";
import type { Study } from "./read-study.js";
import type { JoinReport } from "./steps/join-counts.js";
import type { PatentOutcome } from "./steps/patent-step.js";
import type { TextOutcome } from "./steps/text-step.js";

/** What the sections of a study work on.   中文: 研究数据框 */
export interface StudyFrame {
  readonly study: Study;
  /** The panel with joined counts, indices and the treatment. */
  readonly panel: Panel;
  readonly indices: readonly IndexResult[];
  readonly text: TextOutcome | undefined;
  readonly patents: PatentOutcome | undefined;
  readonly joins: readonly JoinReport[];
  readonly warnings: readonly Notice[];
}
