import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { parseLimits, useLimits } from "../../src/base/index.js";
import { checkZip, readOle } from "../../src/bytes/index.js";
import { extractText } from "../../src/extract/index.js";
import { numberColumn, readTable, Table, writeTable } from "../../src/table/index.js";
import { runWords } from "../run-words.js";

const fixture = (name: string): string => new URL(`fixtures/${name}`, import.meta.url).pathname;
const read = (name: string) => extractText(readFileSync(fixture(name)), name);
const fresh = (): string => mkdtempSync(join(tmpdir(), "xinzhi-readers-"));
const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return "none";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
};

describe("damaged files are told", () => {
  it("one flipped bit of a .docx is an error, the intact one is read", async () => {
    expect((await read("intact.docx")).text).toContain("各位代表");
    expect(await codeOf(() => read("flipped-bit.docx"))).toBe("bytes/damaged-zip");
  });

  it("a PDF that its reader repaired says what was lost; the intact one says nothing", async () => {
    expect((await read("intact.pdf")).warnings).toEqual([]);
    for (const name of ["lost-bytes.pdf", "swapped-bytes.pdf"]) {
      const [first] = (await read(name)).warnings;
      expect(first?.code).toBe("extract/damaged-parts");
      expect(first?.en).toContain("1 of 2 compressed parts");
    }
  });

  it("a damaged PDF is stored and listed as such (exit 3), and not counted from the file", async () => {
    const folder = fresh();
    const pdf = fixture("lost-bytes.pdf");
    const place = ["--region", "成都市", "--year", "2015", "--accept", "all"];
    const db = join(folder, "s.db");
    const stored = await runWords(["import", "reports", pdf, ...place, "--db", db]);
    expect(stored.code).toBe(3);
    expect(stored.out).toContain("Stored, but damaged");
    expect(stored.out).toContain("1 of 2 compressed parts");
    const words = ["attention", pdf, "--dictionary", "growth-target"];
    const counted = await runWords(words);
    expect(counted.code).not.toBe(0);
    expect(counted.out + counted.err).toContain("1 of 2 compressed parts");
  });

  it("a .doc whose chain of sectors runs in a circle is an error, at once", async () => {
    expect(await codeOf(() => read("endless.doc"))).toBe("bytes/damaged-ole");
    expect(await codeOf(() => extractText(Buffer.from([0xd0]), "cut.doc"))).toBe("extract/damaged");
  });

  it("an .xls that lost some bytes is an error", async () => {
    expect((await readTable(fixture("intact.xls"))).nrow).toBe(36);
    expect(await codeOf(() => readTable(fixture("lost-bytes.xls")))).toBe("bytes/damaged-ole");
  });

  it("records of an .xls out of their order are an error, though its length is right", async () => {
    const bytes = readFileSync(fixture("intact.xls"));
    // The numbers of rows 2 and 4 (records of 18 bytes) change places.
    const [a, b] = [0xca0, 0xce9];
    const first = Buffer.from(bytes.subarray(a, a + 18));
    bytes.copy(bytes, a, b, b + 18);
    first.copy(bytes, b);
    const path = join(fresh(), "moved.xls");
    writeFileSync(path, bytes);
    expect(await codeOf(() => readTable(path))).toBe("table/corrupt");
  });

  it("any flipped bit of a .docx is an error or leaves its text as it was", async () => {
    const intact = readFileSync(fixture("intact.docx"));
    const { text } = await read("intact.docx");
    let told = 0;
    for (let k = 0; k < 60; k++) {
      const bytes = Buffer.from(intact);
      const at = Math.floor((k * 7919 * bytes.length) / 60_000) % bytes.length;
      bytes[at] = bytes[at]! ^ (1 << (k % 8));
      const code = await codeOf(async () => {
        expect((await extractText(bytes, "a.docx")).text).toBe(text);
      });
      if (code !== "none") told++;
      expect(code).not.toContain("expected");
    }
    expect(told).toBeGreaterThan(40);
  }, 120_000);
});

describe("limits", () => {
  it("a part that expands without end is refused before it is in memory", () => {
    const zeros = Buffer.alloc(100 * 1024 ** 2);
    expect(() => checkZip(zipOf("a.xml", zeros), "a.zip", "zip")).toThrow(/grows when unpacked/);
  });

  it("limits are raised by name, and a wrong name is answered", async () => {
    expect(parseLimits("seconds=600, cells=1e9")).toEqual({ seconds: 600, cells: 1e9 });
    const wrong = await runWords(["panel", "describe", "x.csv", "--limits", "second=1"]);
    expect([wrong.code, wrong.err.includes('"seconds"')]).toEqual([2, true]);
    useLimits({});
  });

  it("a page, a formula, a condition and a YAML file that nest without end are named errors", async () => {
    const page = `<html><body>${"<div>".repeat(10_000)}各位代表${"</div>".repeat(10_000)}`;
    expect(await codeOf(() => extractText(Buffer.from(page), "z.html"))).toBe("limit/exceeded");
    const deep = `${"(".repeat(20_000)}gov${")".repeat(20_000)}`;
    const panel = "corpus/panel.csv";
    for (const words of [
      ["regress", panel, `pgdp ~ ${deep}`],
      ["regress", panel, "pgdp ~ gov", "--where", deep.replace("gov", "year>0")],
    ]) {
      const answer = await runWords(words);
      expect([answer.code, answer.err.includes("limit/exceeded")]).toEqual([2, true]);
    }
    const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (let i = 1; i < 10; i++) {
      const [name, before] = ["abcdefghij"[i], "abcdefghij"[i - 1]];
      bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(",")}]`);
    }
    const file = join(fresh(), "bomb.yaml");
    writeFileSync(file, bomb.join("\n"));
    const answer = await runWords(["index", file, panel]);
    expect([answer.code, answer.err.includes("limit/exceeded")]).toEqual([2, true]);
  });

  it("a page of many unclosed paragraphs and cells is no deep page", async () => {
    const page = `<html><body>${"<p>各位代表，报告工作。<li>一<td>二".repeat(3000)}`;
    expect((await extractText(Buffer.from(page), "p.html")).text.length).toBeGreaterThan(10_000);
  });

  it("a sheet of 130 000 rows is written and read", async () => {
    const n = 130_000;
    const path = join(fresh(), "big.xlsx");
    await writeTable(
      path,
      new Table([
        numberColumn(
          "y",
          Float64Array.from({ length: n }, (_, i) => i),
        ),
      ]),
    );
    expect((await readTable(path)).nrow).toBe(n);
  }, 120_000);
});

describe("old office files", () => {
  it("a mutated one is an error of the user or is read, never a loop or a fault", () => {
    const intact = readFileSync(fixture("intact.xls"));
    for (let k = 0; k < 300; k++) {
      const bytes = Buffer.from(intact);
      const at = (k * 104_729) % bytes.length;
      bytes[at] = bytes[at]! ^ (1 << (k % 8));
      try {
        const ole = readOle(bytes, "a.xls", ".xls");
        for (const name of ole.names) ole.stream(name);
      } catch (error) {
        expect((error as { code?: string }).code).toBe("bytes/damaged-ole");
      }
    }
  });
});

/** A zip container of one part; the sum is wrong, which is looked at later than the size. */
function zipOf(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30 + name.length);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt16LE(name.length, 26);
  local.write(name, 30);
  const entry = Buffer.alloc(46 + name.length);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  // The declared size is a lie.
  entry.writeUInt32LE(1000, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.write(name, 46);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, entry, end]);
}
