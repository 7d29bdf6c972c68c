/**
 * Untidy reports, texts and pages with the right answer beside each. Nothing is stored: the files are
 * written where a test asks for them, so that script and answer cannot drift apart.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";

/** What a reader must find in a file. */
export interface Answer {
  /** Hits by term, over the text as it is read for counting. */
  readonly counts: Readonly<Record<string, number>>;
  readonly region?: string;
  readonly year?: number;
  /** A reason with these words instead of a text. */
  readonly refused?: RegExp;
}

/** One untidy file. */
export interface UntidyFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly answer: Answer;
}

const HEAD = [
  "政府工作报告",
  "——2020年1月10日在合肥市第十六届人民代表大会第三次会议上",
  "合肥市市长 张某",
];
const OPENING = ["各位代表：", "现在，我代表市人民政府向大会报告工作，请予审议。"];
const REVIEW = ["一、2019年工作回顾", "过去一年，各项工作取得进展，全市经济保持平稳健康发展。"];
const PLAN = ["二、2020年工作安排", "改革开放，发展数字经济。"];
const CLOSING = ["各位代表，让我们团结一心，为建设美好家园而努力奋斗！"];
const REPORT = [...HEAD, ...OPENING, ...REVIEW, ...PLAN, ...CLOSING];
const RIGHT: Answer = { counts: { 数字经济: 1, 改革: 1 }, region: "340100", year: 2020 };

const report = (change: { head?: string[]; plan?: string[] } = {}): string[] => [
  ...(change.head ?? HEAD),
  ...OPENING,
  // Years of headings would help those that are to be found in the head.
  ...(change.head === undefined ? REVIEW : ["一、过去一年工作回顾", REVIEW[1]!]),
  ...(change.plan ?? (change.head === undefined ? PLAN : ["二、今年工作安排", PLAN[1]!])),
  ...CLOSING,
];
const text = (lines: readonly string[]): Buffer => Buffer.from(lines.join("\n"));
const plan = (...lines: string[]): Buffer =>
  text(report({ plan: ["二、2020年工作安排", ...lines] }));

/** Every file, under the folders texts, reports and pages. */
export function untidyTexts(): UntidyFile[] {
  return [...characters(), ...heads(), ...containers(), ...pages()];
}

/** Writes them into a folder. */
export function writeUntidyTexts(folder: string): UntidyFile[] {
  const files = untidyTexts();
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
  return files;
}

function characters(): UntidyFile[] {
  const of = (name: string, bytes: Uint8Array, counts: Record<string, number>): UntidyFile => ({
    name: `texts-${name}.txt`,
    bytes,
    answer: { counts, region: "340100", year: 2020 },
  });
  return [
    of("radicals", plan("改⾰开放，互联⽹，绿⾊发展，⼈⼯智能。⻓⻋⼾。"), {
      改革: 1,
      互联网: 1,
      绿色发展: 1,
      人工智能: 1,
      长车户: 1,
    }),
    of("full-width", plan("５Ｇ与ＡＩ，互联网＋，Ｒ＆Ｄ，ＰＭ２．５。"), {
      "5G": 1,
      AI: 1,
      "互联网+": 1,
      "R&D": 1,
      "PM2.5": 1,
    }),
    of("latin-words", plan("内存15G，频段5GHz，2.5G，5G。MAIN计划，OpenAI，AI。license。"), {
      "5G": 1,
      AI: 1,
      ens: 0,
    }),
    of("traditional", plan("發展數字經濟，推動綠色發展，深化改革。"), {
      数字经济: 1,
      绿色发展: 1,
      改革: 1,
    }),
    of("invisible", plan("数\u200b字\u00ad经济，\ufeff改革。"), { 数字经济: 1, 改革: 1 }),
    of("wrapped", plan("我们要加快发展数", "字经济，深化改", "革开放，不断前进。"), {
      数字经济: 1,
      改革: 1,
    }),
    of("spaced", plan("发 展 数 字 经 济，深 化 改 革。"), { 数字经济: 1, 改革: 1 }),
  ];
}

function heads(): UntidyFile[] {
  const heads: Record<string, string[]> = {
    "region-first": ["合肥市2020年政府工作报告"],
    about: ["关于合肥市2020年政府工作报告"],
    brackets: ["2020年政府工作报告（合肥市）"],
    "line-of-its-own": ["政府工作报告（2020年）", "合肥市"],
    "date-below": [
      "政府工作报告",
      "——在合肥市第十六届人民代表大会第三次会议上",
      "（2020年1月10日）",
    ],
    "no-preposition": ["政府工作报告", "（2020年1月10日合肥市第十六届人民代表大会第三次会议）"],
    short: ["政府工作报告", "（2020年1月10日在合肥市十六届人大三次会议上）"],
    characters: ["政府工作报告", "——二〇二〇年一月十日在合肥市第十六届人民代表大会第三次会议上"],
    zeros: ["政府工作报告", "——二0二0年一月十日在合肥市第十六届人民代表大会第三次会议上"],
    letters: ["政府工作报告", "——二O二O年一月十日在合肥市第十六届人民代表大会第三次会议上"],
  };
  return Object.entries(heads).map(([name, head]) => ({
    name: `reports-${name}.txt`,
    bytes: text(report({ head })),
    answer: RIGHT,
  }));
}

function containers(): UntidyFile[] {
  const rtf = (lines: readonly string[]): Buffer =>
    Buffer.from(
      `{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}}{\\info{\\title 数字经济}}${lines
        .map((l) => [...l].map((c) => (c < "\x80" ? c : `\\u${c.charCodeAt(0)}?`)).join(""))
        .join("\\par ")}{\\v ${"\\u25968?\\u23383?\\u32463?\\u27982?"}}}`,
      "latin1",
    );
  const html = `<html><head><meta charset="utf-8"></head><body>${paragraphs(REPORT)}</body></html>`;
  const mht = [
    "From: <Saved by a browser>",
    "MIME-Version: 1.0",
    'Content-Type: multipart/related; type="text/html"; boundary="----=_x"',
    "",
    "------=_x",
    'Content-Type: text/html; charset="utf-8"',
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(html)
      .toString("base64")
      .replace(/(.{76})/g, "$1\r\n"),
    "------=_x--",
  ].join("\r\n");
  const tmx = `<?xml version="1.0"?><tmx version="1.4"><header/><body>${REPORT.map(
    (l) =>
      `<tu><tuv xml:lang="en"><seg>数字经济 digital</seg></tuv><tuv xml:lang="zh-CN"><seg>${l}</seg></tuv></tu>`,
  ).join("")}</body></tmx>`;
  const twice = Buffer.from(Buffer.from(REPORT.join("\n")).toString("latin1"), "utf8");
  const damaged = Buffer.from(REPORT.join("\n"));
  damaged[damaged.indexOf(Buffer.from("平稳")) + 2] = 0x20;
  return [
    { name: "texts-word.rtf", bytes: rtf(REPORT), answer: RIGHT },
    { name: "texts-rtf-named.doc", bytes: rtf(REPORT), answer: RIGHT },
    { name: "pages-archive.mht", bytes: Buffer.from(mht), answer: RIGHT },
    { name: "texts-memory.tmx", bytes: Buffer.from(tmx), answer: RIGHT },
    { name: "texts-twice.txt", bytes: twice, answer: RIGHT },
    { name: "texts-cut-byte.txt", bytes: damaged, answer: RIGHT },
    { name: "texts-page-named.txt", bytes: Buffer.from(html), answer: RIGHT },
    { name: "texts-hidden.docx", bytes: docx(REPORT), answer: RIGHT },
    {
      name: "texts-some.xml",
      bytes: Buffer.from(`<?xml version="1.0"?><r>${REPORT.join("")}</r>`),
      answer: { counts: {}, refused: /XML/ },
    },
  ];
}

const paragraphs = (lines: readonly string[]): string => lines.map((l) => `<p>${l}</p>`).join("");

function pages(): UntidyFile[] {
  const page = (name: string, inner: string): UntidyFile => ({
    name: `pages-${name}.html`,
    bytes: Buffer.from(
      `<html><head><meta charset="utf-8"></head><body><div class="nav"><a href="/">数字经济频道</a></div><div class="content">${inner}</div></body></html>`,
    ),
    answer: RIGHT,
  });
  const hidden =
    '<p style="display: none">数字经济</p><span style="visibility:hidden">改革</span><textarea>数字经济</textarea><p hidden>改革</p>';
  const broken = paragraphs(REPORT).replace("数字经济。", "数字<br>经济。");
  const ruby = paragraphs(REPORT).replace("数字经济", "<ruby>数<rt>shù</rt></ruby>字经济");
  const indented = `<p>${REPORT.map((l) => `　　${l}`).join("<br>")}</p>`;
  return [
    page("hidden", paragraphs(REPORT) + hidden),
    page("broken", broken),
    page("ruby", ruby),
    page("indented", indented),
  ];
}

/** A Word file with a hidden run, a deleted one and a reading above a character. */
function docx(lines: readonly string[]): Buffer {
  const run = (t: string, properties = ""): string =>
    `<w:r>${properties}<w:t xml:space="preserve">${t}</w:t></w:r>`;
  const ruby =
    "<w:r><w:ruby><w:rt><w:r><w:t>shù</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>数</w:t></w:r></w:rubyBase></w:ruby></w:r>";
  const body = lines
    .map((l) => {
      const at = l.indexOf("数字");
      const runs = at < 0 ? run(l) : run(l.slice(0, at)) + ruby + run(l.slice(at + 1));
      return `<w:p>${runs}${run("数字经济", "<w:rPr><w:vanish/></w:rPr>")}<w:del><w:r><w:delText>改革</w:delText></w:r></w:del></w:p>`;
    })
    .join("");
  const xml = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;
  return zip({ "word/document.xml": Buffer.from(xml) });
}

function zip(parts: Readonly<Record<string, Buffer>>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, body] of Object.entries(parts)) {
    const packed = deflateRawSync(body);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(body), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(body.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const file = Buffer.concat([Buffer.from("PK\x03\x04"), facts, Buffer.from(name), packed]);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), facts, entry, Buffer.from(name)]),
    );
    files.push(file);
    offset += file.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, list, end]);
}
