import type { Notice } from "../../../base/index.js";
import type { DidMethod as DidCard, DidKeys, DidSample } from "../../../did/index.js";
import type { Family, RegressOptions } from "../../../regress/index.js";
import type { FigureModel, TableModel } from "../../../report/index.js";
import type { Table } from "../../../table/index.js";
import type { EstimationRequest } from "../../estimation-options.js";
import type { DidOptions } from "./did-options.js";
import type { Say } from "./did-text.js";

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

/** An option by the name commander gives it (`--balance-e` is `balanceE`). */
export type DidOptionName = Exclude<keyof DidOptions, (typeof EVERYWHERE)[number]>;

/** A method of `xinzhi did`. */
export interface DidMethod {
  /** The card it is made from, where it has one. */
  readonly card?: DidCard;
  /** The options it reads besides {@link EVERYWHERE}; any other is refused. */
  readonly takes: readonly DidOptionName[];
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

/** The clustering of methods with standard errors clustered one way. */
export const CLUSTER: readonly DidOptionName[] = ["cluster", "vcov"];

/** Options of methods with standard errors clustered one way. */
export const CLUSTERED: readonly DidOptionName[] = [...CLUSTER, "weights"];

/** Options of methods that go through the regression engine. */
export const ENGINE: readonly DidOptionName[] = [
  ...CLUSTERED,
  "lat",
  "lon",
  "cutoff",
  "lag",
  "ssc",
  "offset",
  "keepSingletons",
  "trend",
  "tolerance",
];
