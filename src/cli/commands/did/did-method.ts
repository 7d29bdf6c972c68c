import type { Notice } from "../../../base/index.js";
import type { DidAnalysis, DidMethod as DidCard, DidKeys, DidSample } from "../../../did/index.js";
import type { Family, RegressOptions } from "../../../regress/index.js";
import type { FigureModel, TableModel } from "../../../report/index.js";
import type { Takes } from "../../../result/index.js";
import type { Table } from "../../../table/index.js";
import type { EstimationRequest, RawEstimationOptions } from "../../estimation-options.js";
import type { RawTableOptions } from "../../table-options.js";
import type { Say } from "./did-text.js";

/** Options of `xinzhi did`, as commander collects them. */
export interface DidOptions extends RawEstimationOptions, RawTableOptions {
  readonly unit: string;
  readonly time: string;
  readonly first?: string;
  readonly treatment?: string;
  readonly empty?: "never" | "excluded";
}

/** What a method gets. */
export interface DidRequest {
  readonly table: Table;
  readonly formula: string;
  readonly keys: DidKeys;
  /** The sample; throws where the variance asked for is not one the method has. */
  readonly sample: () => DidSample;
  readonly regress: RegressOptions;
  readonly family: Family;
  readonly wild: EstimationRequest["wild"];
  readonly options: DidOptions;
  /** Names of the options that were written on the command line. */
  readonly given: ReadonlySet<string>;
  /** The method's own options, by the names of its card. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What of the result is to be written, by the names of its card. */
  readonly output: Readonly<Record<string, unknown>>;
  readonly say: Say;
}

/** What a method gives back: text, JSON, and what `-o` writes. */
export interface DidAnswer {
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Notice[];
  readonly table?: TableModel;
  readonly figure?: FigureModel;
  readonly seed?: number;
}

/** A shared option by the name commander gives it (`--keep-singletons` is `keepSingletons`). */
export type DidOptionName = Exclude<keyof DidOptions, (typeof EVERYWHERE)[number]>;

/** What is printed and written of a result, by the kind of its shape. */
export type DidView<R> = (result: R, request: DidRequest) => DidAnswer;

/** A method of `xinzhi did`. */
export interface DidMethod {
  /** The card it is made from. */
  readonly card: DidCard | DidAnalysis;
  /** The options it reads besides {@link EVERYWHERE}; any other is refused. */
  readonly takes: readonly string[];
  readonly run: (request: DidRequest) => DidAnswer | Promise<DidAnswer>;
}

/** Options that every method takes: they say what the data are and where results go. */
export const EVERYWHERE = [
  "unit",
  "time",
  "first",
  "treatment",
  "empty",
  "panel",
  "where",
  "output",
  "threads",
  "title",
  "label",
  "digits",
  "parentheses",
  "stars",
] as const satisfies readonly (keyof DidOptions)[];

const CLUSTER: readonly DidOptionName[] = ["cluster", "vcov"];
const VARIANCE: readonly DidOptionName[] = ["lat", "lon", "cutoff", "lag"];

/** The shared estimation options behind each word of a card.   中文: 卡片用语对应的共用选项 */
export const SHARED: Readonly<Record<Takes, readonly DidOptionName[]>> = {
  cluster: CLUSTER,
  weights: ["weights"],
  variance: VARIANCE,
  engine: [
    ...CLUSTER,
    "weights",
    ...VARIANCE,
    "ssc",
    "offset",
    "keepSingletons",
    "trend",
    "tolerance",
  ],
  wild: ["wild", "draws", "seed"],
  family: ["family"],
  level: ["level"],
};
