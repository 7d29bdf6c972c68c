import { deserialize, serialize } from "node:v8";
import { sha256 } from "../../base/index.js";
import type { StepCache } from "../graph/run-steps.js";
import type { StudyFrame } from "../stages/frame.js";
import type { SectionResult } from "./make-section.js";
import type { FrameRead } from "./observe-frame.js";
import type { PlannedSection } from "./plan-sections.js";
import { sectionBase, sectionKey } from "./section-key.js";

type Ready = Extract<PlannedSection, { kind: unknown }>;
type Made = Extract<SectionResult, { output: unknown }>;

/** Ways of reading that are remembered for a section: it may read more or less as data change. */
const MOST_WAYS = 8;

/**
 * Sections that were made before. What a section reads is known once it was made: the cache keeps
 * for each what it read, and finds it again where all of that has the same content.
 * 中文: 章节缓存
 */
export class SectionCache {
  readonly #frame: StudyFrame;
  readonly #cache: StepCache;
  readonly #draws: number | null;

  constructor(frame: StudyFrame, cache: StepCache, draws: number | null) {
    this.#frame = frame;
    this.#cache = cache;
    this.#draws = draws;
  }

  find(section: Ready): (Made & { readonly key: string }) | undefined {
    const base = sectionBase(this.#frame, section, this.#draws);
    for (const reads of this.#ways(base)) {
      const key = sectionKey(base, this.#frame, reads);
      const stored = this.#cache.get(key);
      if (stored !== undefined) return { ...(deserialize(stored) as Made), key };
    }
    return undefined;
  }

  /** A section as it was made last, whatever has changed since. */
  findLast(section: Ready): (Made & { readonly key: string }) | undefined {
    const named = this.#cache.get(lastKey(section));
    if (named === undefined) return undefined;
    const key = Buffer.from(named).toString();
    const stored = this.#cache.get(key);
    return stored === undefined ? undefined : { ...(deserialize(stored) as Made), key };
  }

  /** Keeps a section under what it read; gives its key. */
  keep(section: Ready, made: Made): string {
    const base = sectionBase(this.#frame, section, this.#draws);
    const key = sectionKey(base, this.#frame, made.reads);
    const name = `section ${section.id}`;
    this.#cache.put(key, name, serialize(made));
    const others = this.#ways(base).filter((w) => !sameReads(w, made.reads));
    const ways = [made.reads, ...others].slice(0, MOST_WAYS);
    this.#cache.put(waysKey(base), `${name} reads`, serialize(ways));
    this.#cache.put(lastKey(section), `${name} last`, Buffer.from(key));
    return key;
  }

  #ways(base: string): readonly (readonly FrameRead[])[] {
    const stored = this.#cache.get(waysKey(base));
    return stored === undefined ? [] : (deserialize(stored) as FrameRead[][]);
  }
}

function lastKey(section: Ready): string {
  return sha256(`last ${section.id} ${section.make}`);
}

function waysKey(base: string): string {
  return sha256(`reads ${base}`);
}

function sameReads(a: readonly FrameRead[], b: readonly FrameRead[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
