import { describe, expect, it } from "vitest";
import {
  classifyPatents,
  compileConcordance,
  concordanceNames,
  explainSymbol,
  formatIpc,
  ipcKey,
  keyText,
  matchKey,
  parseIpc,
  parseIpcList,
  parsePattern,
  parsePublishedRule,
  readConcordance,
  sortKey,
} from "../../src/patent/index.js";

const canonical = (text: string): string => {
  const found = parseIpc(text);
  return found.ok ? formatIpc(found.symbol) : `!${found.fault}`;
};

describe("IPC symbols", () => {
  it.each([
    ["H04L27/26", "H04L27/26"],
    ["H04L 27/26", "H04L27/26"],
    ["h04l   27/26    (2006.01) I", "H04L27/26"],
    ["H04L0027/26", "H04L27/26"],
    ["H04L 27/26 [2006.01]", "H04L27/26"],
    ["Ｈ０４Ｌ２７／２６", "H04L27/26"],
    ["G06F 9/451 〔2018.01〕", "G06F9/451"],
    ["B62B000300", "B62B3/00"],
    ["G07G000100", "G07G1/00"],
    ["B03C0003090000", "B03C3/09"],
    ["H04L\u00a027/26", "H04L27/26"],
    ["H04W 64/00 为了网络管理的目的〔2009.01〕", "H04W64/00"],
    ["G06F16/245800", "G06F16/2458"],
    ["14-04(13)", "!locarno"],
    ["Y02P 90/02", "!cpc-section"],
    ["G06F", "!no-group"],
    ["-", "!empty"],
    ["H04L27/2", "!bad-subgroup"],
    ["H04L27/26X", "!bad-subgroup"],
    ["H04L0/00", "!bad-group"],
    ["H04L2726", "!no-group"],
    ["人工智能", "!not-a-symbol"],
  ])("reads %s as %s", (text, expected) => expect(canonical(text)).toBe(expected));

  it("has a sort key of fixed width that orders as the number does", () => {
    const found = parseIpc("H04L27/26");
    if (!found.ok) throw new Error("no symbol");
    expect(sortKey(found.symbol)).toBe("H04L0027260000");
    expect(keyText(ipcKey(found.symbol))).toBe("H04L0027260000");
  });

  it("reads lists with mixed separators, titles and other schemes", () => {
    const list = parseIpcList(
      "H04L 27/26；g06f17/30| A01B1/00,Y02P 90/02%H04L27/26\nG06N3/04 H04W4/02",
    );
    expect(list.symbols).toEqual(["H04L27/26", "G06F17/30", "A01B1/00", "G06N3/04", "H04W4/02"]);
    expect(list.malformed).toEqual([{ raw: "Y02P 90/02", fault: "cpc-section" }]);
    const titled = parseIpcList(
      "H04W 64/00 为了网络管理的目的，例如移动性管理、定位〔2009.01〕; G06F3/01",
    );
    expect(titled).toMatchObject({ symbols: ["H04W64/00", "G06F3/01"], malformed: [] });
    expect(parseIpcList('["H04L27/26", "G06F3/01"]').symbols).toHaveLength(2);
  });
});

describe("concordance", () => {
  const sei = readConcordance("sei-ipc-2021");

  it("reads all 311 rules, 1720 patterns and 1030 exclusions", () => {
    expect(sei.rules).toHaveLength(311);
    expect(sei.rules.reduce((n, r) => n + r.patterns.length, 0)).toBe(1720);
    expect(sei.rules.reduce((n, r) => n + r.exclusions.length, 0)).toBe(1030);
    expect(sei.unread).toEqual([]);
    expect(sei.warnings.map((w) => w.code)).toEqual(["patent/star-added"]);
  });

  it("bundles the four tables with a manifest", () => {
    expect(concordanceNames()).toEqual([
      "green-ipc",
      "key-digital-technology-2023",
      "new-three-2024",
      "sei-ipc-2021",
    ]);
    for (const name of concordanceNames()) expect(readConcordance(name).unread).toEqual([]);
  });

  it("answers an unknown name with the nearest one", () => {
    expect(() => readConcordance("sei-ipc-2012")).toThrow(/sei-ipc-2021/);
  });

  it("keeps a symbol without star apart from those below it", () => {
    const codes = (symbol: string) => explainSymbol(symbol, sei.rules).matched.map((m) => m.code);
    expect(codes("G06N3/04")).toEqual(["1.5"]);
    expect(codes("G06N3/045")).toEqual(["1.4"]);
  });

  it("says which exclusion applied and which rule rescued the symbol", () => {
    const why = explainSymbol("G06F11/14", sei.rules);
    expect(why.excluded.flatMap((r) => r.exclusions)).toContain("G06F11/14");
    expect(why.key).toBe(why.matched.length > 0);
    expect(why.rescued).toBe(why.key);
  });

  it("matches by intervals what the direct reading matches", () => {
    const compiled = compileConcordance(sei);
    for (const text of ["H04L27/26", "G06F40/279", "G06F401/00", "B41J2/01", "A01B1/00"]) {
      const found = parseIpc(text);
      if (!found.ok) throw new Error(text);
      const set = matchKey(compiled, ipcKey(found.symbol));
      const rows = set < 0 ? [] : Array.from(compiled.sets[set]!, (i) => sei.rules[i]!.row);
      expect(rows).toEqual(explainSymbol(text, sei.rules).matched.map((m) => m.row));
    }
  });

  it("labels patents with the union over their symbols", () => {
    const patents = [
      { patent: "p1", ipc: "H04L 27/26; 14-04(13)", year: 2020 },
      { patent: "p2", ipc: "A41D 1/00", year: 2020 },
      { patent: "p3", ipc: "A41D 1/00 | H04L1/00", year: 2021 },
      { patent: "p4", ipc: "", year: 2021 },
    ];
    const any = classifyPatents(patents, { concordance: sei });
    expect(any.rows.map((r) => r.key)).toEqual([true, false, true, false]);
    expect(any.rows[0]).toMatchObject({ symbols: ["H04L27/26"], malformed: ["14-04(13)"] });
    expect(any.coverage).toMatchObject({ patents: 4, withoutIpc: 1, key: 2, malformedSymbols: 1 });
    const main = classifyPatents(patents, { concordance: sei, ipc: "main" });
    expect(main.rows.map((r) => r.key)).toEqual([true, false, false, false]);
  });
});

describe("patterns", () => {
  const text = (t: string) => {
    const p = parsePattern(t);
    return p.ok ? `${p.pattern.text} ${p.pattern.kind} ${p.pattern.reading}` : p.fault;
  };
  it.each([
    ["G06F40*", "G06F40* group as-written"],
    ["H01L21/*", "H01L21* group as-written"],
    ["B41J*", "B41J* subclass as-written"],
    ["G16*", "G16* class as-written"],
    ["H03M13", "H03M13* group star-added"],
    ["G16H", "G16H* subclass star-added"],
    ["Ｂ４１Ｊ＊", "B41J* subclass as-written"],
    ["H01L31/04*", "H01L31/04* subtree by-digits"],
    ["A01B1/02-A01B1/24", "A01B1/02-A01B1/24 range as-written"],
    ["A01B1/02-24", "A01B1/02-A01B1/24 range as-written"],
    ["A01B1/02至A01B3/00", "A01B1/02-A01B3/00 range as-written"],
    ["A01B1/24-A01B1/02", "reversed-range"],
    ["关键词", "not-a-pattern"],
  ])("reads %s as %s", (pattern, expected) => expect(text(pattern)).toBe(expected));

  it("takes the published spelling apart and lists what it cannot read", () => {
    const rule = parsePublishedRule(
      "Ｂ４１Ｊ＊（不含B41J2*、H04N1/00）、G06F3*，H04L1/00－H04L1/24；甲",
    );
    expect(rule.patterns.map((p) => p.text)).toEqual(["B41J*", "G06F3*", "H04L1/00-H04L1/24"]);
    expect(rule.exclusions.map((p) => p.text)).toEqual(["B41J2*", "H04N1/00"]);
    expect(rule.unread).toEqual([
      { text: "H04N1/00", reason: "exclusion-outside-pattern" },
      { text: "甲", reason: "not-a-pattern" },
    ]);
  });
});
