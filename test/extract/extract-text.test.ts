import { readFileSync } from "node:fs";
import { Document, Packer, Paragraph } from "docx";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/base/index.js";
import { decodeUtf8, detectCharset } from "../../src/bytes/index.js";
import { extractText, htmlText } from "../../src/extract/index.js";

const TEXT =
  "政府工作报告\n各位代表：现在，我代表市人民政府向大会报告工作。一年来，经济发展，社会进步。";
const TRADITIONAL = "政府工作報告：我們國家的經濟發展與社會建設，這個計劃從實現開始，沒有問題。";

/** Two-byte codes of a text in a charset, found by asking the decoder for every code. */
function encode(text: string, charset: "gb18030" | "big5"): Buffer {
  const decoder = new TextDecoder(charset);
  const codes = new Map<string, number[]>();
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      const c = decoder.decode(Uint8Array.of(high, low));
      if (c.length === 1 && c !== "\ufffd" && !codes.has(c)) codes.set(c, [high, low]);
    }
  }
  return Buffer.from([...text].flatMap((c) => codes.get(c) ?? [c.charCodeAt(0)]));
}

function utf16(text: string, order: "le" | "be", mark: "marked" | "unmarked"): Buffer {
  const bytes = Buffer.from((mark === "marked" ? "\ufeff" : "") + text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
}

/** A PDF whose font is not embedded: readable only with the reader's own character maps. */
function plainPdf(pages: readonly string[]): Buffer {
  const objects: string[] = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${pages.map((_, i) => `${6 + 2 * i} 0 R`).join(" ")}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 5 0 R >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
  ];
  pages.forEach((page, i) => {
    const lines = page.split("\n").filter((l) => l !== "");
    const draw = lines
      .map((l) => `<${Buffer.from(l, "utf16le").swap16().toString("hex")}> Tj 0 -20 Td`)
      .join("\n");
    const stream = `BT /F1 12 Tf 72 700 Td\n${draw}\nET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${7 + 2 * i} 0 R >>`,
      `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    );
  });
  let body = "%PDF-1.4\n";
  const offsets = objects.map((o, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${o}\nendobj\n`;
    return at;
  });
  const table = offsets.map((o) => `${String(o).padStart(10, "0")} 00000 n \n`).join("");
  const xref = body.length;
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(body, "latin1");
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  return error instanceof UserError ? error.code : String(error);
}

describe("charsets", () => {
  it.each([
    ["utf-8", Buffer.from(TEXT)],
    ["utf-8", Buffer.from(`\ufeff${TEXT}`)],
    ["gb18030", encode(TEXT, "gb18030")],
    ["utf-16le", utf16(TEXT, "le", "marked")],
    ["utf-16be", utf16(TEXT, "be", "marked")],
    ["utf-16le", utf16(TEXT, "le", "unmarked")],
    ["utf-16be", utf16(TEXT, "be", "unmarked")],
  ] as const)("reads %s", async (charset, bytes) => {
    const found = await extractText(bytes, "a.txt");
    expect(found.charset).toBe(charset);
    expect(found.text.replace("\ufeff", "")).toBe(TEXT);
    expect(found.warnings).toEqual([]);
  });

  it("decodes any valid UTF-8 as the platform's decoder does, long texts too", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (s) => {
        const bytes = Buffer.from(s);
        expect(decodeUtf8(bytes)).toBe(new TextDecoder().decode(bytes));
      }),
    );
    const long = `\ufeff${"新质a𠮷é".repeat(60_000)}`;
    expect(decodeUtf8(Buffer.from(long))).toBe(long.slice(1));
  });

  it("tells Big5 from GB18030 by everyday characters", async () => {
    const found = await extractText(encode(TRADITIONAL, "big5"), "a.txt");
    expect(found).toMatchObject({ charset: "big5", text: TRADITIONAL });
    expect(detectCharset(encode(TEXT, "gb18030"))).toBe("gb18030");
  });

  it("reads four-byte GB18030 codes", async () => {
    const bytes = Buffer.concat([encode(TEXT, "gb18030"), Buffer.from([0x82, 0x35, 0x87, 0x38])]);
    const found = await extractText(bytes, "a.txt");
    expect(found.text.startsWith(TEXT)).toBe(true);
    expect(found.warnings).toEqual([]);
  });

  it("says how many bytes could not be decoded", async () => {
    const bytes = Buffer.concat([Buffer.from(TEXT), Buffer.from([0xff, 0xfe]), Buffer.from(TEXT)]);
    const found = await extractText(bytes, "a.txt");
    expect(found.charset).toBe("utf-8");
    expect(found.warnings[0]?.code).toBe("bytes/undecodable");
  });

  it("obeys the charset that a page declares", async () => {
    const html = `<html><head><meta charset="gb2312"><title>报告</title></head><body><p>${TEXT}</p></body></html>`;
    const found = await extractText(encode(html, "gb18030"), "a.html");
    expect(found.charset).toBe("gb18030");
    expect(found.title).toBe("报告");
  });
});

describe("formats", () => {
  it("reads the main block of a page and leaves menus out", async () => {
    const menu = "<ul><li><a href='#'>首页</a></li><li><a href='#'>新闻</a></li></ul>";
    const html = `<!DOCTYPE html><html><head><title>某市</title><script>var a;</script></head><body><div>${menu}</div><div id="c"><p>各位代表：</p><p>过去一年，<br>成绩显著。</p><p><br></p></div><div>${menu}</div></body></html>`;
    const found = await extractText(Buffer.from(html), "page");
    expect(found.format).toBe("html");
    expect(found.text).toBe("各位代表：\n过去一年，\n成绩显著。");
  });

  it("takes a selector or the whole body when asked", () => {
    const html = "<body><div class='x'>甲</div><div>乙</div></body>";
    expect(htmlText(html, { content: ".x" }).text).toBe("甲");
    expect(htmlText(html, { content: "all" }).text).toBe("甲\n乙");
  });

  it("reads Word files by their content, whatever they are called", async () => {
    const file = new Document({
      sections: [{ children: TEXT.split("\n").map((t) => new Paragraph(t)) }],
    });
    const bytes = await Packer.toBuffer(file);
    const found = await extractText(bytes, "a.txt");
    expect(found.format).toBe("docx");
    expect(found.text.trim()).toBe(TEXT);
  });

  it("reads old Word files", async () => {
    const path = new URL("./fixtures/report-old-word.doc", import.meta.url);
    const found = await extractText(readFileSync(path), "a.doc");
    expect(found.format).toBe("doc");
    expect(found.text).toContain("各位代表：");
    expect(found.text).toContain("数字经济稳步发展，科技创新取得进展。");
  });

  it("reads a PDF that embeds no font, page by page", async () => {
    const found = await extractText(
      plainPdf(["各位代表：\n现在报告工作。", "第二页文字。"]),
      "a.pdf",
    );
    expect(found.format).toBe("pdf");
    expect(found.text.replace(/\s*\f\s*/, "|").trim()).toBe(
      "各位代表：\n现在报告工作。|第二页文字。",
    );
  });

  it("warns of pages without text", async () => {
    const found = await extractText(plainPdf(["各位代表：", ""]), "a.pdf");
    expect(found.warnings[0]?.code).toBe("extract/empty-pages");
  });
});

describe("bad input", () => {
  it("names a scanned PDF as such", async () => {
    expect(await codeOf(extractText(plainPdf(["", ""]), "scan.pdf"))).toBe("extract/scanned-pdf");
  });

  it("refuses zeros given as text at once", async () => {
    expect(await codeOf(extractText(new Uint8Array(200 * 1024 * 1024), "zeros.txt"))).toBe(
      "bytes/binary",
    );
  });

  it("refuses zero bytes in the middle of a text", async () => {
    const bytes = Buffer.from(`${"中".repeat(60_000)}\0${TEXT}`);
    expect(await codeOf(extractText(bytes, "a.txt"))).toBe("bytes/binary");
  });

  it.each([
    ["extract/empty", Buffer.alloc(0), "a.txt"],
    ["extract/empty", Buffer.from("  \n\n"), "a.txt"],
    ["extract/empty", Buffer.from("<html><body><script>a</script></body></html>"), "a.html"],
    ["bytes/damaged-zip", Buffer.from("PK\u0003\u0004 no zip at all"), "a.docx"],
    ["bytes/damaged-ole", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), "a.doc"],
    ["extract/damaged", Buffer.from("%PDF-1.4 nothing"), "a.pdf"],
    ["extract/unknown-format", Buffer.from("a"), "a.png"],
  ])("answers %s", async (code, bytes, name) => {
    expect(await codeOf(extractText(bytes, name))).toBe(code);
  });
});

describe("the main text of a page", () => {
  const p = "<p>一年来，全市新建农村公路，改造老旧小区。</p>".repeat(6);
  const list = Array.from({ length: 80 }, (_, k) => `<li>http://www.example${k}.gov.cn</li>`).join(
    "",
  );

  it("is not outweighed by lists of addresses and names", () => {
    const { text } = htmlText(`<body><div>${p}</div><div><ul>${list}</ul></div></body>`);
    expect(text.split("\n")).toHaveLength(6);
  });

  it("is kept when it stands in a block with the name of a menu", () => {
    const { text } = htmlText(`<body class="nav-open"><div class="main-nav">${p}</div></body>`);
    expect(text.split("\n")).toHaveLength(6);
  });

  it("loses buttons and editors' lines at its ends, and no sentence that begins alike", () => {
    const { text } = htmlText(
      `<body><div><p>打印</p><p>分享发展成果，惠及全体人民。</p>${p}<p>【编辑：张三】</p><p>分享到：</p></div></body>`,
    );
    const lines = text.split("\n");
    expect(lines[0]).toBe("分享发展成果，惠及全体人民。");
    expect(lines).toHaveLength(7);
  });
});
