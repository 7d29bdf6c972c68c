/** A place where two results differ. */
export interface Difference {
  /** Such as `sections.2.results.columns.0.terms.0.estimate`. */
  readonly path: string;
  readonly before: unknown;
  readonly now: unknown;
}

/** What may differ between two runs of the same study: when, and from which path. */
const IGNORED = /^provenance\.(generatedAt|input\.file)$/;

/**
 * Compares two `results.json` to the last digit.   中文: 逐位比较两次结果
 *
 * @example compareResults(before, now).length // 0
 */
export function compareResults(before: unknown, now: unknown): Difference[] {
  const found: Difference[] = [];
  const visit = (a: unknown, b: unknown, path: string): void => {
    if (IGNORED.test(path) || Object.is(a, b)) return;
    if (isRecord(a) && isRecord(b)) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
        visit(a[key], b[key], path === "" ? key : `${path}.${key}`);
      }
    } else found.push({ path, before: a, now: b });
  };
  visit(before, now, "");
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
