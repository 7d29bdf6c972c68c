import type { Notice } from "../../base/index.js";
import type { FigureModel } from "../figure/chart/figure-model.js";
import type { TableModel, Wording } from "../table/table-model.js";
import type { Equation } from "./equation.js";
import type { LineageGraph } from "./lineage.js";

/** One finding of the referee check.   中文: 审稿检查的一条 */
export interface RefereeFinding {
  readonly rule: string;
  readonly status: "pass" | "warn" | "fail" | "not-run";
  readonly text: Wording;
  /** What to do about it. */
  readonly advice?: Wording;
}

/** One part of a report, in order.   中文: 报告的一部分 */
export type ReportSection =
  | { readonly kind: "heading"; readonly text: Wording; readonly level?: 1 | 2 | 3 }
  | {
      readonly kind: "text";
      readonly text: Wording;
      /** `work` for an entry of a list of references. */
      readonly look?: "text" | "work";
    }
  | {
      readonly kind: "table";
      readonly table: TableModel;
      /** `Table 3`; counted through when absent. `none` prints the title alone. */
      readonly number?: string | "none";
      readonly id?: string;
    }
  | {
      readonly kind: "figure";
      readonly figure: FigureModel;
      readonly number?: string | "none";
      readonly id?: string;
    }
  | { readonly kind: "warnings"; readonly warnings: readonly Notice[] }
  | { readonly kind: "referee"; readonly findings: readonly RefereeFinding[] }
  | {
      readonly kind: "methods";
      /** The model of the study, before what its results say of their methods. */
      readonly model?: {
        readonly intro: Wording;
        readonly equation: Equation;
        readonly where: Wording;
      };
      readonly paragraphs: readonly Wording[];
      readonly references: readonly Wording[];
    }
  | { readonly kind: "lineage"; readonly graph: LineageGraph };

/** A report before it takes a format.   中文: 报告模型 */
export interface Report {
  readonly title: Wording;
  readonly lang: "zh" | "en";
  /** Shown on top, such as 模拟数据 / simulated data. */
  readonly banner?: Wording;
  readonly sections: readonly ReportSection[];
}
