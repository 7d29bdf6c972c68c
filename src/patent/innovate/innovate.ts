import { type Notice, nearest, notice } from "../../base/index.js";
import { Regions } from "../../region/index.js";
import { type Panel, Table } from "../../table/index.js";
import type { NameMap } from "../applicant/normalise-applicant.js";
import { createClassifier } from "../classify/classify-patents.js";
import type { Concordance } from "../concordance/concordance.js";
import { patentError } from "../errors.js";
import { additiveMeasures } from "./additive-measures.js";
import {
  type Application,
  type ApplicationCounts,
  gatherApplications,
  type InnovationPatent,
} from "./applications.js";
import { type CityNetworks, cityNetworks, type EdgePart } from "./city-networks.js";
import { measureColumns } from "./measure-columns.js";
import { type MeasureParts, measureParts } from "./measure-parts.js";
import { frameKeys, type InnovationUnit, type UnitOptions, unitsOf } from "./unit-index.js";

/** How to measure. */
export interface InnovateOptions {
  readonly concordance: Concordance;
  /** Default `city`. */
  readonly unit?: InnovationUnit;
  readonly ipc?: "any" | "main";
  readonly mode?: "ipc" | "ipc+keywords";
  /** Kinds of right that count; a record that does not tell counts too. Default invention. */
  readonly kinds?: readonly ("invention" | "utility" | "design")[];
  /** Unit-years to answer for; those without patents get zeros. Default: from the data. */
  readonly frame?: Panel;
  /** Who is who: former names (`names`), listed firms (`firms`), units for codes (`regions`). */
  readonly names?: NameMap;
  readonly firms?: NameMap;
  readonly regions?: Regions;
}

/** Result of `innovate`.   中文: 创新指标 */
export interface Innovation {
  readonly kind: "innovation";
  readonly unit: InnovationUnit;
  readonly concordance: string;
  /** One row for each unit and year. */
  readonly table: Table;
  /** Inter-city cooperation and transfers, whatever the unit. */
  readonly networks: CityNetworks;
  readonly counts: ApplicationCounts & {
    /** Applications of another kind of right. */
    readonly otherKind: number;
    /** Applications without any unit (no city found, no applicant). */
    readonly withoutUnit: number;
    /** Applications of units or years that are not in the frame. */
    readonly outsideFrame: number;
  };
  readonly warnings: readonly Notice[];
}

const UNITS: readonly InnovationUnit[] = ["city", "province", "firm"];

/**
 * Innovation measures by unit and year.   中文: 按单位—年份的创新指标
 *
 * Columns: `total` invention applications; `key`, `nonkey` (key technology by the concordance or
 * not); `ln_key`, `ln_nonkey` = ln(1 + n); `granted`, `key_granted`; `cited`, `key_cited`
 * (citations received); `joint`, `key_joint` (two or more different applicants after
 * normalisation), `joint_granted`, `key_joint_granted`; `width1` … `width4`; `breadth` (mean
 * knowledge breadth of the applications); `firms`, `similarity3`, `similarity4` (mean over pairs of
 * the unit's firms; units of places only); `coop_degree`, `coop_weight`, `transfer_degree`,
 * `transfer_weight` (cities only);
 * `key_<industry>` and `field_<code>` for each industry and field of the table (a patent counts in
 * each of its own); `grants_truncated`, `citations_truncated` = 1 in years too close to the end of
 * the data; for firms `region_code` and `city`, the city most of its applications name. An application
 * counts once in every unit that one of its applicants belongs to.
 *
 * Source    methods.md §2; 皮建才、罗禹涵 (2025); Jaffe (1986)
 * Errors    patent/unknown-unit
 * Warnings  patent/without-unit, patent/without-year, patent/outside-frame, patent/truncated
 * @example innovate(eachPatent(store), { concordance, unit: "city" }).table
 */
export function innovate(
  patents: Iterable<InnovationPatent>,
  options: InnovateOptions,
): Innovation {
  checkUnit(options.unit ?? "city");
  return innovationOf(gatherApplications(patents, createClassifier(options)), options).innovation;
}

function checkUnit(unit: InnovationUnit): void {
  if (UNITS.includes(unit)) return;
  throw patentError("unknown-unit", { unit, nearest: nearest(unit, UNITS), known: UNITS });
}

/** Measures with the applications that they are made of. */
export interface InnovationDetail {
  readonly innovation: Innovation;
  /** All applications of the kinds that count, whatever the unit. */
  readonly applications: readonly Application[];
  /** The applications behind a column of the table, row by row. */
  readonly partsOf: (measure: string) => MeasureParts;
}

/**
 * `innovate` of applications that are gathered and classified already: for several units, and with
 * the applications behind each number.   中文: 由已归并申请计算创新指标
 *
 * Errors    patent/unknown-unit
 */
export function innovationOf(
  gathered: ReturnType<typeof gatherApplications>,
  options: Omit<InnovateOptions, "ipc" | "mode">,
): InnovationDetail {
  const unit = options.unit ?? "city";
  checkUnit(unit);
  const kinds = options.kinds ?? ["invention"];
  const wanted = gathered.applications.filter((a) => a.kind === null || kinds.includes(a.kind));
  const regions = options.regions ?? Regions.load();
  const { names, firms } = options;
  const who: UnitOptions = { unit, regions, names, firms };
  const frame = options.frame && frameKeys(options.frame, who);
  const grouped = groupByUnit(wanted, who, frame);
  const edges: EdgePart[] = [];
  const networks = cityNetworks(wanted, regions, (part) => edges.push(part));
  const additive = additiveMeasures(options.concordance, names);
  const order = frame ?? grouped.order;
  const counts = {
    ...gathered.counts,
    otherKind: gathered.applications.length - wanted.length,
    withoutUnit: grouped.withoutUnit,
    outsideFrame: grouped.outsideFrame,
  };
  const columns = measureColumns({
    order,
    additive,
    byUnit: grouped.byUnit,
    lastYear: gathered.lastYear,
    concordance: options.concordance,
    networks,
    who,
  });
  const innovation: Innovation = {
    kind: "innovation",
    unit,
    concordance: options.concordance.name,
    table: new Table(columns),
    networks,
    counts,
    warnings: [...options.concordance.warnings, ...warningsOf(counts, gathered.lastYear)],
  };
  const { byUnit } = grouped;
  let parts: ((measure: string) => MeasureParts) | undefined;
  return {
    innovation,
    applications: wanted,
    partsOf: (measure) => {
      parts ??= measureParts({ order, byUnit, applications: wanted, additive, edges });
      return parts(measure);
    },
  };
}

function groupByUnit(
  applications: readonly Application[],
  who: UnitOptions,
  frame: readonly string[] | undefined,
) {
  const byUnit = new Map<string, Application[]>();
  const cells = new Set<string>();
  const framed = frame && new Set(frame);
  let withoutUnit = 0;
  let outsideFrame = 0;
  for (const application of applications) {
    const units = unitsOf(application, who);
    if (units.length === 0) withoutUnit++;
    const keys = units.map((id) => `${id}\t${application.year}`);
    for (const id of units) {
      const list = byUnit.get(id);
      if (list === undefined) byUnit.set(id, [application]);
      else list.push(application);
    }
    for (const key of keys) cells.add(key);
    if (framed !== undefined && keys.length > 0 && !keys.some((k) => framed.has(k))) outsideFrame++;
  }
  return { byUnit, order: [...cells].sort(), withoutUnit, outsideFrame };
}

function warningsOf(counts: Innovation["counts"], lastYear: number): Notice[] {
  const list: Notice[] = [];
  const say = (code: string, n: number, en: string, zh: string): void => {
    if (n > 0) list.push(notice(`patent/${code}`, `${n} ${en}`, `${n} ${zh}`));
  };
  say(
    "without-year",
    counts.withoutYear,
    "documents without a filing date are left out.",
    "条文献缺申请日，未计入。",
  );
  say(
    "without-unit",
    counts.withoutUnit,
    "applications belong to no unit (no city or applicant found) and are left out.",
    "件申请未能归入任何单位（无法识别城市或申请人），未计入。",
  );
  say(
    "outside-frame",
    counts.outsideFrame,
    "applications belong to units or years outside the panel.",
    "件申请的单位或年份不在面板之内。",
  );
  if (Number.isFinite(lastYear)) {
    list.push(
      notice(
        "patent/truncated",
        `The data end in ${lastYear}: grants and citations of the last years are not complete (columns grants_truncated, citations_truncated).`,
        `数据截至 ${lastYear} 年：最近几年的授权与被引不完整（见 grants_truncated、citations_truncated 列）。`,
      ),
    );
  }
  return list;
}
