import type { Regions } from "../region/index.js";
import {
  type Evidence,
  type ReportClues,
  regionEvidence,
  sessionDate,
  speakerOf,
  yearEvidence,
} from "./report-evidence.js";

/** A unit that the bundled tables don't know (a simulated city, a development zone). */
export interface KnownRegion {
  readonly code: string;
  readonly name: string;
  readonly level?: string;
}

/** What is known of a report.   中文: 报告元数据 */
export interface ReportMetadata {
  /** Six-digit code; 100000 is the whole country. */
  readonly regionCode: string | null;
  readonly region: string | null;
  /** `national`, `province`, `prefecture` or `county`. */
  readonly level: string | null;
  readonly year: number | null;
  readonly title: string;
  readonly speaker: string | null;
  /** ISO date of the session. */
  readonly date: string | null;
  /** 0 … 1: how sure region and year are (the weaker of the two). */
  readonly confidence: number;
  /** Contradictions and what was left open. */
  readonly notes: readonly string[];
}

const NATIONAL = { code: "100000", name: "全国", level: "national" };

/**
 * Region, level, year, date, title and speaker of a report from the text itself, with what the file
 * name and a table row say as weaker evidence.   中文: 从文本识别报告元数据
 *
 * Each place votes with its weight: session line 1, opening formula 0.9, table row 0.8–0.9, headings
 * 0.8, speaker and title 0.6–0.7, file name 0.4. `confidence` is the winner's share of the votes,
 * times its own weight when that is below 1; contradictions are noted. With `regionFrom` one place
 * alone decides the region, where it names one.
 *
 * @example reportMetadata({ head: ["2026年1月27日在湖北省第十四届人民代表大会第四次会议上"], text: "", fileName: "x.txt", given: {} }, Regions.load()).regionCode // "420000"
 */
export function reportMetadata(
  clues: ReportClues,
  regions: Regions,
  extra: readonly KnownRegion[] = [],
): ReportMetadata {
  const notes: string[] = [];
  const year = vote(yearEvidence(clues), String, "year", notes);
  const place = placeOf(clues, year?.value, regions, extra, notes);
  const session = sessionDate(clues);
  const date =
    session?.map((n) => String(n).padStart(2, "0")).join("-") ?? clues.given.date ?? null;
  if (place === undefined) notes.push("region not recognised");
  if (year === undefined) notes.push("year not recognised");
  return {
    regionCode: place?.code || null,
    region: place?.name ?? null,
    level: place?.level ?? null,
    year: year?.value ?? null,
    title: titleOf(clues),
    speaker: speakerOf(clues) ?? null,
    date,
    confidence: Math.min(place?.confidence ?? 0, year?.confidence ?? 0),
    notes,
  };
}

interface Place {
  readonly code: string;
  readonly name: string;
  readonly level: string | null;
}

function placeOf(
  clues: ReportClues,
  year: number | undefined,
  regions: Regions,
  extra: readonly KnownRegion[],
  notes: string[],
): (Place & { confidence: number }) | undefined {
  const { regionFrom, ...all } = clues;
  if (regionFrom !== undefined) {
    const place = placeOf(cluesFrom(regionFrom, all), year, regions, extra, notes);
    if (place !== undefined) return place;
    notes.push(`the ${regionFrom} names no region`);
  }
  const named = regionEvidence(clues);
  const inName = fileNameRegions(clues.fileName, regions, extra);
  const context = named.map((e) => e.value);
  const places = [...named, ...inName.names].map((e) => ({
    ...e,
    value: lookUp(e.value, year, regions, extra, context),
  }));
  const code = inName.code;
  if (code !== undefined) places.push({ value: code.place, weight: 0.4, from: "file name" });
  const merged = mergeUnknown(places, code?.known === false ? code.place.code : undefined);
  // A misread name (a person, a slogan) does not stand against names that are known.
  const anyKnown = merged.some((p) => p.value.code !== "");
  const kept = anyKnown ? merged.filter((p) => p.value.code !== "") : merged;
  const winner = vote(kept, (p) => p.code || p.name, "region", notes);
  if (winner === undefined) return undefined;
  if (winner.value.code === "") notes.push(`no code is known for ${winner.value.name}`);
  return { ...winner.value, confidence: winner.confidence };
}

/** The clues of the place that is to decide. */
function cluesFrom(place: "title" | "text", clues: ReportClues): ReportClues {
  if (place === "text") return { ...clues, fileName: "", given: {} };
  const { title = "" } = clues.given;
  // A name anywhere in the title counts, as it does in the name of a file.
  return { head: [], text: "", fileName: title, given: { title } };
}

/** A code of the file name that no table knows belongs to the name that no table knows. */
function mergeUnknown(
  places: readonly Evidence<Place>[],
  unknownCode: string | undefined,
): Evidence<Place>[] {
  if (unknownCode === undefined) return [...places];
  const name = places.find((p) => p.value.code === "")?.value.name;
  if (name === undefined) return [...places];
  return places.map((p) =>
    p.value.code === "" || p.value.code === unknownCode
      ? { ...p, value: { code: unknownCode, name, level: levelOfName(name) } }
      : p,
  );
}

function lookUp(
  name: string,
  year: number | undefined,
  regions: Regions,
  extra: readonly KnownRegion[],
  context: readonly string[],
): Place {
  if (name === NATIONAL.name || /^(?:中国|国家|中华人民共和国)$/.test(name)) return NATIONAL;
  const own = extra.find((r) => r.name === name || r.code === name);
  if (own !== undefined) {
    return { code: own.code, name: own.name, level: own.level ?? levelOfName(own.name) };
  }
  const options = year === undefined ? {} : { year };
  const found = regions.resolve(name, options);
  if (found.status === "found") return found.region;
  if (found.status === "ambiguous") {
    for (const within of context) {
      if (within === name) continue;
      const inside = regions.resolve(name, { ...options, within });
      if (inside.status === "found") return inside.region;
    }
  }
  return { code: "", name, level: levelOfName(name) };
}

function levelOfName(name: string): string | null {
  if (/(?:省|自治区)$/.test(name)) return "province";
  if (/(?:市|自治州|地区|盟|州)$/.test(name)) return "prefecture";
  return /(?:县|区|旗|林区|特区)$/.test(name) ? "county" : null;
}

function fileNameRegions(
  fileName: string,
  regions: Regions,
  extra: readonly KnownRegion[],
): { names: Evidence<string>[]; code: { place: Place; known: boolean } | undefined } {
  const digits = /(?<!\d)(\d{6})(?!\d)/.exec(fileName)?.[1];
  const own = extra.find((r) => r.code === digits);
  const known = digits === undefined ? undefined : (own ?? regions.byCode(digits));
  const code =
    digits === undefined || (/^(?:19|20)\d{4}$/.test(digits) && known === undefined)
      ? undefined
      : {
          place: {
            code: digits,
            name: known?.name ?? digits,
            level: known === undefined ? null : (known.level ?? levelOfName(known.name)),
          },
          known: known !== undefined,
        };
  const mention = regions.findInText(fileName).at(-1);
  const names: Evidence<string>[] =
    mention === undefined ? [] : [{ value: mention.region.name, weight: 0.4, from: "file name" }];
  if (/^(?:CN[_-]|national|全国|国务院)/i.test(fileName)) {
    names.push({ value: NATIONAL.name, weight: 0.4, from: "file name" });
  }
  return { names, code };
}

function titleOf(clues: ReportClues): string {
  const inHead = clues.head.find((l) => /工作报告/.test(l) && !/作.{0,6}工作报告/.test(l));
  return (clues.given.title || inHead || "").replace(/\s+/g, " ").trim();
}

/** The value with most votes; the others are noted. */
function vote<T>(
  evidence: readonly Evidence<T>[],
  key: (value: T) => string,
  what: string,
  notes: string[],
): { value: T; confidence: number } | undefined {
  const sums = new Map<string, { value: T; weight: number; from: string[] }>();
  for (const e of evidence) {
    const k = key(e.value);
    const sum = sums.get(k) ?? { value: e.value, weight: 0, from: [] };
    sum.weight += e.weight;
    sum.from.push(e.from);
    sums.set(k, sum);
  }
  const ranked = [...sums].sort((a, b) => b[1].weight - a[1].weight);
  const best = ranked[0];
  if (best === undefined) return undefined;
  for (const [other, { from }] of ranked.slice(1)) {
    notes.push(
      `${from.join(", ")} says ${what} ${other}, but ${best[1].from.join(", ")} says ${best[0]}`,
    );
  }
  const total = ranked.reduce((sum, [, r]) => sum + r.weight, 0);
  const confidence = Math.min(1, best[1].weight) * (best[1].weight / total);
  return { value: best[1].value, confidence: Math.round(confidence * 100) / 100 };
}
