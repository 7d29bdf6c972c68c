import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { extractText } from "../../src/extract/index.js";
import { loadDictionary, readDocuments } from "../../src/text/index.js";
import { BYTE_ENGINES, mutate, TEXT_ENGINES } from "./mutate.js";
import type { Target } from "./target.js";
import { changePart } from "./zip-parts.js";

const root = join(import.meta.dirname, "../..");
const bytesOnly = Object.values(BYTE_ENGINES);
const both = [...bytesOnly, ...Object.values(TEXT_ENGINES), ...Object.values(TEXT_ENGINES)];
const fixture = (name: string): Buffer => readFileSync(join(root, "test/hostile/fixtures", name));

const REPORT = readFileSync(join(root, "corpus/reports/960100_2010.txt"), "utf8").slice(0, 3000);
const PAGE = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府工作报告</title></head><body>
<div class="nav"><a href="/a">首页</a></div><div id="zoom"><h1>2015年政府工作报告</h1>
<p>发布日期：2015-02-03</p><p>各位代表：&nbsp;现在，我代表市人民政府，向大会报告工作。</p><table><tr><td>生产总值</td><td>10.5</td></tr></table>
<p>${"全年完成固定资产投资205亿元。".repeat(20)}</p><a href="t2015_2.html">下一页</a><a href="r.pdf">附件</a></div></body></html>`;
const RTF = String.raw`{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}\f0\fs24 \u25919?\u24220? report 2015\par {\b bold}\par\'d5\'fe\'b8\'ae}`;
const MHT = `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E6=94=BF=E5=BA=9C report</p>\r\n--x--\r\n`;
const TMX = `<?xml version="1.0"?><tmx version="1.4"><header/><body><tu><tuv xml:lang="zh"><seg>政府工作</seg></tuv><tuv xml:lang="en"><seg>work</seg></tuv></tu></body></tmx>`;
const JSONL = `${JSON.stringify({ region: "成都市", year: 2015, title: "政府工作报告", text: REPORT.slice(0, 600) })}\n`;

const read = async (bytes: Buffer, path: string) => {
  const { text, warnings } = await extractText(bytes, path);
  return { value: text, told: warnings.length > 0 };
};

/** What a sound UTF-8 text is. */
function utf8Text(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // Text that begins as a page, as RTF or as another format is read as that.
    return /^\s*(?:<|\{|%|MIME)/.test(text) || text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Readers of texts, pages, office files and word lists. */
export function textTargets(): Target[] {
  const docx = fixture("intact.docx");
  const of = (
    name: string,
    ending: string,
    seed: string | Buffer,
    engines = both,
    oracle: Target["oracle"] = "none",
  ): Target => ({ name, ending, seeds: [Buffer.from(seed)], engines, read, oracle });
  return [
    of("txt", ".txt", REPORT, both, utf8Text),
    of("html", ".html", PAGE),
    of("rtf", ".rtf", RTF),
    of("mht", ".mht", MHT),
    of("tmx", ".tmx", TMX),
    of("docx", ".docx", docx, bytesOnly, "same"),
    {
      ...of("docx-xml", ".docx", docx),
      change: (seed, rng, other) =>
        changePart(
          seed,
          (names) => names.indexOf("word/document.xml"),
          (part) => mutate(part, rng, both, other),
        ),
    },
    of(
      "doc",
      ".doc",
      readFileSync(join(root, "test/extract/fixtures/report-old-word.doc")),
      bytesOnly,
    ),
    of("pdf", ".pdf", fixture("intact.pdf"), bytesOnly),
    {
      ...of("records", ".jsonl", JSONL),
      read: async (bytes, path) => {
        writeFileSync(path, bytes);
        const documents: unknown[] = [];
        for await (const document of readDocuments([path])) documents.push(document);
        return { value: JSON.stringify(documents), told: false };
      },
    },
    {
      ...of(
        "dictionary",
        ".yaml",
        "name: words\nterms:\n  - 创新\n  - { term: 数字经济, group: a }\n",
      ),
      seeds: [
        Buffer.from("term,group\n创新,a\n数字经济,b\n"),
        readFileSync(
          join(root, "dictionaries/keywords/digital-transformation-wu2021.csv"),
        ).subarray(0, 2000),
      ],
      ending: ".csv",
      read: async (bytes, path) => {
        writeFileSync(path, bytes);
        return { value: JSON.stringify(loadDictionary(path)), told: false };
      },
    },
  ];
}
