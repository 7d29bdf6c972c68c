import { nearest } from "../base/index.js";
import { indexError } from "./errors.js";
import type { IndicatorSystem } from "./system.js";

/**
 * The system with other directions for some indicators; they lose their `as-published` mark.
 * 中文: 更改指标方向
 *
 * Errors    indices/unknown-indicator, with the nearest name.
 * @example withDirections(openSystem("nqp-24"), { 能源强度: "-" })
 */
export function withDirections(
  system: IndicatorSystem,
  directions: Readonly<Record<string, "+" | "-">>,
): IndicatorSystem {
  const names = system.indicators.map((i) => i.name);
  for (const name of Object.keys(directions)) {
    if (names.includes(name)) continue;
    throw indexError("unknown-indicator", { indicator: name, nearest: nearest(name, names) });
  }
  const indicators = system.indicators.map((indicator) => {
    const direction = directions[indicator.name];
    return direction === undefined ? indicator : { ...indicator, direction, asPublished: false };
  });
  return { ...system, indicators };
}
