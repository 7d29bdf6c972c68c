import { type Notice, notice } from "../../base/index.js";
import { textError } from "../errors.js";
import type { Prefer } from "./attention-options.js";
import type { CountedUnit } from "./count-document.js";

/**
 * One report for each region-year.   中文: 每个地区—年份取一份报告
 *
 * `strict`: several reports without a preference are an error that lists them, and documents
 * without region or year are left out with a warning. `lenient`: both stay.
 */
export function choosePreferred(
  units: readonly CountedUnit[],
  prefer: Prefer | undefined,
  mode: "strict" | "lenient",
  warnings: Notice[],
): CountedUnit[] {
  const groups = new Map<string, CountedUnit[]>();
  const outside: CountedUnit[] = [];
  for (const unit of units) {
    const key = regionYearKey(unit);
    if (key === undefined) outside.push(unit);
    else {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [unit]);
      else group.push(unit);
    }
  }
  const several = [...groups.entries()].filter(([, g]) => documentsOf(g).length > 1);
  if (several.length > 0 && prefer === undefined && mode === "strict") {
    throw textError("several-reports", {
      count: several.length,
      examples: several
        .slice(0, 5)
        .map(([key, g]) => `${key} (${documentsOf(g).slice(0, 4).join(", ")})`),
    });
  }
  if (prefer !== undefined && several.length > 0) noteSuperseded(several, warnings);
  if (mode === "strict" && outside.length > 0) noteOutside(outside, warnings);
  const kept = [...groups.values()].flatMap((g) => (prefer === undefined ? g : best(g, prefer)));
  return mode === "strict" ? kept : [...kept, ...outside];
}

/** `420000 2025` (region code or name and year); undefined when one is missing. */
export function regionYearKey(unit: CountedUnit): string | undefined {
  const { regionCode, region, firm, year } = unit.document;
  const place = regionCode ?? region ?? firm ?? null;
  return place === null || year === null ? undefined : `${place} ${year}`;
}

function documentsOf(units: readonly CountedUnit[]): (number | string)[] {
  return [...new Set(units.map((u) => u.document.id))];
}

function best(units: readonly CountedUnit[], prefer: Prefer): CountedUnit[] {
  const length = new Map<number | string, number>();
  for (const u of units) {
    length.set(u.document.id, (length.get(u.document.id) ?? 0) + u.characters);
  }
  const source = prefer.startsWith("source=") ? prefer.slice("source=".length) : undefined;
  const ranked = [...new Map(units.map((u) => [u.document.id, u.document])).values()].sort(
    (a, b) => {
      if (source !== undefined) {
        const has = (s: string | undefined): number => (s?.includes(source) === true ? 0 : 1);
        if (has(a.source) !== has(b.source)) return has(a.source) - has(b.source);
      }
      if (prefer === "latest" && (a.date ?? "") !== (b.date ?? "")) {
        return (a.date ?? "") < (b.date ?? "") ? 1 : -1;
      }
      // By length, then the one that came first: the same choice at any order of documents.
      const difference = length.get(b.id)! - length.get(a.id)!;
      return difference !== 0 ? difference : String(a.id) < String(b.id) ? -1 : 1;
    },
  );
  return units.filter((u) => u.document.id === ranked[0]!.id);
}

function noteSuperseded(
  several: readonly [string, readonly CountedUnit[]][],
  warnings: Notice[],
): void {
  const dropped = several.reduce((sum, [, g]) => sum + documentsOf(g).length - 1, 0);
  const list = several
    .slice(0, 5)
    .map(([key]) => key)
    .join("; ");
  warnings.push(
    notice(
      "text/superseded",
      `${dropped} report(s) of ${several.length} region-year(s) were left out by the preference: ${list}`,
      `按偏好舍去 ${several.length} 个地区—年份的 ${dropped} 份报告：${list}`,
    ),
  );
}

function noteOutside(outside: readonly CountedUnit[], warnings: Notice[]): void {
  const ids = documentsOf(outside);
  const list = ids.slice(0, 5).join(", ");
  warnings.push(
    notice(
      "text/no-region-year",
      `${ids.length} document(s) without region or year are in no region-year: ${list}`,
      `${ids.length} 份文档缺少地区或年份，未进入地区—年份：${list}`,
    ),
  );
}
