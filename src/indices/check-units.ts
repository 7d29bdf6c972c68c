import type { Panel } from "../table/index.js";
import { indexError } from "./errors.js";
import type { Expression } from "./expression.js";
import type { Indicator, IndicatorSystem } from "./system.js";

/**
 * Checks that no formula adds or subtracts columns of different units, and that an indicator which
 * is a plain column declares the column's unit.   中文: 检查单位是否混用
 *
 * Units come from `columns:` of the system file, else from the panel's column labels; what has no
 * known unit is not judged, nor is anything multiplied by a number (that is how one converts).
 *
 * Errors    indices/units-mixed.
 */
export function checkUnits(system: IndicatorSystem, panel: Panel): void {
  const unitOfColumn = (name: string): string | undefined =>
    system.columnUnits[name] ?? (panel.has(name) ? panel.column(name).unit : undefined);
  for (const indicator of system.indicators) {
    const found = unitOf(indicator.expression, unitOfColumn, indicator, system);
    const plain = indicator.expression.kind === "column";
    if (plain && found !== undefined && indicator.unit !== null && indicator.unit !== found) {
      throw mixed(indicator, system, indicator.unit, found, indicator.formula);
    }
  }
}

function unitOf(
  e: Expression,
  unitOfColumn: (name: string) => string | undefined,
  indicator: Indicator,
  system: IndicatorSystem,
): string | undefined {
  const recurse = (inner: Expression) => unitOf(inner, unitOfColumn, indicator, system);
  switch (e.kind) {
    case "number":
      return undefined;
    case "column":
      return unitOfColumn(e.name);
    case "negate":
      return recurse(e.of);
    case "call": {
      const inner = recurse(e.of);
      return ["abs", "l", "f", "d"].includes(e.name) ? inner : undefined;
    }
    case "binary": {
      const left = recurse(e.left);
      const right = recurse(e.right);
      if (left === undefined || right === undefined) return undefined;
      if (e.operator === "*") return `${left}·${right}`;
      if (e.operator === "/") return left === right ? undefined : `${left}/${right}`;
      if (e.operator === "^") return undefined;
      if (left !== right) throw mixed(indicator, system, left, right, indicator.formula);
      return left;
    }
  }
}

function mixed(
  indicator: Indicator,
  system: IndicatorSystem,
  left: string,
  right: string,
  where: string,
): Error {
  return indexError("units-mixed", {
    ...(system.file === null ? {} : { file: system.file }),
    ...(indicator.line === null ? {} : { row: indicator.line }),
    indicator: indicator.name,
    left,
    right,
    where,
  });
}
