import { inForce, type NameIndex } from "./name-index.js";
import type { Area } from "./read-areas.js";
import type { Region } from "./region.js";

/** One name of a region in a text.   中文: 文本中的地名 */
export interface Mention {
  /** The unit; where the name fits several, the first of `candidates`. */
  readonly region: Region;
  /** All units the name may stand for here, best first; one when it is clear. */
  readonly candidates: readonly Region[];
  readonly text: string;
  /** Position in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** `full` is an official name, `short` a province's or prefecture's name without its kind. */
  readonly form: "full" | "short";
}

const starts = new WeakMap<NameIndex, ReadonlyMap<string, readonly number[]>>();

/**
 * The region names in a text, leftmost-longest, in order of position.   中文: 在文本中找地名
 *
 * Official names of all levels and of all years; short names of provinces and prefectures only
 * (和平, 城关 as short county names are mostly common words). A name that fits several units is
 * narrowed by the names before it: in 长春市朝阳区 the district is that of 长春.
 */
export function findMentions(text: string, index: NameIndex): Mention[] {
  const lengths = lengthsByStart(index);
  const mentions: Mention[] = [];
  let i = 0;
  while (i < text.length - 1) {
    const mention = matchAt(text, i, index, lengths, mentions.at(-1)?.region);
    if (mention === undefined) i++;
    else {
      mentions.push(mention);
      i = mention.end;
    }
  }
  return mentions;
}

function matchAt(
  text: string,
  start: number,
  index: NameIndex,
  lengths: ReadonlyMap<string, readonly number[]>,
  before: Region | undefined,
): Mention | undefined {
  for (const length of lengths.get(text.slice(start, start + 2)) ?? []) {
    const end = start + length;
    if (end > text.length) continue;
    const name = text.slice(start, end);
    const full = index.full.get(name);
    const areas = full ?? (index.short.get(name) ?? []).filter((a) => a.level !== "county");
    if (areas.length === 0) continue;
    const candidates = order(areas, before);
    return {
      region: candidates[0]!,
      candidates,
      text: name,
      start,
      end,
      form: full === undefined ? "short" : "full",
    };
  }
  return undefined;
}

/** Units inside the one named before come first and alone; today's before those of the past. */
function order(areas: readonly Area[], before: Region | undefined): Region[] {
  const levels = ["province", "prefecture", "county"];
  const inside = (a: Area): boolean =>
    before !== undefined &&
    (before.level === "province"
      ? a.provinceCode === before.provinceCode
      : a.prefectureCode === (before.prefectureCode ?? before.code));
  const near = areas.filter(inside);
  const pool = near.length > 0 ? near : areas;
  const current = pool.filter((a) => inForce(a, undefined));
  const kept = current.length > 0 ? current : pool;
  return kept.toSorted(
    (a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || b.from - a.from,
  );
}

function lengthsByStart(index: NameIndex): ReadonlyMap<string, readonly number[]> {
  const known = starts.get(index);
  if (known !== undefined) return known;
  const sets = new Map<string, Set<number>>();
  const note = (name: string): void => {
    const key = name.slice(0, 2);
    const set = sets.get(key);
    if (set === undefined) sets.set(key, new Set([name.length]));
    else set.add(name.length);
  };
  for (const name of index.full.keys()) if (name.length >= 2) note(name);
  for (const [name, areas] of index.short) {
    if (name.length >= 2 && areas.some((a) => a.level !== "county")) note(name);
  }
  const made = new Map([...sets].map(([key, set]) => [key, [...set].sort((a, b) => b - a)]));
  starts.set(index, made);
  return made;
}
