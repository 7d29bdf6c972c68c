import type { IpcFault } from "./ipc-symbol.js";

/** A part of a cell that is no symbol, with the reason.   中文: 无法识别的分类号 */
export interface MalformedSymbol {
  readonly raw: string;
  readonly fault: Exclude<IpcFault, "empty">;
}

/** The symbols of a record, without repeats, in the order written.   中文: 分类号列表 */
export interface IpcList {
  readonly symbols: readonly string[];
  /** Numeric sort key of each symbol. */
  readonly keys: readonly number[];
  /** The text each symbol was read from. */
  readonly raws: readonly string[];
  readonly malformed: readonly MalformedSymbol[];
}
