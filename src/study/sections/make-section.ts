import { UserError } from "../../base/index.js";
import type { StudyFrame } from "../stages/frame.js";
import { failureBehind } from "./failure-behind.js";
import type { PlannedSection } from "./plan-sections.js";
import type { SectionOutput } from "./section.js";
import { visibleFrame } from "./section-key.js";

/** What became of a section, as plain data that can cross threads and lie in the cache. */
export type SectionResult =
  | { readonly output: SectionOutput }
  | { readonly failure: Pick<UserError, "code" | "facts" | "text"> };

/**
 * Makes one section on the part of the frame that it may read; the user's error is a result.
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
  const attempt = async (seen: StudyFrame): Promise<SectionResult> => {
    try {
      const output = await kind.make(seen, entry, context);
      return { output: { ...output, results: plainJson(output.results) } };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { code, facts, text } = failureBehind(frame, error, ["sections", at]);
      return { failure: { code, facts: plainJson(facts), text } };
    }
  };
  const result = await attempt(visibleFrame(frame, section));
  if ("output" in result || !OF_A_NAME.test(result.failure.code)) return result;
  // A misspelt name is answered with the nearest of all names, not of those that were in sight.
  return attempt(frame);
}

/** Errors that answer a wrong name with the nearest right one. */
const OF_A_NAME = /\/(missing-column|formula-name|bad-formula|unknown-\w+)$/;

/** Results as `results.json` has them: objects with methods become their JSON. */
function plainJson<T extends object>(value: T): T {
  const replace = (_key: string, inner: unknown) =>
    inner instanceof Float64Array || inner instanceof Int32Array ? Array.from(inner) : inner;
  return JSON.parse(JSON.stringify(value, replace)) as T;
}
