import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  classifyPatents,
  compileConcordance,
  explainSymbol,
  formatIpc,
  hierarchy,
  ipcKey,
  keyNumber,
  keyText,
  makeScheme,
  matchKey,
  parseIpc,
  parseIpcList,
  parsePattern,
  readConcordance,
  sortKey,
} from "../../src/patent/index.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-rules-"));
const table = (name: string, text: string) => {
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, text);
  return path;
};

const anySymbol = fc
  .tuple(
    fc.constantFrom(..."ABCDEFGH"),
    fc.integer({ min: 1, max: 99 }),
    fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    fc.integer({ min: 1, max: 9999 }),
    fc.integer({ min: 2, max: 6 }),
    fc.nat(999_999),
  )
  .map(([s, c, l, g, digits, sub]) => {
    const text = String(sub % 10 ** digits).padStart(digits, "0");
    return `${s}${String(c).padStart(2, "0")}${l}${g}/${text}`;
  });

const symbolOf = (text: string) => {
  const found = parseIpc(text);
  if (!found.ok) throw new Error(`${text}: ${found.fault}`);
  return found.symbol;
};

describe("properties of symbols", () => {
  it("parse(format(x)) is x, in every spelling", () => {
    fc.assert(
      fc.property(anySymbol, (text) => {
        const symbol = symbolOf(text);
        const plain = formatIpc(symbol);
        const { section, class: c, subclass, group, subgroup } = symbol;
        const head = `${section}${c}${subclass}`;
        for (const spelling of [
          plain,
          plain.toLowerCase(),
          sortKey(symbol),
          `${head} ${group}/${subgroup}`,
          `${head}${String(group).padStart(4, "0")}/${subgroup}`,
          `${head}   ${group}/${subgroup}    (2006.01) I`,
          `${plain}〔2009.01〕`,
        ]) {
          expect(symbolOf(spelling)).toEqual(symbol);
        }
      }),
    );
  });

  it("the numeric key and the text key name the same symbol", () => {
    fc.assert(
      fc.property(anySymbol, (text) => {
        const symbol = symbolOf(text);
        expect(keyText(ipcKey(symbol))).toBe(sortKey(symbol));
        expect(keyNumber(sortKey(symbol))).toBe(ipcKey(symbol));
      }),
    );
  });

  it("the numeric key orders as the text key does", () => {
    fc.assert(
      fc.property(anySymbol, anySymbol, (a, b) => {
        const [x, y] = [symbolOf(a), symbolOf(b)];
        expect(Math.sign(ipcKey(x) - ipcKey(y))).toBe(
          sortKey(x) < sortKey(y) ? -1 : sortKey(x) > sortKey(y) ? 1 : 0,
        );
      }),
    );
  });

  it("names the levels above a symbol", () => {
    expect(hierarchy(symbolOf("H04L27/26"))).toEqual({
      section: "H",
      class: "H04",
      subclass: "H04L",
      mainGroup: "H04L27/00",
      subgroup: "H04L27/26",
    });
  });

  it("never throws on any text", () => {
    fc.assert(fc.property(fc.string(), (text) => void parseIpcList(text)));
    fc.assert(fc.property(fc.string(), (text) => void parsePattern(text)));
  });

  it("the order of the rules does not matter", () => {
    const { rules } = readConcordance("sei-ipc-2021");
    const forward = compileConcordance({ rules });
    const back = compileConcordance({ rules: rules.toReversed() });
    const rowsAt = (c: typeof forward, key: number): number[] => {
      const set = matchKey(c, key);
      return set < 0 ? [] : Array.from(c.sets[set]!, (i) => c.rules[i]!.row).sort((a, b) => a - b);
    };
    fc.assert(
      fc.property(anySymbol, (text) => {
        const key = ipcKey(symbolOf(text));
        expect(rowsAt(back, key)).toEqual(rowsAt(forward, key));
      }),
    );
  });
});

describe("bad rules", () => {
  it("warns of an exclusion outside its pattern, and it takes nothing away", () => {
    const found = readConcordance(
      table("outside", "code,name,ipc_patterns,ipc_exclusions\nA,甲,H04L*,G06F1*\n"),
    );
    expect(found.warnings.map((w) => w.code)).toEqual(["patent/exclusion-outside"]);
    expect(explainSymbol("H04L1/00", found.rules).key).toBe(true);
  });

  it("lists reversed ranges and unreadable patterns with their row, and keeps the rest", () => {
    const found = readConcordance(
      table("broken", "code,name,ipc_patterns\nA,甲,H04L1/24-H04L1/02;H04W*\nB,乙,人工智能\n"),
    );
    expect(found.unread).toEqual([
      { row: 2, code: "A", text: "H04L1/24-H04L1/02", reason: "reversed-range" },
      { row: 3, code: "B", text: "人工智能", reason: "not-a-pattern" },
      { row: 3, code: "B", text: "", reason: "no-pattern" },
    ]);
    expect(found.rules[0]!.patterns.map((p) => p.text)).toEqual(["H04W*"]);
  });

  it("warns of a code and number that stand twice, and counts both rules", () => {
    const found = readConcordance(
      table("twice", "code,name,ipc_patterns,rule_no\nA,甲,H04L*,1\nA,甲,G06F*,1\n"),
    );
    expect(found.warnings.map((w) => w.code)).toEqual(["patent/duplicate-rule"]);
    expect(explainSymbol("G06F1/00", found.rules).key).toBe(true);
  });

  it("refuses a table without a rule that can be read, or without its columns", () => {
    expect(() => readConcordance(table("none", "code,name,ipc_patterns\nA,甲,无\n"))).toThrow(
      /no rule/,
    );
    expect(() => readConcordance(table("cols", "code,name\nA,甲\n"))).toThrow(/ipc_patterns/);
  });

  it("reads a whole table in the published spelling", () => {
    const found = readConcordance(
      table(
        "published",
        'code,name,ipc_raw\nA,甲,"Ｂ４１Ｊ＊（不含B41J2*）、G06F40＊，H04L1/00－H04L1/24"\n',
      ),
    );
    expect(found.unread).toEqual([]);
    const key = (s: string) => explainSymbol(s, found.rules).key;
    expect(
      ["B41J1/00", "B41J2/01", "G06F40/279", "G06F401/00", "H04L1/12", "H04L1/26"].map(key),
    ).toEqual([true, false, true, false, true, false]);
  });
});

describe("subtrees of the IPC", () => {
  // 31/04 (one dot) holds 31/042 and 31/06 (two dots) with 31/062 (three), not 31/08 (one).
  const texts = ["H01L31/00", "H01L31/04", "H01L31/042", "H01L31/06", "H01L31/062", "H01L31/08"];
  const scheme = makeScheme(
    "test",
    texts.map((t) => ipcKey(symbolOf(t))),
    [0, 1, 2, 2, 3, 1],
  );
  const holds = (pattern: string, options = {}) => {
    const found = parsePattern(pattern, options);
    if (!found.ok) throw new Error(found.fault);
    return texts.filter((t) =>
      found.pattern.intervals.some(
        (i) => i.first <= ipcKey(symbolOf(t)) && ipcKey(symbolOf(t)) <= i.last,
      ),
    );
  };

  it("follow the dots where a scheme is given, the digits where none is", () => {
    expect(holds("H01L31/04*", { scheme })).toEqual(texts.slice(1, 5));
    expect(holds("H01L31/04*")).toEqual(["H01L31/04", "H01L31/042"]);
  });

  it("of the bundled tables know that 31/06 lies under 31/04", () => {
    const { rules, warnings } = readConcordance("new-three-2024");
    const rule = rules.find((r) => r.code === "3.4.1")!;
    expect(
      explainSymbol("H01L31/06", [rule]).excluded.length +
        explainSymbol("H01L31/06", [rule]).matched.length,
    ).toBe(1);
    expect(warnings.map((w) => w.code)).toEqual(["patent/subtree-by-digits"]);
  });
});

describe("bad patents", () => {
  const concordance = readConcordance("sei-ipc-2021");

  it("takes patents without IPC, with ten thousand, with removed groups and mixed separators", () => {
    const many = Array.from(
      { length: 10_000 },
      (_, i) => `H04L${1 + (i % 99)}/${String(i % 100).padStart(2, "0")}`,
    );
    const { rows, coverage } = classifyPatents(
      [
        { patent: "none", ipc: "" },
        { patent: "many", ipc: many.join("; ") },
        { patent: "removed", ipc: "H04L29/08; G06F17/30" },
        {
          patent: "mixed",
          ipc: "H04L1/00；G06F3/01，A41D1/00|B62B000300%H04W4/00\n- ; Y02P 90/02",
        },
      ],
      { concordance },
    );
    expect(coverage.withoutIpc).toBe(1);
    expect(rows[1]!.symbols.length).toBe(new Set(many).size);
    expect(rows[2]!.symbols).toEqual(["H04L29/08", "G06F17/30"]);
    expect(rows[3]).toMatchObject({
      symbols: ["H04L1/00", "G06F3/01", "A41D1/00", "B62B3/00", "H04W4/00"],
      malformed: ["Y02P 90/02"],
    });
  });
});
