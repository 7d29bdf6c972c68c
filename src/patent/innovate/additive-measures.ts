import { type NameMap, normaliseApplicant } from "../applicant/normalise-applicant.js";
import type { Concordance } from "../concordance/concordance.js";
import type { Application } from "./applications.js";

/** What one application adds to a measure that is a sum over applications. */
export type AdditiveMeasure = (application: Application) => number;

/**
 * The measures that are sums over the applications of a unit and year, by the name of their column.
 * The columns and the applications that are shown behind them are both made from these.
 * 中文: 可逐件相加的指标
 */
export function additiveMeasures(
  concordance: Pick<Concordance, "rules">,
  names: NameMap | undefined,
): ReadonlyMap<string, AdditiveMeasure> {
  const one =
    (test: (a: Application) => boolean): AdditiveMeasure =>
    (a) =>
      test(a) ? 1 : 0;
  const joint = (a: Application): boolean => isJoint(a, names);
  const measures = new Map<string, AdditiveMeasure>([
    ["total", one(() => true)],
    ["key", one((a) => a.key)],
    ["nonkey", one((a) => !a.key)],
    ["granted", one((a) => a.granted)],
    ["key_granted", one((a) => a.key && a.granted)],
    ["cited", (a) => a.citations],
    ["key_cited", (a) => (a.key ? a.citations : 0)],
    ["joint", one(joint)],
    ["key_joint", one((a) => a.key && joint(a))],
    ["joint_granted", one((a) => a.granted && joint(a))],
    ["key_joint_granted", one((a) => a.key && a.granted && joint(a))],
  ]);
  for (const name of new Set(concordance.rules.map((r) => r.level1))) {
    const counts = one((a) => a.matches.some((m) => m.level1 === name));
    measures.set(`key_${name}`, counts);
  }
  for (const { column, code, level1 } of fieldsOf(concordance)) {
    const counts = one((a) => a.matches.some((m) => m.code === code && m.level1 === level1));
    measures.set(column, counts);
  }
  return measures;
}

/** Tables with more fields than this give industries only. */
const MAX_FIELDS = 100;

/** A field of a concordance with the column that counts it. */
export interface ConcordanceField {
  readonly column: string;
  readonly code: string;
  readonly level1: string;
  readonly label: string;
}

/** The fields that have columns of their own.   中文: 单列统计的领域 */
export function fieldsOf({ rules }: Pick<Concordance, "rules">): readonly ConcordanceField[] {
  // Codes restart in each branch of some tables; fields are told apart by both.
  const fields = new Map<string, (typeof rules)[number]>();
  for (const r of rules) {
    const id = `${r.level1}|${r.code}`;
    if (!fields.has(id)) fields.set(id, r);
  }
  if (fields.size > MAX_FIELDS) return [];
  const isUnique = new Set(rules.map((r) => r.code)).size === fields.size;
  return [...fields.values()].map(({ code, level1, name }) => ({
    column: isUnique ? `field_${code}` : `field_${level1}_${code}`,
    code,
    level1,
    label: name,
  }));
}

/** Two or more different applicants after normalisation. */
export function isJoint(application: Pick<Application, "applicants">, names?: NameMap): boolean {
  const [first, ...rest] = application.applicants.map((a) => normaliseApplicant(a.name, names));
  return rest.some((name) => name !== first);
}
