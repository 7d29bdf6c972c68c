import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildAutomaton, buildDictionary, scan, TermMatcher } from "../../src/text/index.js";
import { WINDOW_UNITS } from "../../src/text/unit-window.js";

const origin = { name: "t", title: "t", file: "t.csv", sha256: "" };
const dictionary = (...terms: (string | { term: string; exclude?: string[]; group?: string })[]) =>
  buildDictionary(
    terms.map((t, i) => ({ row: i + 2, ...(typeof t === "string" ? { term: t } : t) })),
    origin,
  );

function found(matcher: TermMatcher, text: string, which = 0): string[] {
  const hits = matcher.find(text)[which]!;
  return [...hits.key].map((k, i) => `${matcher.keys[k]}@${hits.start[i]}`);
}

/** Every occurrence, found the slow way. */
function naive(terms: readonly string[], text: string): { term: string; start: number }[] {
  const out: { term: string; start: number }[] = [];
  const lower = text.replace(/[A-Z]/g, (c) => c.toLowerCase());
  for (let start = 0; start < lower.length; start++) {
    for (const term of terms) if (lower.startsWith(term, start)) out.push({ term, start });
  }
  return out;
}

function naiveLongest(terms: readonly string[], text: string): string[] {
  const out: string[] = [];
  const all = naive(terms, text);
  let free = 0;
  for (let start = 0; start < text.length; start++) {
    if (start < free) continue;
    const here = all.filter((h) => h.start === start).sort((a, b) => b.term.length - a.term.length);
    if (here[0] === undefined) continue;
    out.push(`${here[0].term}@${start}`);
    free = start + here[0].term.length;
  }
  return out;
}

const letters = fc.constantFrom("a", "b", "A", "中", "国");
const word = fc.array(letters, { minLength: 1, maxLength: 4 }).map((a) => a.join("").toLowerCase());
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 12 });
const text = fc.array(letters, { maxLength: 60 }).map((a) => a.join(""));

describe("automaton", () => {
  it("finds what naive search finds, on random strings over a small alphabet", () => {
    fc.assert(
      fc.property(words, text, (patterns, t) => {
        const automaton = buildAutomaton(patterns);
        const hits = scan(automaton, t);
        const got = Array.from({ length: hits.count }, (_, i) => {
          const pattern = patterns[hits.pattern[i]!]!;
          return `${pattern}@${hits.end[i]! - pattern.length}`;
        });
        expect(got.sort()).toEqual(
          naive(patterns, t)
            .map((h) => `${h.term}@${h.start}`)
            .sort(),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("finds patterns across the ends of the windows in which a long text is read", () => {
    const automaton = buildAutomaton(["科技创新中心", "科技创新", "创", "b"]);
    for (let before = WINDOW_UNITS - 8; before <= WINDOW_UNITS + 2; before++) {
      const hits = scan(
        automaton,
        `${"好".repeat(before)}科技创新中心${"好".repeat(WINDOW_UNITS)}b`,
      );
      const ends = Array.from({ length: hits.count }, (_, i) => hits.end[i]! - before);
      expect(ends).toEqual([3, 4, 6, 6 + WINDOW_UNITS + 1]);
    }
  });

  it("finds patterns that have their first letters or their whole in common by hundreds", () => {
    const patterns = Array.from({ length: 400 }, (_, i) => "中".repeat(1 + (i % 40)) + i);
    patterns.push(...Array.from({ length: 30 }, (_, i) => "中".repeat(i + 1)));
    const matcher = new TermMatcher([dictionary(...patterns)], "all");
    const t = "中".repeat(60);
    const starts = matcher.find(t)[0]!.start;
    expect(starts.length).toBe(naive(patterns, t).length);
    expect([...starts]).toEqual([...starts].sort((a, b) => a - b));
  });

  it("holds tens of thousands of patterns", () => {
    const patterns = Array.from(
      { length: 30_000 },
      (_, i) => String.fromCharCode(0x4e00 + (i % 171), 0x4e00 + ((i * 7) % 3001)) + String(i),
    );
    const automaton = buildAutomaton(patterns);
    for (const i of [0, 1, 777, 29_999]) {
      const hits = scan(automaton, `前${patterns[i]}后`);
      const names = Array.from({ length: hits.count }, (_, k) => patterns[hits.pattern[k]!]);
      expect(names).toContain(patterns[i]);
    }
  });
});

describe("overlap policies", () => {
  it("takes leftmost-longest hits, as the slow way does, on random strings", () => {
    fc.assert(
      fc.property(words, text, (patterns, t) => {
        const matcher = new TermMatcher([dictionary(...patterns)], "longest", "none");
        expect(found(matcher, t)).toEqual(naiveLongest(patterns, t));
      }),
      { numRuns: 500 },
    );
  });

  it("takes terms with a Latin edge as whole words, unless told otherwise", () => {
    const d = dictionary("AI", "5G", "PM2.5", "工业4", "互联网+", "C++", "é");
    const t =
      "MAIN、AI技术、OpenAI、15G、5GHz、2.5G、5g、PM2.5、PM2.55、工业4.0、工业4。互联网+、C++11、café";
    const at = (boundary: "latin" | "none"): string[] =>
      found(new TermMatcher([d], "longest", boundary), t).map((hit) => hit.split("@")[0]!);
    expect(at("latin")).toEqual(["ai", "5g", "pm2.5", "工业4", "互联网+", "c++"]);
    expect(at("none")).toHaveLength(14);
  });

  it("lets a longer term that is no whole word give way to a shorter one that is", () => {
    const d = dictionary("智能AI", "智能");
    expect(found(new TermMatcher([d]), "智能AIM")).toEqual(["智能@0"]);
  });

  it("does not count a nested term again under longest and counts it under all", () => {
    const d = dictionary("科技创新", "科技创新中心", "创新");
    const t = "建设科技创新中心，推动科技创新";
    expect(found(new TermMatcher([d], "longest"), t)).toEqual(["科技创新中心@2", "科技创新@11"]);
    expect(found(new TermMatcher([d], "all"), t)).toHaveLength(5);
  });

  it("gives in one run what two runs give", () => {
    fc.assert(
      fc.property(words, words, text, (a, b, t) => {
        const both = new TermMatcher([dictionary(...a), dictionary(...b)]);
        expect(found(both, t, 0)).toEqual(found(new TermMatcher([dictionary(...a)]), t));
        expect(found(both, t, 1)).toEqual(found(new TermMatcher([dictionary(...b)]), t));
      }),
      { numRuns: 200 },
    );
  });

  it("does not count a hit inside an exclusion context", () => {
    const d = dictionary({ term: "科技创新", exclude: ["科技创新中心", "全国科技创新大会"] });
    const matcher = new TermMatcher([d]);
    expect(found(matcher, "科技创新中心、全国科技创新大会与科技创新")).toEqual(["科技创新@16"]);
  });

  it("ignores case of Latin letters, full-width ones too", () => {
    expect(found(new TermMatcher([dictionary("ＡＩ", "Big Data")]), "ai和BIG DATA与Ai")).toEqual([
      "ai@0",
      "big data@3",
      "ai@12",
    ]);
  });

  it("counts hits in a long text without trouble", () => {
    const t = "创新".repeat(200_000);
    expect(new TermMatcher([dictionary("创新")]).find(t)[0]!.key.length).toBe(200_000);
  });
});
