import { compactCodes } from "../frame/classification.js";
import type { FrameEffect, ModelFrame } from "../frame/model-frame.js";
import type { NamedColumn } from "../frame/term-columns.js";

/**
 * The frame on the rows with `keep` = 1; effects are renumbered without empty levels.
 * 中文: 模型数据框的子样本
 */
export function subsetFrame(frame: ModelFrame, keep: Uint8Array): ModelFrame {
  const at = Int32Array.from(
    Array.from({ length: frame.n }, (_, i) => i).filter((i) => keep[i] === 1),
  );
  if (at.length === frame.n) return frame;
  const take = (x: Float64Array) => Float64Array.from(at, (i) => x[i]!);
  const column = (c: NamedColumn): NamedColumn => ({ name: c.name, values: take(c.values) });
  const effect = (e: FrameEffect): FrameEffect => {
    const { codes, size, levels } = compactCodes(e.codes, e.size, at);
    return {
      name: e.name,
      columns: e.columns,
      codes,
      size,
      label: (level) => e.label(levels[level]!),
      ...(e.slope === undefined ? {} : { slope: take(e.slope) }),
    };
  };
  return {
    ...frame,
    n: at.length,
    rows: at.map((i) => (frame.rows === null ? i : frame.rows[i]!)),
    outcome: column(frame.outcome),
    regressors: frame.regressors.map(column),
    effects: frame.effects.map(effect),
    endogenous: frame.endogenous.map(column),
    instruments: frame.instruments.map(column),
    weights: frame.weights === null ? null : take(frame.weights),
    offset: frame.offset === null ? null : take(frame.offset),
  };
}
