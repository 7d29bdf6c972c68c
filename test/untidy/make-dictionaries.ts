/** Untidy dictionaries with the right answer beside each, written where a test asks for them. */
import { workbookBytes } from "../../src/table/index.js";
import { encodeAs } from "../bytes/encode-as.js";

/** One untidy dictionary. */
export interface UntidyDictionary {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** `group:term` of every term; the group is the file's name where none is given. */
  readonly terms: readonly string[];
  /** Codes of what is said. */
  readonly said?: readonly string[];
}

/** Every file. */
export async function untidyDictionaries(): Promise<UntidyDictionary[]> {
  const text = (s: string): Buffer => Buffer.from(s);
  const two = (group: string): string[] => [`${group}:人工智能`, `${group}:智能制造`];
  return [
    { name: "plain.txt", bytes: text("人工智能\n# 注释\n\n智能制造\n"), terms: two("plain") },
    { name: "gbk.txt", bytes: encodeAs("人工智能\r\n智能制造\r\n", "gb18030"), terms: two("gbk") },
    {
      name: "jieba.txt",
      bytes: text("人工智能 1000 n\n智能制造 5\nbig data\n"),
      terms: [...two("jieba"), "jieba:big data"],
      said: ["text/jieba-dictionary"],
    },
    {
      name: "seed.txt",
      bytes: text("# 种子词典\n# 维度\t关键词\n技术\t人工智能\n技术\t智能制造\n"),
      terms: two("技术"),
    },
    {
      name: "groups.txt",
      bytes: text("技术\t人工智能\n技术\t智能制造\n"),
      terms: two("技术"),
      said: ["text/no-header"],
    },
    {
      name: "tab.tsv",
      bytes: text("维度\t关键词\n技术\t人工智能\n技术\t智能制造\n"),
      terms: two("技术"),
    },
    {
      name: "zh.csv",
      bytes: text("关键词,类别\n人工智能,技术\n智能制造,技术\n"),
      terms: two("技术"),
    },
    {
      name: "word.csv",
      bytes: text("word,group\n人工智能,技术\n智能制造,技术\n"),
      terms: two("技术"),
    },
    {
      name: "bare.csv",
      bytes: text("人工智能\n智能制造\n"),
      terms: two("bare"),
      said: ["text/no-header"],
    },
    {
      name: "several.csv",
      bytes: text("term\n人工智能、智能制造\n"),
      terms: two("several"),
      said: ["text/several-terms"],
    },
    {
      name: "sheet.xlsx",
      bytes: await workbookBytes([
        {
          name: "词典",
          rows: [
            ["词语", "分类"],
            ["人工智能", "技术"],
            ["智能制造", "技术"],
          ],
        },
      ]),
      terms: two("技术"),
    },
    {
      name: "cut.csv",
      bytes: Buffer.concat([
        text("term\n人工智能\n智能制造\n数字经"),
        Buffer.from([0xe6, 0xb5, 10]),
      ]),
      terms: [...two("cut"), "cut:数字经\ufffd"],
      said: ["bytes/undecodable"],
    },
  ];
}
