import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type AttentionDocument,
  attention,
  dictionaryOfTerms,
  readDocuments,
  type SkippedRecord,
} from "../../src/text/index.js";
import { sampleReport } from "./sample-report.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-read-"));
  for (let i = 0; i < 60; i++) {
    // Files of unequal length, so that threads finish out of order.
    const plan = Array.from({ length: (i * 7) % 40 }, (_, k) => `（${k}）发展数字经济，第${i}项。`);
    writeFileSync(join(folder, `r${String(i).padStart(2, "0")}.txt`), sampleReport({ plan }));
  }
  writeFileSync(join(folder, "r07.txt"), "");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(threads: number): Promise<[AttentionDocument[], SkippedRecord[]]> {
  const documents: AttentionDocument[] = [];
  const skipped: SkippedRecord[] = [];
  const onSkipped = (s: SkippedRecord): void => void skipped.push(s);
  for await (const d of readDocuments([folder], { threads, onSkipped })) documents.push(d);
  return [documents, skipped];
}

describe("reading by threads", () => {
  it("gives the same documents in the same order at any number of threads", async () => {
    const [one, skippedOne] = await read(1);
    const [two, skippedTwo] = await read(2);
    expect(one).toHaveLength(59);
    expect(two).toEqual(one);
    expect(skippedTwo).toEqual(skippedOne);
    expect(skippedOne).toMatchObject([{ state: "failed", file: { name: "r07.txt" } }]);
  });

  it("ends its threads when the reader stops early", async () => {
    for await (const document of readDocuments([folder], { threads: 2 })) {
      expect(document.id).toBe("r00.txt");
      break;
    }
  });

  it("counts the same at any number of threads", async () => {
    const run = async (threads: number) =>
      (
        await attention(readDocuments([folder], { threads }), {
          dictionaries: [dictionaryOfTerms(["数字经济", "科技创新"])],
        })
      ).rows();
    expect(await run(2)).toEqual(await run(1));
  });
});
