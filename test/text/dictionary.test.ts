import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packageRoot, sha256 } from "../../src/base/index.js";
import { listDictionaries, loadDictionaries, loadDictionary } from "../../src/text/index.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-dictionary-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const put = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "none";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe("bundled dictionaries", () => {
  it("all load, with the numbers of words and hashes of the manifest", () => {
    const list = listDictionaries();
    expect(list).toHaveLength(11);
    for (const entry of list) {
      const [dictionary, ...more] = loadDictionary(entry.name);
      expect(more).toEqual([]);
      expect(dictionary!.name).toBe(entry.name);
      const duplicates = dictionary!.warnings.some((w) => w.code === "text/duplicate-term");
      if (!duplicates) expect(dictionary!.terms).toHaveLength(entry.terms);
      const file = join(packageRoot(), "dictionaries", "keywords", `${entry.name}.csv`);
      expect(sha256(readFileSync(file))).toBe(dictionary!.sha256);
      const manifest = readFileSync(join(file, "..", "manifest.yaml"), "utf8");
      expect(manifest).toContain(dictionary!.sha256);
    }
  });

  it("are found by their Chinese title too", () => {
    expect(loadDictionary("新质生产力")[0]!.name).toBe("new-quality-productive-forces");
  });

  it("come once when named twice", () => {
    expect(loadDictionaries(["st-talent", "st-talent", "basic-research"])).toHaveLength(2);
  });
});

describe("user dictionaries", () => {
  it("need a column term only", () => {
    const [d] = loadDictionary(put("own.csv", "term\n数字经济\nＡＩ\n"));
    expect(d!.name).toBe("own");
    expect(d!.terms.map((t) => [t.term, t.key, t.group])).toEqual([
      ["数字经济", "数字经济", "own"],
      ["ＡＩ", "ai", "own"],
    ]);
  });

  it("may be several in one file, with weights, synonyms and exclusions", () => {
    const found = loadDictionary(
      put(
        "many.csv",
        "dictionary,group,term,weight,synonym_of,exclude\n甲,g,创新,2,,创新中心;创新城\n甲,g,革新,,创新,\n乙,h,5G,,,\n",
      ),
    );
    expect(found.map((d) => d.name)).toEqual(["甲", "乙"]);
    expect(found[0]!.terms).toMatchObject([
      { weight: 2, exclude: ["创新中心", "创新城"] },
      { synonymOf: "创新" },
    ]);
  });

  it("may be YAML with groups, synonyms and exclusions", () => {
    const file = put(
      "own.yaml",
      "name: own\ngroups:\n  技术:\n    - 5G\n    - { term: 人工智能, synonyms: [AI], exclude: [人工智能学院] }\nterms: [改革]\n",
    );
    const [d] = loadDictionary(file);
    expect(d!.groups).toEqual(["own", "技术"]);
    expect(d!.terms.map((t) => t.term)).toEqual(["改革", "5G", "人工智能", "AI"]);
  });

  it("say which terms stand twice or inside others", () => {
    const [d] = loadDictionary(put("twice.csv", "term\n创新\n创新\n科技创新\n"));
    expect(d!.terms).toHaveLength(2);
    expect(d!.warnings.map((w) => w.code)).toEqual(["text/duplicate-term", "text/nested-term"]);
  });

  it.each([
    ["text/empty-dictionary", "empty.csv", ""],
    ["text/empty-dictionary", "header.csv", "term\n"],
    ["text/empty-dictionary", "empty.yaml", ""],
    ["text/no-term-column", "columns.csv", "label\n创新\n"],
    ["text/bad-dictionary", "marks.csv", "term\n，。\n"],
    ["text/bad-dictionary", "weight.csv", "term,weight\n创新,x\n"],
    ["text/bad-dictionary", "exclude.csv", "term,exclude\n创新,改革\n"],
    ["text/bad-dictionary", "synonym.csv", "term,synonym_of\n革新,创新\n"],
    ["text/bad-dictionary", "keys.yaml", "words: [a]\n"],
    ["text/bad-dictionary", "broken.yaml", "terms: [a\n"],
    ["file/not-found", "none", undefined],
  ])("answer %s to %s", (code, name, text) => {
    const file = text === undefined ? join(folder, "none.csv") : put(name, text);
    expect(codeOf(() => loadDictionary(file))).toBe(code);
  });

  it("are offered the nearest name on a typo", () => {
    expect(() => loadDictionary("new-quality-productive-force")).toThrow(
      /Did you mean "new-quality-productive-forces"/,
    );
  });
});
