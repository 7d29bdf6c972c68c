import { type Notice, nearest, notice } from "../../base/index.js";
import { Regions } from "../../region/index.js";
import { numberColumn, type Panel, Table, textColumn } from "../../table/index.js";
import { createClassifier } from "../classify-patents.js";
import type { Concordance } from "../concordance.js";
import { patentError } from "../errors.js";
import { type NameMap, normaliseApplicant } from "../normalise-applicant.js";
import {
  type Application,
  type ApplicationCounts,
  gatherApplications,
  type InnovationPatent,
} from "./applications.js";

/** What patents are counted by. */
export type InnovationUnit = "city" | "province" | "firm";

/** How to measure. */
export interface InnovateOptions {
  readonly concordance: Concordance;
  /** Default `city`. */
  readonly unit?: InnovationUnit;
  readonly ipc?: "any" | "main";
  readonly mode?: "ipc" | "ipc+keywords";
  /** Kinds of right that count. Default invention alone; `null` (not told) counts as one too. */
  readonly kinds?: readonly ("invention" | "utility" | "design")[];
  /** Unit-years to answer for; those without patents get zeros. Default: from the data. */
  readonly frame?: Panel;
  /** Former names and affiliates of firms, normalised. */
  readonly names?: NameMap;
  readonly regions?: Regions;
}

/** Result of `innovate`.   中文: 创新指标 */
export interface Innovation {
  readonly kind: "innovation";
  readonly unit: InnovationUnit;
  readonly concordance: string;
  /** One row for each unit and year. */
  readonly table: Table;
  readonly counts: ApplicationCounts & {
    /** Applications of another kind of right. */
    readonly otherKind: number;
    /** Applications without any unit (no city found, no applicant). */
    readonly withoutUnit: number;
    /** Applications of units that are not in the frame. */
    readonly outsideFrame: number;
  };
  readonly warnings: readonly Notice[];
}

interface Cell {
  readonly applications: Application[];
}

/**
 * Innovation measures by unit and year.   中文: 按单位—年份的创新指标
 *
 * Columns: `total` invention applications; `key`, `nonkey` (key technology by the concordance or
 * not); `ln_key`, `ln_nonkey` = ln(1 + n); `granted`, `key_granted`; `cited`, `key_cited`
 * (citations received); `joint`, `key_joint` (two or more different applicants after
 * normalisation); and `key_<industry>` for each industry of the table, in its order (a patent counts
 * in each of its industries). An application counts once in every unit that one of its applicants
 * belongs to.
 *
 * Source    methods.md §2; 皮建才、罗禹涵 (2025)
 * Errors    patent/unknown-unit
 * Warnings  patent/without-unit, patent/without-year, patent/outside-frame
 * @example innovate(eachPatent(store), { concordance, unit: "city" }).table
 */
export function innovate(
  patents: Iterable<InnovationPatent>,
  options: InnovateOptions,
): Innovation {
  const unit = options.unit ?? "city";
  const known: readonly InnovationUnit[] = ["city", "province", "firm"];
  if (!known.includes(unit)) {
    throw patentError("unknown-unit", { unit, nearest: nearest(unit, known), known });
  }
  const classifier = createClassifier(options);
  const { applications, counts } = gatherApplications(patents, classifier);
  const regions = options.regions ?? Regions.load();
  const kinds = options.kinds ?? ["invention"];
  const wanted = applications.filter((a) => a.kind === null || kinds.includes(a.kind));
  const frame = options.frame && frameOf(options.frame, unit, regions);
  const cells = new Map<string, Cell>();
  let withoutUnit = 0;
  let outsideFrame = 0;
  for (const key of frame?.keys ?? []) cells.set(key, { applications: [] });
  for (const application of wanted) {
    const units = unitsOf(application, unit, regions, options.names);
    if (units.length === 0) withoutUnit++;
    let placed = false;
    for (const id of units) {
      const key = `${id}\t${application.year}`;
      let cell = cells.get(key);
      if (cell === undefined && frame === undefined) {
        cell = { applications: [] };
        cells.set(key, cell);
      }
      cell?.applications.push(application);
      placed ||= cell !== undefined;
    }
    if (units.length > 0 && !placed) outsideFrame++;
  }
  const order = frame?.keys ?? [...cells.keys()].sort();
  const all = {
    ...counts,
    otherKind: applications.length - wanted.length,
    withoutUnit,
    outsideFrame,
  };
  return {
    kind: "innovation",
    unit,
    concordance: options.concordance.name,
    table: buildTable(order, cells, unit, regions, options),
    counts: all,
    warnings: [...options.concordance.warnings, ...warningsOf(all)],
  };
}

function unitsOf(
  application: Application,
  unit: InnovationUnit,
  regions: Regions,
  names: NameMap | undefined,
): string[] {
  const found = new Set<string>();
  for (const applicant of application.applicants) {
    if (unit === "firm") found.add(normaliseApplicant(applicant.name, names));
    else if (applicant.regionCode !== null) {
      found.add(
        unit === "city"
          ? cityToday(applicant.regionCode, regions)
          : provinceOf(applicant.regionCode, regions),
      );
    }
  }
  return [...found];
}

/** 襄樊 counts for 襄阳, 莱芜 for 济南; a city that was split keeps its own code. */
function cityToday(code: string, regions: Regions): string {
  const region = regions.byCode(code);
  if (region === undefined) return code;
  const now = regions.today(region);
  if (now.length !== 1) return code;
  return regions.cityOf(now[0]!)?.code ?? now[0]!.code;
}

function provinceOf(code: string, regions: Regions): string {
  return regions.byCode(code)?.provinceCode ?? `${code.slice(0, 2)}0000`;
}

/** The unit-years of a panel, with its unit names resolved to codes. */
function frameOf(panel: Panel, unit: InnovationUnit, regions: Regions): { keys: string[] } {
  const ids = panel.unitFactor.levels.map((level) => {
    const name = String(level);
    if (unit === "firm") return normaliseApplicant(name);
    const region = regions.find(name, { level: unit === "city" ? "prefecture" : "province" });
    return region?.code ?? name;
  });
  const codes = panel.unitFactor.codes;
  return {
    keys: Array.from(panel.times, (time, i) => `${ids[codes[i]!]!}\t${time}`),
  };
}

function buildTable(
  order: readonly string[],
  cells: ReadonlyMap<string, Cell>,
  unit: InnovationUnit,
  regions: Regions,
  options: InnovateOptions,
): Table {
  const ids = order.map((k) => k.slice(0, k.indexOf("\t")));
  const years = order.map((k) => Number(k.slice(k.indexOf("\t") + 1)));
  const lists = order.map((k) => cells.get(k)?.applications ?? []);
  const count = (test: (a: Application) => boolean): number[] =>
    lists.map((list) => list.reduce((n, a) => n + (test(a) ? 1 : 0), 0));
  const cited = (test: (a: Application) => boolean): number[] =>
    lists.map((list) => list.reduce((n, a) => n + (test(a) ? a.citations : 0), 0));
  const joint = (a: Application): boolean => isJoint(a, options.names);
  const key = count((a) => a.key);
  const nonkey = count((a) => !a.key);
  const industries = [...new Set(options.concordance.rules.map((r) => r.level1))];
  return new Table([
    ...nameColumns(ids, unit, regions),
    numberColumn("year", years),
    numberColumn(
      "total",
      count(() => true),
    ),
    numberColumn("key", key),
    numberColumn("nonkey", nonkey),
    numberColumn("ln_key", key.map(Math.log1p)),
    numberColumn("ln_nonkey", nonkey.map(Math.log1p)),
    numberColumn(
      "granted",
      count((a) => a.granted),
    ),
    numberColumn(
      "key_granted",
      count((a) => a.key && a.granted),
    ),
    numberColumn(
      "cited",
      cited(() => true),
    ),
    numberColumn(
      "key_cited",
      cited((a) => a.key),
    ),
    numberColumn("joint", count(joint)),
    numberColumn(
      "key_joint",
      count((a) => a.key && joint(a)),
    ),
    ...industries.map((name) =>
      numberColumn(
        `key_${name}`,
        count((a) => a.matches.some((m) => m.level1 === name)),
      ),
    ),
  ]);
}

function nameColumns(ids: readonly string[], unit: InnovationUnit, regions: Regions) {
  if (unit === "firm") return [textColumn("firm", ids)];
  const name = (code: string): string => regions.byCode(code)?.name ?? code;
  return [textColumn(`${unit}_code`, ids), textColumn(unit, ids.map(name))];
}

/** Two or more different applicants after normalisation. */
export function isJoint(application: Pick<Application, "applicants">, names?: NameMap): boolean {
  const [first, ...rest] = application.applicants.map((a) => normaliseApplicant(a.name, names));
  return rest.some((name) => name !== first);
}

function warningsOf(counts: Innovation["counts"]): Notice[] {
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
  return list;
}
