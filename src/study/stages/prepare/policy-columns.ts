import type { Notice } from "../../../base/index.js";
import { nearest } from "../../../base/index.js";
import { applyPolicies, type PolicyList } from "../../../policy/index.js";
import type { Regions } from "../../../region/index.js";
import {
  type Column,
  firstYearCell,
  numberColumn,
  type Panel,
  readFirstYears,
  timingFromTreatment,
  type UnitTimings,
} from "../../../table/index.js";
import { studyError } from "../../errors.js";
import type { Study } from "../../file/read-study.js";
import type { PolicyEntry } from "../../file/schema/stage-schema.js";
import type { Place } from "../../graph/study-door.js";
import type { FramePolicy } from "../frame.js";

/** What policies are made with besides their entries. */
export interface PolicySettings {
  readonly place: Place;
  readonly data: Pick<Study["data"], "regionCode" | "panels">;
  /** Where the cities of a list are looked up. */
  readonly regions: Regions;
  readonly policyList: (name: string) => PolicyList;
}

/** A policy's two columns and what became of it. */
export interface PolicyColumns {
  readonly columns: readonly [Column, Column];
  readonly policy: FramePolicy;
  readonly warnings: readonly Notice[];
}

/**
 * The dummy and the first treated time of a policy: from a column, a list, or other policies.
 * 中文: 政策虚拟变量与首次处理年份
 *
 * Errors    study/nobody-treated, study/policy-varies, study/unknown-policy, table/missing-column,
 *           and those of `policy`.
 */
export function policyColumns(
  panel: Panel,
  name: string,
  entry: PolicyEntry,
  done: ReadonlyMap<string, FramePolicy>,
  settings: PolicySettings,
): PolicyColumns {
  if ("list" in entry) return fromList(panel, name, entry, settings);
  if ("first" in entry) {
    return fromTiming(panel, name, entry.panel, readFirstYears(panel, entry.first, entry.empty));
  }
  if ("treatment" in entry) {
    return fromTiming(panel, name, entry.panel, timingFromTreatment(panel, entry.treatment));
  }
  const parts = "all" in entry ? entry.all : entry.any;
  const starts = parts.map((part) => {
    const found = done.get(part);
    if (found?.panel === entry.panel) return panel.number(found.first);
    const known = [...done.values()].filter((p) => p.panel === entry.panel).map((p) => p.name);
    throw studyError("unknown-policy", {
      file: settings.place.file,
      row: settings.place.placeOf(["policies", name]).row,
      name: part,
      nearest: nearest(part, known),
      known,
    });
  });
  const never = (g: number) => (g === 0 ? Number.POSITIVE_INFINITY : g);
  const join = "all" in entry ? Math.max : Math.min;
  const first = Float64Array.from({ length: panel.nrow }, (_, i) => {
    const g = join(...starts.map((s) => never(s[i]!)));
    return Number.isFinite(g) ? g : Number.isNaN(g) ? Number.NaN : 0;
  });
  return assemble(panel, name, entry.panel, first, { source: parts.join(", "), parts });
}

function fromTiming(
  panel: Panel,
  name: string,
  panelName: string,
  timing: UnitTimings,
): PolicyColumns {
  const cells = timing.ofUnit.map(firstYearCell);
  const first = Float64Array.from(panel.unitFactor.codes, (unit, i) =>
    timing.excludedRows[i] === 1 ? Number.NaN : cells[unit]!,
  );
  const made = assemble(panel, name, panelName, first, { source: timing.column });
  return { ...made, warnings: timing.notices };
}

function fromList(
  panel: Panel,
  name: string,
  entry: Extract<PolicyEntry, { list: string }>,
  settings: PolicySettings,
): PolicyColumns {
  const { regions } = settings;
  const list = settings.policyList(entry.list);
  const { panels, regionCode } = settings.data;
  const code = entry.panel === "main" ? regionCode : panels?.[entry.panel]?.regionCode;
  const { partial, start, startMap } = entry;
  const applied = applyPolicies(panel, [list], {
    city: entry.city ?? code ?? panel.unit,
    time: panel.time,
    partial,
    start,
    regions,
    ...(startMap === undefined ? {} : { startMap: new Map(Object.entries(startMap)) }),
  });
  const about = applied.policies[0]!;
  const first = applied.table.number(about.first);
  const made = assemble(panel, name, entry.panel, first, {
    source: `${list.name} (${list.sha256.slice(0, 12)})`,
    label: { en: list.title.en, zh: list.title.zh },
    ...(partial === "fraction" ? { dummy: applied.table.number(about.dummy) } : {}),
  });
  return { ...made, warnings: applied.warnings };
}

function assemble(
  panel: Panel,
  name: string,
  panelName: string,
  first: Float64Array,
  about: {
    readonly source: string;
    readonly label?: { readonly en: string; readonly zh: string };
    readonly parts?: readonly string[];
    readonly dummy?: Float64Array;
  },
): PolicyColumns {
  const firstOfUnit = new Map<number, number>();
  const dummy = about.dummy ?? new Float64Array(panel.nrow);
  let treated = 0;
  for (let i = 0; i < panel.nrow; i++) {
    const unit = panel.unitFactor.codes[i]!;
    const g = first[i]!;
    const known = firstOfUnit.get(unit);
    if (known !== undefined && !Object.is(known, g)) {
      const column = about.source;
      throw studyError("policy-varies", { column, unit: String(panel.unitFactor.levels[unit]) });
    }
    firstOfUnit.set(unit, g);
    if (about.dummy === undefined) {
      dummy[i] = Number.isNaN(g) ? g : Number(g > 0 && panel.times[i]! >= g);
    }
    if (dummy[i]! > 0) treated++;
  }
  if (treated === 0) throw studyError("nobody-treated", { column: about.source });
  const units = new Map<number, number>();
  for (const g of firstOfUnit.values()) {
    if (g > 0) units.set(g, (units.get(g) ?? 0) + 1);
  }
  const firstName = `${name}_first`;
  const meta = { lineage: `policy:${name}`, source: about.source };
  return {
    columns: [
      numberColumn(name, dummy, meta),
      numberColumn(firstName, first, { ...meta, empty: "excluded" }),
    ],
    policy: {
      name,
      panel: panelName,
      dummy: name,
      first: firstName,
      label: about.label ?? null,
      cohorts: [...units]
        .sort(([a], [b]) => a - b)
        .map(([g, count]) => ({ first: g, units: count })),
      parts: about.parts ?? [],
    },
    warnings: [],
  };
}
