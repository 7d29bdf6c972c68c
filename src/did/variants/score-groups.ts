import type { ScoredRow } from "./psm-did.js";

/** Scores of treated and controls, before matching and as matched.   中文: 匹配前后的得分 */
export interface ScoreGroupsOf {
  readonly treated: readonly number[];
  readonly control: readonly number[];
}

/**
 * The scores behind a common-support figure.   中文: 共同支撑图所用的得分
 *
 * After matching a control stands as often as it was used; where weights are fractions (kernel, radius,
 * several neighbours) as many evenly spaced draws by weight are taken as there are controls in use, so
 * that a density of them has the shape of the weighted one.
 */
export function scoreGroups(rows: readonly ScoredRow[]): {
  readonly before: ScoreGroupsOf;
  readonly after: ScoreGroupsOf;
} {
  const of = (group: ScoredRow["group"], keep: (r: ScoredRow) => boolean = () => true) =>
    rows.filter((r) => r.group === group && keep(r));
  const scores = (list: readonly ScoredRow[]) => list.map((r) => r.score);
  const used = (r: ScoredRow) => r.weight > 0;
  return {
    before: { treated: scores(of("treated")), control: scores(of("control")) },
    after: { treated: scores(of("treated", used)), control: repeated(of("control", used)) },
  };
}

function repeated(rows: readonly ScoredRow[]): number[] {
  if (rows.every((r) => Number.isInteger(r.weight))) {
    return rows.flatMap((r) => new Array<number>(r.weight).fill(r.score));
  }
  const sorted = [...rows].sort((a, b) => a.score - b.score);
  const step = sorted.reduce((a, r) => a + r.weight, 0) / sorted.length;
  const out: number[] = [];
  let sum = 0;
  for (const r of sorted) {
    sum += r.weight;
    while (out.length < sorted.length && (out.length + 0.5) * step <= sum) out.push(r.score);
  }
  return out;
}
