import { describe, expect, it } from "vitest";
import {
  contentKind,
  decode,
  decodeWhole,
  detectCharset,
  utf8Bytes,
} from "../../src/bytes/index.js";
import { encodeAs } from "./encode-as.js";

const REPORT = "各位代表：现在，我代表市人民政府向大会报告工作，请予审议。数字经济稳步发展。";
const CITIES = "城市,年份,GDP\n合肥市,2019,100\n芜湖市,2019,200\n";
const TRADITIONAL = "城市,年份,總額\n臺北市,2019,100\n高雄市,2019,200\n各位代表，數字經濟。\n";

describe("decode", () => {
  it.each([
    ["gb18030", REPORT],
    ["gb18030", CITIES],
    ["gb18030", "合肥市"],
    ["big5", TRADITIONAL],
  ] as const)("recognises %s without a mark (%s)", (charset, text) => {
    const found = decode(encodeAs(text, charset), { file: "a" });
    expect(found).toMatchObject({ charset, text, undecodable: 0, warnings: [] });
  });

  it("is not led astray by a wrong declaration", () => {
    const found = decode(encodeAs(REPORT, "gb18030"), { file: "a", declared: "utf-8" });
    expect(found).toMatchObject({ charset: "gb18030", text: REPORT });
    expect(decode(Buffer.from(REPORT), { file: "a", declared: "gbk" }).text).toBe(REPORT);
  });

  it("stays with UTF-8 when a character is cut, and names the line", () => {
    const whole = Buffer.from(CITIES);
    const at = whole.indexOf(Buffer.from("湖"));
    const cut = Buffer.concat([whole.subarray(0, at + 1), whole.subarray(at + 2)]);
    const found = decode(cut, { file: "a" });
    expect(found.charset).toBe("utf-8");
    expect(found.text.startsWith("城市,年份,GDP\n合肥市,2019,100\n芜\ufffd")).toBe(true);
    expect(found.undecodable).toBe(1);
    expect(found.places).toEqual([{ line: 3, around: expect.stringContaining("芜\ufffd") }]);
    expect(found.warnings.map((w) => w.code)).toEqual(["bytes/undecodable"]);
    expect(found.warnings[0]!.en).toContain("line 3");
  });

  it("reads a line in GBK among UTF-8 as what it is, and says so", () => {
    const short = "城市,年份,GDP\n合肥市,2019,100\n";
    for (const head of [CITIES, short]) {
      const mixed = Buffer.concat([Buffer.from(head), encodeAs("六安市,2019,1\n", "gb18030")]);
      const found = decode(mixed, { file: "a" });
      expect(found.charset).toBe("utf-8");
      expect(found.text).toBe(`${head}六安市,2019,1\n`);
      expect(found.warnings.map((w) => w.code)).toEqual(["bytes/mixed"]);
      expect(found.warnings[0]!.en).toContain(`(${head.split("\n").length})`);
    }
  });

  it.each([
    ["windows-1252", REPORT],
    ["gb18030", REPORT],
  ])("sets right UTF-8 that was taken for %s, and says so", (takenFor, text) => {
    const twice = new TextDecoder(takenFor).decode(Buffer.from(text));
    const found = decode(Buffer.from(twice), { file: "a" });
    expect(found.warnings[0]!.code).toBe("bytes/encoded-twice");
    expect(found.text.slice(0, 20)).toBe(text.slice(0, 20));
  });

  it("leaves rare characters and accents alone", () => {
    for (const text of [
      "濮阳市、漯河市、亳州市、衢州市、泸州市",
      "Müller GmbH, Société Générale",
    ]) {
      expect(decode(Buffer.from(text), { file: "a" })).toMatchObject({ text, warnings: [] });
    }
  });

  it("reads western letters as such and says so", () => {
    const found = decode(Buffer.from("name\nMüller GmbH\nSociété\n", "latin1"), { file: "a" });
    expect(found.text).toBe("name\nMüller GmbH\nSociété\n");
    expect(found.warnings.map((w) => w.code)).toEqual(["bytes/western"]);
  });

  it("refuses what is no text, by its name where known", () => {
    const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(8)]);
    expect(() => decode(png, { file: "a.csv" })).toThrow(/a picture/);
    expect(() => decode(Buffer.alloc(10), { file: "a.csv" })).toThrow(/zero bytes/);
  });

  it("lets nothing be lost where settings are read", () => {
    const cut = Buffer.concat([Buffer.from("name: 合肥"), Buffer.from([0xe5, 0x0a])]);
    expect(() => decodeWhole(cut, { file: "s.yaml" })).toThrow(/row 1/);
  });

  it("hands sound UTF-8 through without a copy", () => {
    const bytes = Buffer.from(`\ufeff${CITIES}`);
    expect(utf8Bytes(bytes, { file: "a" }).bytes.buffer).toBe(bytes.buffer);
    expect(
      Buffer.from(utf8Bytes(encodeAs(CITIES, "gb18030"), { file: "a" }).bytes).toString(),
    ).toBe(CITIES);
  });

  it("finds UTF-16 without a mark", () => {
    expect(detectCharset(Buffer.from(CITIES, "utf16le"))).toBe("utf-16le");
    expect(decode(Buffer.from(CITIES, "utf16le"), { file: "a" }).text).toBe(CITIES);
  });
});

describe("contentKind", () => {
  it.each([
    ["rtf", "{\\rtf1\\ansi\\ansicpg936 text}"],
    ["html", "\ufeff<!DOCTYPE html><html></html>"],
    ["html", '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html></html>'],
    ["html", "<table><tr><td>合肥</td></tr></table>"],
    ["xml", '<?xml version="1.0" encoding="UTF-8"?><tmx version="1.4"></tmx>'],
    [
      "spreadsheet-xml",
      '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
    ],
    [
      "mht",
      "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n",
    ],
    ["pdf", "%PDF-1.4"],
    ["text", "city,year\n"],
    ["text", "主题：开会\n内容"],
    ["text", "<5% of all"],
  ])("knows %s", (kind, text) => {
    expect(contentKind(Buffer.from(text))).toBe(kind);
  });

  it("tells zero bytes from UTF-16", () => {
    expect(contentKind(Buffer.alloc(100))).toBe("binary");
    expect(contentKind(Buffer.from("city,year\nhefei,2019\n", "utf16le"))).toBe("text");
  });
});
