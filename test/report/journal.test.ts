import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { didAnalyses, didEffects } from "../../src/did/index.js";
import { findPictureFont } from "../../src/report/figure/render/find-chinese-font.js";
import {
  CITATIONS,
  descriptivesTable,
  type Equation,
  lineFigure,
  referenceText,
  renderDocxReport,
  renderHtmlReport,
  tableToMarkdown,
} from "../../src/report/index.js";
import { arrangeFloats } from "../../src/report/page/arrange-floats.js";
import type { WordBlock } from "../../src/report/page/word-block.js";
import { unzip } from "./unzip.js";

const equation: Equation = {
  number: "1",
  left: [{ text: { en: "Resilience", zh: "韧性" }, look: "name", index: "it" }],
  right: [
    [{ text: "α", look: "symbol" }],
    [
      { text: "β", look: "symbol" },
      { text: { en: "Pilot", zh: "试点<政策>" }, look: "name", index: "it" },
    ],
    [{ text: "μ", look: "symbol", index: "i" }],
  ],
};
const table = descriptivesTable([
  { name: "did", nobs: 594, mean: 0.221, sd: 0.415, min: 0, max: 1, values: "whole" },
  { name: "patents", nobs: 594, mean: 1204.25, sd: 90.5, min: 3, max: 12045, values: "whole" },
  { name: "gdp", nobs: 594, mean: 1.5, sd: 0.25, min: 1, max: 2, values: "real" },
]);
const report = {
  title: "试点政策",
  lang: "zh" as const,
  sections: [
    { kind: "heading" as const, text: "数据", level: 2 as const },
    { kind: "heading" as const, text: "来源", level: 3 as const },
    {
      kind: "methods" as const,
      model: { intro: "模型 (1)：", equation, where: "其中 β 为核心系数。" },
      paragraphs: ["以普通最小二乘法估计。"],
      references: [
        "Bai, J. (2009). Panel data models with interactive fixed effects. Econometrica, 77(4), 1229–1279.",
      ],
    },
    { kind: "table" as const, table },
    { kind: "referee" as const, findings: [] },
    { kind: "warnings" as const, warnings: [{ code: "a/b", en: "note", zh: "注意" }] },
  ],
};

describe("descriptives", () => {
  it("print values of dummies and counts as integers, moments and other variables with digits", () => {
    const [did, patents, gdp] = tableToMarkdown(table, "en")
      .split("\n")
      .filter((line) => /^\| (?:did|patents|gdp)/.test(line));
    expect(did).toMatch(/0\.221 \| 0\.415 \| 0 \| 1 \|/);
    expect(patents).toMatch(/1,204\.25 \| 90\.50 \| 3 \| 12,045 \|/);
    expect(gdp).toMatch(/1\.500 \| 0\.250 \| 1\.000 \| 2\.000 \|/);
  });
});

describe("references in Chinese", () => {
  it("follow GB/T 7714, author and year first", () => {
    expect(
      referenceText(
        "Borusyak, K., Jaravel, X., & Spiess, J. (2024). Revisiting event-study designs: Robust and efficient estimation. Review of Economic Studies, 91(6), 3253–3285.",
        "zh",
      ),
    ).toBe(
      "BORUSYAK K, JARAVEL X, SPIESS J, 2024. Revisiting event-study designs: Robust and efficient estimation[J]. Review of Economic Studies, 91(6): 3253-3285.",
    );
    expect(
      referenceText(
        "Cengiz, D., Dube, A., Lindner, A., & Zipperer, B. (2019). The effect of minimum wages on low-wage jobs. Quarterly Journal of Economics, 134(3), 1405–1454.",
        "zh",
      ),
    ).toMatch(/^CENGIZ D, DUBE A, LINDNER A, et al, 2019\. /);
    expect(referenceText("Gardner, J. (2022). Two-stage. arXiv:2207.05943.", "zh")).toBe(
      "GARDNER J, 2022. Two-stage[EB/OL]. arXiv:2207.05943.",
    );
  });

  it("can be made of every work that is cited; English ones stay as they are", () => {
    const cards = [...didEffects(), ...didAnalyses()].flatMap((m) => m.cites.map((c) => c.text));
    const works = [...Object.values(CITATIONS), ...cards];
    expect(works.length).toBeGreaterThan(20);
    for (const work of works) {
      expect(referenceText(work, "zh")).toMatch(/, \d{4}\. .+\[(?:J|EB\/OL)\]\. .+\.$/);
      if (typeof work === "string") expect(referenceText(work, "en")).toBe(work);
    }
  });
});

describe("a report", () => {
  it("prints the model as a numbered equation, escaped", async () => {
    const html = await renderHtmlReport(report);
    expect(html).toContain("<msub><mtext>韧性</mtext><mrow><mi>i</mi><mi>t</mi></mrow></msub>");
    expect(html).toContain("<mo>=</mo><mi>α</mi><mo>+</mo><mi>β</mi>");
    expect(html).toContain("试点&lt;政策&gt;");
    expect(html).toContain("<span>(1)</span>");
    const document = unzip(await renderDocxReport(report)).get("word/document.xml")!;
    expect(document).toContain("<m:oMath>");
    expect(document).toMatch(/<m:sSub>.*韧性.*it.*β/);
    expect(document).toContain("BAI J, 2009.");
  });

  it("lists every heading and caption in its contents", async () => {
    const html = await renderHtmlReport(report);
    const entries = [...html.matchAll(/<li[^>]*><a href="#([^"]+)">([^<]+)<\/a><\/li>/g)];
    expect(entries.map((m) => m[2])).toEqual([
      "数据",
      "来源",
      "方法",
      "表 1　描述性统计",
      "审稿检查",
      "提示",
    ]);
    for (const [, id] of entries) expect(html).toContain(`id="${id}"`);
  });

  it("offers the files of each table", async () => {
    const filesOf = () => ({ docx: "tables/table-1.docx", xlsx: "tables/table-1.xlsx" });
    const html = await renderHtmlReport(report, { filesOf });
    expect(html).toContain('<a download="table-1.docx" href="tables/table-1.docx">.docx</a>');
    expect(html).toContain('<a download="table-1.xlsx" href="tables/table-1.xlsx">.xlsx</a>');
    expect(html).toContain(".tex</a>");
    const csv = /href="data:text\/csv;charset=utf-8,([^"]+)"/.exec(html)![1]!;
    expect(decodeURIComponent(csv)).toContain("patents");
    const alone = await renderHtmlReport(report);
    expect(alone).not.toContain(".docx</a>");
    expect(alone).toContain(".csv</a>");
  });

  it("numbers its pages, in Word and in print", async () => {
    const files = unzip(await renderDocxReport(report));
    const footers = [...files].filter(([name]) => /footer\d\.xml$/.test(name));
    expect(footers.length).toBeGreaterThan(0);
    for (const [, footer] of footers) expect(footer).toContain("PAGE");
    expect(await renderHtmlReport(report)).toContain("@bottom-center{content:counter(page)");
  });
});

describe("the order of tables and figures on paper", () => {
  const block = (kind: "table" | "figure", caption: string) => ({ kind, caption }) as WordBlock;
  const heights: Record<string, number> = { T1: 60, F1: 50, T2: 30, T3: 30, F2: 20 };
  const order = (captions: readonly string[]) =>
    arrangeFloats(
      captions.map((c) => block(c.startsWith("T") ? "table" : "figure", c)),
      (b) => ({
        orientation: "portrait",
        break: "whole",
        height: heights[(b as { caption: string }).caption]!,
      }),
      { portrait: 100, landscape: 60 },
    ).map((b) => (b as { caption: string }).caption);

  it("lets a table go before a figure that would leave the page half empty", () => {
    expect(order(["T1", "F1", "T2"])).toEqual(["T1", "T2", "F1"]);
  });

  it("keeps tables in their order, and figures in theirs", () => {
    const found = order(["T1", "F1", "T2", "F2", "T3"]);
    expect(found.filter((c) => c.startsWith("T"))).toEqual(["T1", "T2", "T3"]);
    expect(found.filter((c) => c.startsWith("F"))).toEqual(["F1", "F2"]);
  });

  it("stays as it is where everything fits, and around text", () => {
    expect(order(["T2", "F1", "T3"])).toEqual(["T2", "F1", "T3"]);
    const text = { kind: "paragraph", text: "x" } as WordBlock;
    const blocks = [block("table", "T1"), block("figure", "F1"), text, block("table", "T2")];
    const found = arrangeFloats(
      blocks,
      (b) => ({
        orientation: "portrait",
        break: "whole",
        height: b.kind === "paragraph" ? 5 : heights[(b as { caption: string }).caption]!,
      }),
      { portrait: 100, landscape: 60 },
    );
    expect(found).toEqual(blocks);
  });
});

describe("pictures without a Chinese font", () => {
  it("have a Latin one", () => {
    const font = findPictureFont(undefined, [], "no-such-package");
    expect(font.script).toBe("latin");
    expect(font.face.family).toBe("Liberation Sans");
    expect(existsSync(font.face.file)).toBe(true);
  });

  it("are not drawn in another font than the one that was named", () => {
    const missing = join(import.meta.dirname, "no-such-font.ttf");
    expect(() => findPictureFont(missing)).toThrow(/font/);
  });

  it("are drawn with English words", async () => {
    vi.resetModules();
    vi.doMock("../../src/report/figure/render/find-chinese-font.js", async (original) => {
      const real =
        await original<typeof import("../../src/report/figure/render/find-chinese-font.js")>();
      return {
        ...real,
        findPictureFont: () => real.findPictureFont(undefined, [], "no-such-package"),
      };
    });
    const { figureToPng, figureToPdf } = await import("../../src/report/index.js");
    const figure = lineFigure({
      title: { en: "Trends", zh: "趋势" },
      x: { en: "Year", zh: "年份" },
      y: { en: "Index", zh: "指数" },
      series: [
        { name: { en: "Treated", zh: "处理组" }, points: [2010, 2011].map((x) => ({ x, y: 1 })) },
      ],
    });
    const zh = await figureToPng(figure, "zh");
    const en = await figureToPng({ ...figure }, "en");
    expect(Buffer.from(zh).equals(Buffer.from(en))).toBe(true);
    expect((await figureToPdf(figure, "zh")).length).toBeGreaterThan(1000);
    vi.doUnmock("../../src/report/figure/render/find-chinese-font.js");
  });
});
