import { deserialize, serialize } from "node:v8";
import { codeHash, type Progress, sha256 } from "../../base/index.js";
import { runJobAsFinished, threadsFor } from "../../jobs/index.js";
import type { StepCache } from "../graph/run-steps.js";
import type { Part } from "./number-parts.js";
import { type RenderSetup, renderJob } from "./render-job.js";
import type { RenderedPart } from "./render-part.js";

/** Renders all parts, several at a time; unchanged ones come from the cache.   中文: 渲染全部图表 */
export async function renderParts(
  parts: readonly Part[],
  options: {
    readonly setup: RenderSetup;
    readonly cache: StepCache;
    readonly threads: number | undefined;
    readonly progress: Progress;
    readonly signal: AbortSignal | undefined;
  },
): Promise<readonly RenderedPart[]> {
  const { setup, cache, progress, signal } = options;
  const keys = parts.map(({ kind, model }) =>
    sha256(JSON.stringify(["render", codeHash(), setup, kind, model])),
  );
  const done = keys.map((key) => {
    const stored = cache.get(key);
    return stored === undefined ? undefined : (deserialize(stored) as RenderedPart);
  });
  const open = parts.flatMap((part, i) => (done[i] === undefined ? [{ part, i }] : []));
  const threads = Math.min(threadsFor(renderJob, options.threads), open.length);
  const tasks = open.map(
    ({ part: { kind, model } }) => ({ kind, model }) as (typeof open)[0]["part"],
  );
  const made = runJobAsFinished(renderJob, tasks, {
    setup,
    threads,
    ...(signal === undefined ? {} : { signal }),
  });
  progress.advance(parts.length - open.length);
  for await (const { at, result: rendered } of made) {
    const { i, part } = open[at]!;
    done[i] = rendered;
    // What failed may succeed the next time: a font can be installed.
    if (rendered.failure === null) cache.put(keys[i]!, part.base, serialize(rendered));
    progress.advance();
  }
  return done.map((d) => d!);
}
