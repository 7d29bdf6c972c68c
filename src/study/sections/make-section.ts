import { UserError } from "../../base/index.js";
import type { StudyFrame } from "../stages/frame.js";
import { failureBehind } from "./failure-behind.js";
import { type FrameRead, observeFrame } from "./observe-frame.js";
import type { PlannedSection } from "./plan-sections.js";
import type { SectionOutput } from "./section.js";

/** What became of a section, as plain data that can cross threads and lie in the cache. */
export type SectionResult =
  | { readonly output: SectionOutput; readonly reads: readonly FrameRead[] }
  | { readonly failure: Pick<UserError, "code" | "facts" | "text"> };

/**
 * Makes one section and notes all that it read; the user's error is a result.
 * 中文: 生成一个章节
 */
export async function makeSection(
  frame: StudyFrame,
  section: Extract<PlannedSection, { kind: unknown }>,
  draws: number | null,
): Promise<SectionResult> {
  const { id, at, kind, entry } = section;
  const cap = draws ?? Number.POSITIVE_INFINITY;
  const context = {
    id,
    at: ["sections", at],
    title: entry.title ?? kind.title,
    seed: frame.study.seed,
    draws: (asked: number) => Math.min(asked, cap),
  };
  const reads = new Map<string, FrameRead>();
  const seen = observeFrame(frame, (read) => reads.set(read.join("\0"), read));
  try {
    const output = await kind.make(seen, entry, context);
    const made = { ...output, results: plainJson(output.results) };
    return { output: made, reads: [...reads].sort(byName).map(([, read]) => read) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { code, facts, text } = failureBehind(frame, error, ["sections", at]);
    return { failure: { code, facts: plainJson(facts), text } };
  }
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Results as `results.json` has them: objects with methods become their JSON. */
function plainJson<T extends object>(value: T): T {
  const replace = (_key: string, inner: unknown) =>
    inner instanceof Float64Array || inner instanceof Int32Array ? Array.from(inner) : inner;
  return JSON.parse(JSON.stringify(value, replace)) as T;
}
