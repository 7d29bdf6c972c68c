/** Untidy patent exports with the right answer beside each, written where a test asks for them. */

/** What an import must find in a file. */
export interface PatentAnswer {
  readonly stored: number;
  readonly applications: number;
  readonly failed?: number;
  /** Of the first document. */
  readonly first: {
    readonly publication?: string;
    readonly filed?: string | null;
    readonly granted?: string | null;
    readonly symbols?: readonly string[];
    readonly applicants?: readonly string[];
    readonly citationsReceived?: number;
    readonly cited?: readonly string[];
  };
  /** Codes of what was doubtful, with their number. */
  readonly notes?: Readonly<Record<string, number>>;
}

/** One untidy export. */
export interface UntidyPatents {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly answer: PatentAnswer;
}

const csv = (...lines: readonly string[]): Buffer => Buffer.from(`${lines.join("\n")}\n`);
const GOOGLE =
  "id,title,assignee,inventor/author,priority date,filing/creation date,publication date,grant date,result link";
const PLAIN = "公开号,申请日,标题,申请人,IPC";

/** Every file. */
export function untidyPatents(): UntidyPatents[] {
  return [
    {
      name: "google.csv",
      bytes: csv(
        "search URL:,https://patents.example/?q=own",
        GOOGLE,
        "CN-105000001-A,Own,甲公司,李四,2015-01-05,2015-01-05,2015-06-01,,https://patents.example/a",
        "CN-105000001-B,Own,甲公司,李四,2015-01-05,2015-01-05,2018-05-04,2018-05-04,https://patents.example/b",
      ),
      answer: {
        stored: 2,
        applications: 1,
        first: { publication: "CN105000001A", filed: "2015-01-05", applicants: ["甲公司"] },
        notes: { "without-ipc": 2 },
      },
    },
    {
      name: "lens.csv",
      bytes: csv(
        "#,Jurisdiction,Kind,Publication Number,Lens ID,Publication Date,Application Number,Application Date,Title,Applicants,Type,CPC Classifications,IPCR Classifications,Cited by Patent Count",
        "1,CN,B,CN 105000001 B,000-000-000-000-001,2018-05-04,CN 201510000001 A,2015-01-05,Own,UNIV HEFEI;;UNIV WUHU,Granted Patent,H04L27/2601;;H04L5/0048,H04L27/26;;H04L5/00,12",
      ),
      answer: {
        stored: 1,
        applications: 1,
        first: {
          publication: "CN105000001B",
          filed: "2015-01-05",
          symbols: ["H04L27/26", "H04L5/00"],
          applicants: ["UNIV HEFEI", "UNIV WUHU"],
          citationsReceived: 12,
        },
      },
    },
    {
      name: "patentscope.csv",
      bytes: csv(
        "Application Id,Application Number,Application Date,Country,Title,I P C,Applicants,Publication Number,Publication Date",
        "CN100000001,201510000001.0,05.01.2015,CN,Own,H04L 27/26; H04L 5/00,甲公司,105000001,04.05.2018",
        "CN100000002,201510000001.0,05.01.2015,CN,Own (second),H04L 27/26,甲公司,,04.06.2018",
      ),
      answer: {
        stored: 2,
        applications: 1,
        first: {
          publication: "CN105000001",
          filed: "2015-01-05",
          symbols: ["H04L27/26", "H04L5/00"],
        },
      },
    },
    {
      name: "derwent.txt",
      bytes: csv(
        "PT\tPN\tTI\tAU\tAE\tGA\tAB\tIP\tPD\tAD\tCP",
        "P\tCN105000001-A; CN105000001-B\tOwn text\tLI S\tUNIV HEFEI (UYHE-C); UNIV WUHU (UYWU-C)\t201540\tabstract\tH04L-027/26; H04L-005/00\tCN105000001-A   01 Jun 2015   H04L-027/26\tCN105000001-A CN10000001    05 Jan 2015\tCN101551481-B; US2010123456-A1",
      ),
      answer: {
        stored: 1,
        applications: 1,
        first: {
          publication: "CN105000001A",
          filed: "2015-01-05",
          symbols: ["H04L27/26", "H04L5/00"],
          applicants: ["UNIV HEFEI", "UNIV WUHU"],
          cited: ["CN101551481B", "US2010123456A1"],
        },
      },
    },
    {
      name: "patentsview.tsv",
      bytes: csv(
        '"patent_id"\t"patent_date"\t"patent_title"\t"section"\t"ipc_class"\t"subclass"\t"main_group"\t"subgroup"',
        '"10000001"\t"2018-06-19"\t"Own"\t"H"\t"4"\t"L"\t"27"\t"26"',
        '"10000001"\t"2018-06-19"\t"Own"\t"H"\t"4"\t"L"\t"5"\t"0"',
      ),
      answer: {
        stored: 1,
        applications: 1,
        first: { publication: "US10000001", symbols: ["H04L27/26", "H04L5/00"] },
      },
    },
    {
      name: "symbols.csv",
      bytes: csv(
        PLAIN,
        "CN106000000A,2016-01-05,t,甲公司,H01L-021/00; H01L-023/00&7H04L27/26; 14-03; G06F 3/01",
      ),
      answer: {
        stored: 1,
        applications: 1,
        first: { symbols: ["H01L21/00", "H01L23/00", "H04L27/26", "G06F3/01"] },
        notes: { "malformed-ipc": 1 },
      },
    },
    {
      name: "lists.csv",
      bytes: csv(PLAIN, `CN106000011A,2016-01-05,t,甲公司,"['H01L21/00', 'H01L23/00']"`),
      answer: {
        stored: 1,
        applications: 1,
        first: { symbols: ["H01L21/00", "H01L23/00"] },
      },
    },
    {
      name: "records.csv",
      bytes: csv(PLAIN, `CN106000012A,2016-01-05,t,甲公司,"[{""code"":""H01L21/00""}]"`),
      answer: { stored: 1, applications: 1, first: { symbols: ["H01L21/00"] } },
    },
    {
      name: "dashes.csv",
      bytes: csv(
        "公开(公告)号,申请日,标题,申请人,引证专利,IPC",
        "CN101551481B,2009-01-05,一,合肥甲公司、芜湖乙公司,CN100000001A; 见说明书; CN-100000002-A,H04L27/26",
        "CN-101551481-B,2009-01-05,一,合肥甲公司,,H04L27/26",
        "CN 101551481 B,2009-01-05,一,合肥甲公司,,H04L27/26",
      ),
      answer: {
        stored: 1,
        applications: 1,
        first: {
          publication: "CN101551481B",
          applicants: ["合肥甲公司", "芜湖乙公司"],
          cited: ["CN100000001A", "CN100000002A"],
        },
        notes: { "unread-citation": 1 },
      },
    },
    {
      name: "page.xls",
      bytes: Buffer.from(
        `<html><head><meta charset="utf-8"></head><body><table><tr><th>公开号</th><th>申请日</th><th>标题</th><th>IPC</th></tr><tr><td>CN106000000A</td><td>2016-01-05</td><td>t</td><td>H04L27/26</td></tr></table></body></html>`,
      ),
      answer: {
        stored: 1,
        applications: 1,
        first: { publication: "CN106000000A", filed: "2016-01-05", symbols: ["H04L27/26"] },
      },
    },
    {
      name: "semicolons.xls",
      bytes: csv("公开号;申请日;标题;IPC", "CN106000000A;2016-01-05;t;H04L27/26"),
      answer: {
        stored: 1,
        applications: 1,
        first: { publication: "CN106000000A", filed: "2016-01-05", symbols: ["H04L27/26"] },
      },
    },
    {
      name: "cut.csv",
      bytes: Buffer.concat([
        csv(
          "公开(公告)号,申请日,标题,申请人,IPC分类号",
          "CN105000001A,2016-01-05,一种装置,合肥甲公司,H04L27/26",
        ),
        Buffer.from("CN105000002A,2016-01-05,一种方法"),
        Buffer.from([0xe5]),
        Buffer.from(",芜湖乙公司,H04L27/26\n"),
      ]),
      answer: {
        stored: 2,
        applications: 2,
        first: { publication: "CN105000001A", symbols: ["H04L27/26"] },
        notes: { "undecodable-text": 1 },
      },
    },
  ];
}
