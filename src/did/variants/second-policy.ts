import { type EmptyMeans, Panel, type Table } from "../../table/index.js";
import { firstPeriods, firstYearsOf, timingNotices } from "../sample/first-years.js";
import { type DidSample, restrict } from "../sample/sample.js";
import type { OtherPolicy } from "./policies.js";

/**
 * A second policy on a sample: read like the first, its excluded units leave the sample too.
 * 中文: 读取第二项政策的处理时点
 *
 * Shapes    `table` is the one that the sample was read from
 * Errors    those of `readFirstYears`
 * @example withSecondPolicy(sample, table, { first: "g2" }).other
 */
export function withSecondPolicy(
  sample: DidSample,
  table: Table,
  source: { readonly first: string; readonly empty?: EmptyMeans; readonly name?: string },
): { readonly sample: DidSample; readonly other: OtherPolicy } {
  const panel = new Panel(table, sample.spec);
  const timing = firstYearsOf(panel, source);
  const out = timing.excludedRows;
  const kept = out === null ? sample : restrict(sample, (i) => out[sample.rows[i]!] !== 1);
  const years = new Float64Array(kept.unitLevels.length);
  kept.rows.forEach((row, i) => {
    years[kept.unit[i]!] = timing.years[panel.unitFactor.codes[row]!]!;
  });
  const notices = [...timing.notices, ...timingNotices(kept.clock, years)];
  return {
    sample: { ...kept, warnings: [...kept.warnings, ...notices] },
    other: { name: source.name ?? source.first, first: firstPeriods(kept.clock, years) },
  };
}
