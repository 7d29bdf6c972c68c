import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { extractText, htmlText } from "../../src/extract/index.js";

const pages = join(import.meta.dirname, "../../../shared/data/reports/html");
const isMissing = !existsSync(pages);
if (isMissing) {
  process.stderr.write("html-pages.test.ts is skipped: ../shared/data/reports/html is absent\n");
}

/** A caption of a picture may stand before the first sentence. */
const LONGEST_CAPTION = 30;

/**
 * Marked by hand in the raw pages: SHA-256 of the first and last sentence of the text (NFKC, without
 * blanks) and where they begin in the file.
 */
const marks = readFileSync(join(import.meta.dirname, "html-marks.tsv"), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((row) => row.split("\t") as [string, string, string, string, string]);

const plain = (text: string): string => text.normalize("NFKC").replace(/\s+/g, "");
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A line's sentences; a byline in brackets at its end belongs to the last of them. */
function sentences(line: string): string[] {
  return plain(line).match(/[^。!?]+(?:[。!?][”’」』)]*(?:\([^()]*\)$)?)?/g) ?? [];
}

describe.skipIf(isMissing)("the text of real pages", () => {
  it("has a mark for every page", () => {
    const files = readdirSync(pages, { recursive: true, encoding: "utf8" })
      .filter((f) => f.endsWith(".html"))
      .sort();
    expect(marks.map(([file]) => file).sort()).toEqual(files);
    expect(marks.length).toBeGreaterThan(40);
  });

  it.each(marks)("begins and ends where a reader says: %s", async (file, first, at, last, end) => {
    const bytes = readFileSync(join(pages, file));
    const { text } = await extractText(bytes, file);
    const found = text.split("\n").flatMap(sentences);
    const hashes = found.map(hash);
    expect(hashes).toContain(first);
    expect(hashes.at(-1)).toBe(last);
    const before = found.slice(0, hashes.indexOf(first)).join("");
    expect(before.length).toBeLessThanOrEqual(
      file === "full_pages/shanxi.html" ? LONGEST_CAPTION : 0,
    );
    // The marks are of this very file: the sentences do begin at their places.
    const raw = bytes.toString("utf8");
    for (const [place, sentence] of [
      [at, found[hashes.indexOf(first)]!],
      [end, found.at(-1)!],
    ] as const) {
      const there = plain(
        htmlText(raw.slice(Number(place), Number(place) + 400), { content: "all" }).text,
      );
      expect(there.slice(0, 2)).toBe(sentence.slice(0, 2));
    }
  });
});
