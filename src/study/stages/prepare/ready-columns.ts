import type { Notice } from "../../../base/index.js";
import {
  advancement,
  agglomeration,
  couplingCoordination,
  type Derived,
  economicSensitivity,
  frontierTfp,
  herfindahlBy,
  locationQuotient,
  perpetualInventory,
  rationalisation,
  resilience,
  shiftShare,
  tertiaryToSecondary,
} from "../../../indices/index.js";
import { type Column, numberColumn, type Panel } from "../../../table/index.js";
import type { ReadyOperation } from "../../file/schema/prepare-schema.js";

/** The columns of a ready-made indicator.   中文: 现成指标 */
export function readyColumns(
  panel: Panel,
  o: ReadyOperation,
): { readonly columns: readonly Column[]; readonly warnings: readonly Notice[] } {
  const meta = {
    lineage: `ready:${o.ready}`,
    ...(o.label === undefined ? {} : { label: o.label.en }),
  };
  if (o.ready === "coupling") {
    const levels = o.systems.map((name) => panel.number(name));
    const found =
      o.shares === undefined
        ? couplingCoordination(levels)
        : couplingCoordination(levels, o.shares);
    const { C, T, D } = found;
    return {
      columns: [
        numberColumn(o.name, D, meta),
        numberColumn(`${o.name}_C`, C, meta),
        numberColumn(`${o.name}_T`, T, meta),
      ],
      warnings: found.warnings,
    };
  }
  if (o.ready === "frontier-tfp") {
    const { output, inputs, scale, form, time, distribution, trend } = o;
    const found = frontierTfp(panel, { output, inputs, scale, form, time, distribution, trend });
    const values = o.value === "tfp" ? found.tfp : found.efficiency;
    return { columns: [numberColumn(o.name, values, meta)], warnings: found.warnings };
  }
  const found = derivedOf(panel, o);
  return { columns: [numberColumn(o.name, found.values, meta)], warnings: found.warnings };
}

function derivedOf(
  panel: Panel,
  o: Exclude<ReadyOperation, { ready: "coupling" | "frontier-tfp" }>,
): Derived {
  switch (o.ready) {
    case "resilience":
      return resilience(panel, o.column, { base: o.base, form: o.form });
    case "sensitivity":
      return economicSensitivity(panel, o.column, {
        national: o.national === "sum" ? "sum" : { column: o.national },
        form: o.form,
      });
    case "location-quotient":
      return locationQuotient(panel, o.column, o.total);
    case "agglomeration":
      return agglomeration(panel, o.column, o.area);
    case "perpetual-inventory":
      return perpetualInventory(panel, o.column, {
        depreciation: o.depreciation,
        ...(o.deflator === undefined ? {} : { deflator: o.deflator }),
        ...(o.growth === undefined ? {} : { growth: o.growth }),
      });
    case "advancement":
      return advancement(panel, o, o.base);
    case "rationalisation":
      return rationalisation(panel, o)[o.form];
    case "tertiary-to-secondary":
      return tertiaryToSecondary(panel, o.tertiary, o.secondary);
    case "herfindahl":
      return herfindahlBy(panel, o.column, o.by);
    case "shift-share":
      return shiftShare(panel, { shares: o.shares, shocks: o.shocks, base: o.base });
  }
}
