import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/text/index.js";
import { untidyDictionaries } from "./make-dictionaries.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-untidy-dictionaries-"));
const files = await untidyDictionaries();

describe("untidy dictionaries", () => {
  it.each(files.map((f) => [f.name, f] as const))("%s is read right", (_, file) => {
    const path = join(folder, file.name);
    writeFileSync(path, file.bytes);
    const [dictionary] = loadDictionary(path);
    expect(dictionary!.terms.map((t) => `${t.group}:${t.term}`)).toEqual(file.terms);
    expect(dictionary!.warnings.map((w) => w.code)).toEqual(file.said ?? []);
  });

  it("of two columns that could both be words is an error that asks for headings", () => {
    const path = join(folder, "either.txt");
    writeFileSync(path, "技术\t人工智能\n模式\t新能源\n");
    expect(() => loadDictionary(path)).toThrow(/column "term"/);
  });
});
