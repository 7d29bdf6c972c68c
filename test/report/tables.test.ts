import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  descriptivesTable,
  formatNumber,
  formatShare,
  genericTable,
  methodsParagraph,
  numberCell,
  pCell,
  regressionTable,
  starsFor,
  tablesToXlsx,
  tableToCsv,
  tableToDocx,
  tableToHtml,
  tableToLatex,
  tableToMarkdown,
  tableToText,
} from "../../src/report/index.js";
import { pretrendNote } from "../../src/report/table/event-study-table.js";
import { columns, HOSTILE, sampleTable, study } from "./samples.js";
import { unzip } from "./unzip.js";

describe("numbers in tables", () => {
  it("keep fixed digits, never round an effect to zero, and separate counts", () => {
    expect(formatNumber(0.02249, 3)).toBe("0.022");
    expect(formatNumber(-0.0000123, 3)).toBe("-0.000012");
    expect(formatNumber(1.234e-12, 3)).toBe("1.234e-12");
    expect(formatNumber(-0, 3)).toBe("0.000");
    expect(formatNumber(27525, 0)).toBe("27,525");
    expect(formatNumber(Number.NaN, 3)).toBe("–");
    expect(formatNumber(null, 3)).toBe("–");
    expect(formatNumber(Number.POSITIVE_INFINITY, 3)).toBe("∞");
  });

  it("a p value that three digits would print as nought is said to be below them", () => {
    expect([0, 0.0001, 0.0423].map((p) => formatShare(p, 10_000))).toEqual([
      "<0.0001",
      "<0.001",
      "0.042",
    ]);
    const strong = { ...study, pretrend: { ...study.pretrend!, p: 1e-7 } };
    expect(pretrendNote(strong)[0]).toHaveProperty("en", expect.stringContaining("p < 0.001."));
    const { paragraphs } = methodsParagraph([strong]);
    expect(paragraphs[0]).toMatchObject({
      en: expect.stringContaining("(joint test of the leads: p < 0.001)"),
      zh: expect.stringContaining("（前置期系数联合检验 p < 0.001）"),
    });
  });

  it("read back to within half a unit of the last digit", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (x) => {
        expect(Math.abs(Number(formatNumber(x, 3).replaceAll(",", "")) - x)).toBeLessThanOrEqual(
          0.000501,
        );
      }),
    );
  });

  it("print a p value below its digits as below, and what is to be rounded as zero", () => {
    const row = (cell: ReturnType<typeof numberCell>) =>
      tableToText({ ...sampleTable(), groups: [{ rows: [{ label: "x", cells: [cell] }] }] }, "en");
    expect(row(pCell(3.5e-35))).toContain("<0.001");
    expect(row(pCell(0.0123))).toContain("0.012");
    expect(row({ kind: "number", value: -0.018, digits: 1, small: "zero" })).toMatch(/x +0\.0\b/);
    expect(row(numberCell(-0.018, 1))).toContain("-0.018");
    expect(row(numberCell(-8351.544, 2))).toContain("-8,351.54");
  });

  it("carry stars at 1, 5 and 10 per cent, and none without a p value", () => {
    expect([0.009, 0.01, 0.049, 0.05, 0.0999, 0.1, null].map(starsFor)).toEqual([
      "***",
      "**",
      "**",
      "*",
      "*",
      "",
      "",
    ]);
  });
});

describe("regression tables", () => {
  it("put estimates over standard errors, then controls, effects, N and adjusted R²", () => {
    expect(tableToText(sampleTable(), "zh")).toBe(`基准回归
══════════════════════════════════
                (1)        (2)
                韧性       韧性
──────────────────────────────────
智慧城市      0.022***  -0.000012*
              (0.006)    (0.004)
gdp           -0.500**
              (0.250)
常数项        1.200***
              (0.100)
──────────────────────────────────
城市固定效应     否         是
year固定效应     否         是
N              3,976       540
调整后 R²      0.810      0.900
══════════════════════════════════
括号内为标准误，聚类到 city（284 个）。
***、**、* 分别表示在 1%、5%、10% 的水平上显著。
`);
  });

  it("show t values on request and fold other terms into one row of controls", () => {
    const table = regressionTable(columns, { keep: ["did"], parentheses: "t" });
    const text = tableToText(table, "en");
    expect(text).toContain("(3.72)");
    expect(text).toMatch(/Controls\s+Yes\s+No/);
    expect(text).toContain("t statistics in parentheses, clustered by city (284).");
    expect(text).not.toContain("gdp");
  });

  it("say that controls were used where an estimator prints no coefficient of them", () => {
    const silent = { ...columns[1]!, controls: "yes" } as const;
    const table = regressionTable([columns[1]!, silent], { keep: ["did"] });
    expect(tableToText(table, "en")).toMatch(/Controls\s+No\s+Yes/);
  });

  it("take an event study by its overall effect, and name unlike variances by column", () => {
    const other = { ...columns[0]!, covarianceNote: "HC1" };
    const text = tableToText(regressionTable([study, other, columns[1]!]), "en");
    expect(text).toMatch(/ATT\s+0\.024\*\*\*/);
    expect(text).toContain("(2) HC1; (3) clustered by city (284)");
  });

  it("give no row to a term that no column has", () => {
    const table = regressionTable(columns, { keep: ["did", "nowhere"] });
    expect(table.groups[0]!.rows).toHaveLength(1);
  });
});

describe("other tables", () => {
  it("describe variables, with quartiles only where there are some", () => {
    const row = { name: "did", nobs: 594, mean: 0.221, sd: 0.415, min: 0, max: 1 };
    expect(tableToText(descriptivesTable([row]), "en")).toMatch(
      /did\s+594\s+0\.221\s+0\.415\s+0\.000\s+1\.000/,
    );
    const with50 = descriptivesTable([{ ...row, median: 0.5 }]);
    expect(with50.columns).toHaveLength(7);
  });

  it("print years without separators and counts with them", () => {
    const text = tableToText(
      genericTable({
        title: "x",
        columns: [{ header: "a" }, { header: "year" }, { header: "rows" }],
        rows: [["p", 2012, 27525]],
      }),
      "en",
    );
    expect(text).toMatch(/2012\s+27,525/);
  });
});

describe("formats", () => {
  const table = sampleTable();

  it("LaTeX uses booktabs, raised stars and proper minus signs", () => {
    const tex = tableToLatex(table, "zh", { label: "tab:1" });
    expect(tex).toContain("智慧城市 & 0.022$^{***}$ & $-$0.000012$^{*}$ \\\\");
    for (const rule of ["\\toprule", "\\midrule", "\\bottomrule", "\\label{tab:1}"]) {
      expect(tex).toContain(rule);
    }
    const head = tex.slice(tex.indexOf("\\begin{tabular}"), tex.indexOf("\\toprule"));
    expect(head.trim()).toBe("\\begin{tabular}{lcc}");
  });

  it("Markdown has one header line and as many cells in every row", () => {
    const rows = tableToMarkdown(table, "en")
      .split("\n")
      .filter((l) => l.startsWith("|"));
    expect(new Set(rows.map((r) => r.split(" | ").length)).size).toBe(1);
    expect(rows[0]).toContain("(1)<br>Resilience");
  });

  it("Word has three thick and thin lines by cell, 宋体 beside Times New Roman, a repeated head", async () => {
    const xml = unzip(await tableToDocx(table, "zh")).get("word/document.xml")!;
    expect(xml).toContain('w:eastAsia="宋体"');
    expect(xml).toContain('w:ascii="Times New Roman"');
    expect(xml).toContain('<w:vertAlign w:val="superscript"/>');
    const rows = xml.match(/<w:tr>[\s\S]*?<\/w:tr>/g)!;
    const line = (row: string, side: string, size: number) =>
      row.includes(`<w:${side} w:val="single" w:color="000000" w:sz="${size}"/>`);
    expect(rows.filter((r) => r.includes("<w:tblHeader/>"))).toHaveLength(2);
    expect(rows.map((r) => line(r, "top", 12))).toEqual(rows.map((_, i) => i === 0));
    expect(rows.map((r) => line(r, "bottom", 6))).toEqual(rows.map((_, i) => i === 1));
    expect(rows.map((r) => line(r, "bottom", 12))).toEqual(
      rows.map((_, i) => i === rows.length - 1),
    );
    expect(xml).not.toMatch(/<w:(left|right) w:val="single"/);
  });

  it("Excel has 宋体 and raised stars, and writes counts as numbers", async () => {
    const sheets = [
      { name: "a/b", table },
      { name: "a:b", table },
    ];
    const parts = unzip(await tablesToXlsx(sheets, "zh"));
    expect(parts.get("xl/styles.xml")).toContain("宋体");
    expect(parts.get("xl/workbook.xml")).toMatch(/name="a b".*name="a b \(2\)"/s);
    const sheet = parts.get("xl/worksheets/sheet1.xml")!;
    expect(sheet).toContain("superscript");
    expect(sheet).toContain("<v>3976</v>");
    expect(parts.get("xl/styles.xml")).toContain('formatCode="0.000"');
  });

  it("one table gives the same bytes every time, whatever the format", async () => {
    const twice = async (make: () => string | Promise<Uint8Array>) =>
      expect(Buffer.from(await make())).toEqual(Buffer.from(await make()));
    await twice(() => tableToHtml(table, "zh"));
    await twice(() => tableToCsv(table, "zh"));
    await twice(() => tablesToXlsx([{ name: "1", table }], "zh"));
  });
});

describe("labels that come from data", () => {
  const table = genericTable({
    title: HOSTILE[0]!,
    columns: HOSTILE.map((header) => ({ header })),
    rows: HOSTILE.map((text) => HOSTILE.map(() => text)),
    notes: HOSTILE,
  });

  it("cannot leave their place in HTML", () => {
    const html = tableToHtml(table, "en");
    expect(html).not.toContain("<script");
    expect(html).not.toMatch(/<[^>]*onmouseover/);
    expect(html).not.toContain("\u0000");
    expect(html.match(/<\/table>/g)).toHaveLength(1);
  });

  it("never begin a formula in CSV or Excel", async () => {
    const csv = tableToCsv(table, "en");
    for (const line of csv.slice(1).split("\n")) {
      for (const field of line.split(/,(?=")|,(?=[^"])/)) expect(field).not.toMatch(/^"?[=+@]/);
    }
    const parts = unzip(await tablesToXlsx([{ name: "x", table }], "en"));
    expect(parts.get("xl/worksheets/sheet1.xml")).not.toContain("<f>");
  });

  it("are typeset, not run, by LaTeX", () => {
    const tex = tableToLatex(table, "en");
    expect(tex).not.toContain("\\input");
    expect(tex.match(/\\end\{tabular\}/g)).toHaveLength(1);
  });

  it("stay in one cell of Markdown", () => {
    const rows = tableToMarkdown(table, "en")
      .split("\n")
      .filter((l) => l.startsWith("| "));
    const bars = rows.map((r) => r.replaceAll("\\|", "").split("|").length);
    expect(new Set(bars).size).toBe(1);
  });

  it("make a Word file that is well-formed", async () => {
    const xml = unzip(await tableToDocx(table, "en")).get("word/document.xml")!;
    expect(xml).toContain("&lt;script&gt;");
    expect(xml).not.toContain("\u0007");
  });
});
