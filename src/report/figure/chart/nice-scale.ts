/** Ends and step of an axis. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Digits after the point that tell ticks apart. */
  readonly digits: number;
}

/**
 * Round ends and steps (1, 2, 5 × a power of ten) around the data.   中文: 坐标刻度
 *
 * @example niceScale([-0.013, 0.052]) // { min: -0.02, max: 0.06, step: 0.01, digits: 2 }
 */
export function niceScale(values: readonly number[], kind: "auto" | "integers" = "auto"): Scale {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const v of values) {
    if (!Number.isFinite(v)) continue;
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  if (low > high) [low, high] = [0, 1];
  if (kind === "integers") return integerScale(Math.round(low), Math.round(high));
  if (low === high) {
    const room = low === 0 ? 1 : Math.abs(low) * 0.1;
    [low, high] = [low - room, high + room];
  }
  const step = roundStep((high - low) / 5);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const tidy = (v: number) => Number(v.toFixed(digits + 2));
  return {
    min: tidy(Math.floor(low / step + 1e-9) * step),
    max: tidy(Math.ceil(high / step - 1e-9) * step),
    step: tidy(step),
    digits,
  };
}

function integerScale(low: number, high: number): Scale {
  const span = Math.max(1, high - low);
  const step = span <= 16 ? 1 : Math.max(1, roundStep(span / 8));
  return { min: low, max: Math.max(high, low + 1), step, digits: 0 };
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const ratio = rough / power;
  const factor = ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10;
  return factor * power;
}
