import { collinearOf } from "../../regress/index.js";
import type { FitData } from "../../result/index.js";
import { didError } from "../errors.js";
import { twfe } from "../estimators/twfe.js";
import { type DidSample, restrict } from "../sample/sample.js";

/** First treated time of a second policy, by unit of the sample. */
export type OtherPolicy = { readonly name: string; readonly first: Float64Array };

/** One model of the two-policy table. */
export interface PolicyModel {
  readonly name: string;
  readonly subset: string;
  readonly fit: FitData;
}

/** Two policies, alone and together.   中文: 双政策协同效应 */
export interface Synergy {
  readonly kind: "synergy";
  readonly outcome: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly models: readonly PolicyModel[];
  /** Models whose sample has no variation, by name. */
  readonly skipped: readonly string[];
  readonly nobs: number;
  readonly warnings: DidSample["warnings"];
}

/**
 * Two policies: each alone, either, both, jointly, with interaction; net effects by restricting the
 * sample; order of adoption.   中文: 两项政策的单独、协同与先后效应
 *
 * A is the sample's own policy. `dual` is 1 once both are in force.
 * Agrees    R fixest, coefficients 1e-8, se 1e-7
 * Source    张梦雨、马晓钰 (2025)
 */
export function synergy(
  sample: DidSample,
  other: OtherPolicy,
  names: readonly [string, string] = ["didA", "didB"],
): Synergy {
  const s = sample;
  const time = (i: number) => s.periods[s.period[i]!]!;
  const firstA = (i: number) => s.first[s.unit[i]!]!;
  const firstB = (i: number) => other.first[s.unit[i]!]!;
  const rows = Array.from({ length: s.n }, (_, i) => i);
  const column = (f: (i: number) => boolean) => Float64Array.from(rows, (i) => (f(i) ? 1 : 0));
  const A = column((i) => time(i) >= firstA(i));
  const B = column((i) => time(i) >= firstB(i));
  const both = A.map((v, i) => v * B[i]!);
  const either = A.map((v, i) => Math.max(v, B[i]!));
  const [nameA, nameB] = names;
  const hasA = (i: number) => Number.isFinite(firstA(i));
  const hasB = (i: number) => Number.isFinite(firstB(i));
  const one = (i: number) => hasA(i) !== hasB(i);
  const none = (i: number) => !hasA(i) && !hasB(i);
  const two = (i: number) => hasA(i) && hasB(i);
  const models: PolicyModel[] = [];
  const skipped: string[] = [];
  const add = (
    name: string,
    treatments: readonly { name: string; values: Float64Array }[],
    subset = "all units",
    keep: (i: number) => boolean = () => true,
  ) => {
    const own = rows.filter(keep);
    const small = restrict(s, keep);
    const values = treatments.map((t) => ({
      name: t.name,
      values: Float64Array.from(own, (i) => t.values[i]!),
    }));
    const varies = values.some((t) => t.values.includes(1) && t.values.includes(0));
    if (!varies) skipped.push(name);
    else models.push({ name, subset, fit: twfe(small, { treatments: values }) });
  };
  const dual = { name: "dual", values: both };
  add("A", [{ name: nameA, values: A }]);
  add("B", [{ name: nameB, values: B }]);
  add("any", [{ name: "didAny", values: either }]);
  add("dual", [dual]);
  const ab = [
    { name: nameA, values: A },
    { name: nameB, values: B },
  ];
  add("A_and_B", ab);
  add("A_B_AB", [...ab, { name: "AB", values: both }]);
  add("net_A", [ab[0]!], "units that never have B", (i) => !hasB(i));
  add("net_B", [ab[1]!], "units that never have A", (i) => !hasA(i));
  add("net_dual_vs_single", [dual], "units with at least one policy", (i) => !none(i));
  add("net_dual_in_B", [dual], "units that have B", hasB);
  add("net_dual_in_A", [dual], "units that have A", hasA);
  add("net_dual_vs_none", [dual], "units with both and with neither", (i) => two(i) || none(i));
  const aFirst = (i: number) => two(i) && firstA(i) < firstB(i);
  const bFirst = (i: number) => two(i) && firstB(i) < firstA(i);
  add(
    "order_Afirst_vs_single",
    [dual],
    "A before B, and one policy only",
    (i) => aFirst(i) || one(i),
  );
  add(
    "order_Bfirst_vs_single",
    [dual],
    "B before A, and one policy only",
    (i) => bFirst(i) || one(i),
  );
  add("order_Afirst_vs_none", [dual], "A before B, and neither", (i) => aFirst(i) || none(i));
  add("order_Bfirst_vs_none", [dual], "B before A, and neither", (i) => bFirst(i) || none(i));
  return {
    kind: "synergy",
    outcome: s.spec.outcome,
    counts: countUnits(s, other),
    models,
    skipped,
    nobs: s.n,
    warnings: [...s.warnings, ...collinearOf(models.map((m) => m.fit))],
  };
}

function countUnits(s: DidSample, other: OtherPolicy): Record<string, number> {
  const counts = { onlyA: 0, onlyB: 0, both: 0, neither: 0, aFirst: 0, bFirst: 0, sameTime: 0 };
  s.first.forEach((a, u) => {
    const b = other.first[u]!;
    const hasA = Number.isFinite(a);
    const hasB = Number.isFinite(b);
    if (hasA && hasB) {
      counts.both++;
      if (a < b) counts.aFirst++;
      else if (b < a) counts.bFirst++;
      else counts.sameTime++;
    } else if (hasA) counts.onlyA++;
    else if (hasB) counts.onlyB++;
    else counts.neither++;
  });
  return counts;
}

/** The treatment with other policies controlled, one at a time and all.   中文: 竞争性政策 */
export interface Competing {
  readonly kind: "competing";
  readonly outcome: string;
  readonly models: readonly PolicyModel[];
  readonly nobs: number;
  readonly warnings: DidSample["warnings"];
}

/**
 * Adds dummies of other policies one at a time, then all.   中文: 排除其他政策干扰
 *
 * Shapes    others: name and 0/1 (or intensity) for each row of the sample
 */
export function competing(
  sample: DidSample,
  others: readonly { readonly name: string; readonly values: Float64Array }[],
): Competing {
  if (others.length === 0) {
    throw didError("bad-option", {
      option: "--others",
      value: "",
      expected: "columns of other policies",
    });
  }
  const withThese = (list: typeof others): FitData =>
    twfe({
      ...sample,
      X: [...list.map((p) => p.values), ...sample.X],
      covariates: [...list.map((p) => p.name), ...sample.covariates],
    });
  const models: PolicyModel[] = [{ name: "alone", subset: "all units", fit: twfe(sample) }];
  for (const p of others) models.push({ name: p.name, subset: "all units", fit: withThese([p]) });
  if (others.length > 1) models.push({ name: "all", subset: "all units", fit: withThese(others) });
  return {
    kind: "competing",
    outcome: sample.spec.outcome,
    models,
    nobs: sample.n,
    warnings: models[0]!.fit.warnings,
  };
}
