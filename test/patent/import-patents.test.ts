import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDate } from "../../src/patent/import/parse-date.js";
import { importPatents, openPatents, parseUserMap } from "../../src/patent/index.js";
import { eachPatent, Store } from "../../src/store/index.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-patents-"));
const write = (name: string, text: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const noPlace = () => undefined;

describe("import of patents", () => {
  it("stores every record or lists it with its reason", async () => {
    const store = await Store.open(":memory:");
    const path = write(
      "a.csv",
      [
        "公开号,申请号,标题,申请日,申请人,申请人地址,IPC,",
        '"CN100000001A","CN202010000001.1","甲","20200107","甲（北京）有限公司；乙大学","100084 北京市海淀区清华园；200240 上海市闵行区","H04L 27/26; G06F17/30",',
        '"CN100000001A","CN202010000001.1","甲","20200107","甲公司","","H04L 27/26",',
        '"CN100000002A","","乙","2013001004","丙","","14-04(13) | B62B000300",',
        '"CN100000003A","","丁","0--","","","-",',
        '"CN100000004A","","戊","2020-13-45","","","G06F 3/01",',
        "CN100000005A,多一列,己,2020/1/1,a,b,c,d,e",
        ",,,,,,,",
        "只有一列",
      ].join("\r\n"),
    );
    const result = await importPatents(store, [path]);
    expect(result).toMatchObject({ stored: 4, duplicates: 1, failed: 2 });
    expect(result.files[0]).toMatchObject({ records: 7, empty: 1 });
    expect(result.notes).toEqual({ "bad-date:filed": 1, "malformed-ipc": 1, "without-ipc": 1 });
    expect(result.failures.map((f) => f.record)).toEqual([7, 9]);
    const [first, second] = [...eachPatent(store)];
    expect(first).toMatchObject({ kind: "invention", stage: "application", filed: "2020-01-07" });
    expect(first!.applicants.map((a) => [a.normalised, a.regionCode])).toEqual([
      ["甲北京", "110000"],
      ["乙大学", "310000"],
    ]);
    expect(second!.ipc).toEqual([
      { patent: 2, raw: "B62B000300", symbol: "B62B3/00", sortKey: "B62B0003000000" },
      { patent: 2, raw: "14-04(13)", symbol: null, sortKey: null },
    ]);
    const again = await importPatents(store, [path]);
    expect(again).toMatchObject({ stored: 0, duplicates: 5, failed: 2 });
    store.close();
  });

  it("finds a header below a query line, repeated headings and shifted ends", async () => {
    const path = write(
      "b.csv",
      "检索式 (很长)\n公开号,申请日,申请日,IPC\nCN1A,,2021.03.04,A01B1/00,\n",
    );
    const opened = await openPatents(path, path, {}, noPlace);
    const rows = [...opened.rows()];
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ record: { patent: { filed: "2021-03-04" } } });
  });

  it("reads GB18030 and records with line breaks across pieces of the file", async () => {
    const gbk = Buffer.from([0xb1, 0xea, 0xcc, 0xe2]); // 标题
    const path = write(
      "c.csv",
      Buffer.concat([Buffer.from("ID,IPC,"), gbk, Buffer.from('\n1,A01B1/00,"x\ny"\n')]),
    );
    const opened = await openPatents(path, path, {}, noPlace);
    expect(opened.columns.title).toBe("标题");
    const long = write(
      "d.csv",
      `公开号,摘要,IPC\n${Array.from({ length: 3 }, (_, i) => `CN${i}A,"${"长".repeat(1_000_000)}\n""x""",H04L1/00`).join("\n")}\n`,
    );
    const rows = [...(await openPatents(long, long, {}, noPlace)).rows()];
    expect(rows.map((r) => ("record" in r ? r.record.patent.abstract.length : 0))).toEqual([
      1_000_004, 1_000_004, 1_000_004,
    ]);
  });

  it("takes the user's map and refuses names that are not there", async () => {
    const path = write("e.csv", "编码,类\nX1,H04L1/00\n");
    await expect(openPatents(path, path, {}, noPlace)).rejects.toThrow(/--map/);
    const opened = await openPatents(path, path, parseUserMap("id=编码,ipc=类"), noPlace);
    expect([...opened.rows()]).toHaveLength(1);
    await expect(openPatents(path, path, parseUserMap("ipc=类别"), noPlace)).rejects.toThrow(/类/);
    expect(() => parseUserMap("ipcs=x")).toThrow(/"ipc"/);
  });

  it("lists a broken file and goes on with the others", async () => {
    const store = await Store.open(":memory:");
    const zeros = write("zeros.csv", new Uint8Array(1 << 20));
    const xml = write("bad.xml", "<html/>");
    const book = write("bad.xlsx", "PK\u0003\u0004 not a workbook");
    const good = write("good.csv", "公开号,IPC\nCN9A,H04L1/00\n");
    const result = await importPatents(store, [zeros, xml, book, good]);
    expect(result).toMatchObject({ stored: 1, failed: 3 });
    expect(result.failures.map((f) => f.record)).toEqual([null, null, null]);
    await expect(importPatents(store, [join(folder, "goood.csv")])).rejects.toThrow(/good.csv/);
    store.close();
  });

  it.each([
    ["20220107", "2022-01-07"],
    ["2022/1/7", "2022-01-07"],
    ["2022.01.07", "2022-01-07"],
    ["2022年1月7日", "2022-01-07"],
    ["2013001004", "2013-01-04"],
    ["44967", "2023-02-10"],
    ["1887/06/09", "1887-06-09"],
    ["0--", null],
    ["-", null],
    ["2020-13-45", undefined],
  ])("reads the date %s as %s", (text, expected) => expect(parseDate(text)).toBe(expected));
});
