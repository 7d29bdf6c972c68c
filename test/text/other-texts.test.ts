import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { eachDocument, Store } from "../../src/store/index.js";
import {
  attention,
  dictionaryOfTerms,
  importReports,
  readDocuments,
  recogniseKind,
  storedDocument,
} from "../../src/text/index.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-kinds-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const put = (name: string, lines: readonly string[]): string => {
  const file = join(folder, name);
  writeFileSync(file, lines.join("\n"));
  return file;
};

const POLICY = [
  "国务院关于某某工作的意见",
  "各省、自治区、直辖市人民政府：",
  "数字经济是新的增长点，",
  "对各地转型升级、提质",
  "增效具有重要作用，发",
  "展数字经济意义重大。",
  "为加快数字经济发展，现提出以下意见。",
  "一、总体要求",
  "坚持创新驱动，发展数字经济。",
];
const COMMUNIQUE = [
  "合肥市2020年国民经济和社会发展统计公报",
  "合肥市统计局",
  "2020年，全市数字经济增加值增长9%。",
  "一、综合",
  "全年生产总值增长4.3%。",
];

describe("texts that are no work report", () => {
  it.each([
    [POLICY, "policy", "国务院关于某某工作的意见"],
    [COMMUNIQUE, "communique", "合肥市2020年国民经济和社会发展统计公报"],
    [["某市人民政府办公室", "关于印发某某实施方案的", "通知", "各县区："], "policy", ""],
    [["某政发〔2020〕12号", "各有关单位：", "现就有关事项说明如下。"], "policy", ""],
    [["记者今天从会议上获悉，发展数字经济。"], "text", ""],
  ])("%j", (lines, kind, title) => {
    const found = recogniseKind(lines.join("\n"), "");
    expect(found.kind).toBe(kind);
    if (title !== "") expect(found.title).toBe(title);
  });

  it("are stored as their own kinds with no line dropped, and counted as in the file", async () => {
    const files = [put("policy_wrapped.txt", POLICY), put("communique.txt", COMMUNIQUE)];
    const store = await Store.open(":memory:");
    const summary = await importReports(store, files, { accept: "all" });
    expect(summary.stored).toBe(2);
    const documents = [...eachDocument(store)];
    const policy = documents.find((d) => d.kind === "policy")!;
    const communique = documents.find((d) => d.kind === "communique")!;
    expect(policy.text.replace(/\n/g, "")).toBe(POLICY.join(""));
    expect(communique.text).toBe(COMMUNIQUE.join("\n"));
    expect(communique).toMatchObject({ regionCode: "340100", year: 2020 });
    const dictionaries = [dictionaryOfTerms(["数字经济"])];
    const counts = async (of: Parameters<typeof attention>[0]): Promise<number[]> => {
      const result = await attention(of, { dictionaries });
      return result.rows().map((r) => r.count);
    };
    expect(await counts(readDocuments(files))).toEqual([4, 1]);
    expect(await counts([policy, communique].map(storedDocument))).toEqual([4, 1]);
    store.close();
  });

  it("a file that is imported again with other settings takes its own place, and this is said", async () => {
    const file = put("CN_1954.txt", [
      "各位代表：",
      "現在，我代表國務院，向大會報告工作，請予審議。",
      "這個時期，我們發展經濟，實現進步，學習技術。",
      "讓我們為國家的發展而努力奮鬥！",
    ]);
    const store = await Store.open(":memory:");
    expect(await importReports(store, [file], { script: "keep" })).toMatchObject({ stored: 1 });
    const again = await importReports(store, [file], { script: "characters" });
    expect(again).toMatchObject({ stored: 0, duplicates: 0, replaced: 1 });
    const documents = [...eachDocument(store)];
    expect(documents).toHaveLength(1);
    expect(documents[0]!.text).toContain("国务院");
    const third = await importReports(store, [file], { script: "characters" });
    expect(third).toMatchObject({ duplicates: 1, replaced: 0 });
    store.close();
  });
});
