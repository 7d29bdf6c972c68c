import type { Notice } from "../../base/index.js";
import type { DidKeys, DidSample } from "../../did/index.js";
import type { RegressOptions } from "../../regress/index.js";
import type { FigureModel, TableModel } from "../../report/index.js";
import type { Table } from "../../table/index.js";
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
  readonly options: DidOptions;
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

/** A method of `xinzhi did`. */
export type DidMethod = (request: DidRequest) => DidAnswer | Promise<DidAnswer>;
