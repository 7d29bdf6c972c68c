import { describe, expect, it } from "vitest";
import { fitTable, TEXT_WIDTH } from "../../src/report/page/word-fit.js";
import type { Grid } from "../../src/report/table/lay-out.js";

/** A grid of one header and rows of texts; the first column holds labels. */
function gridOf(rows: readonly (readonly string[])[], align: "center" | "right" = "center"): Grid {
  const width = rows[0]!.length;
  return {
    title: "",
    spans: [],
    headers: [rows[0]!],
    align: Array.from({ length: width }, (_, j) => (j === 0 ? "left" : align)),
    rows: rows.slice(1).map((cells) => ({
      cells: cells.map((text) => ({ text, stars: "", value: null, lineage: null })),
      rule: "none",
      role: "plain",
    })),
    notes: [],
  };
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe("the fit of a table on its page", () => {
  it("keeps a small table upright in the size of the text", () => {
    const fit = fitTable(
      gridOf([
        ["变量", "(1)", "(2)"],
        ["智慧城市试点", "0.123", "0.456"],
      ]),
    );
    expect(fit).toMatchObject({ orientation: "portrait", size: 21 });
    expect(sum(fit.widths)).toBeLessThanOrEqual(TEXT_WIDTH.portrait);
    expect(sum(fit.widths)).toBeGreaterThan(TEXT_WIDTH.portrait - 5);
  });

  it("gives columns of estimates one width, whatever their headers", () => {
    const fit = fitTable(
      gridOf([
        ["", "人均地区生产总值", "税"],
        ["政策", "0.1", "0.2"],
      ]),
    );
    expect(fit.widths[1]).toBe(fit.widths[2]);
  });

  it("takes smaller type, then a page across, before a number would be broken", () => {
    const row = (n: number, text: string) => ["变量", ...Array.from({ length: n }, () => text)];
    const of = (n: number) =>
      fitTable(gridOf([row(n, "(1)"), row(n, "[-0.0013, 0.0230]")], "right"));
    expect(of(4)).toMatchObject({ orientation: "portrait", size: 21 });
    expect(of(9).orientation).toBe("landscape");
    for (const n of [4, 6, 9, 12]) {
      const { widths, size } = of(n);
      // The widest word is "[-0.0013," of nine letters.
      for (const w of widths.slice(1)) expect(w).toBeGreaterThan(9 * 0.53 * size * 10);
    }
  });

  it("leaves words to wrap rather than numbers where prose and numbers share a table", () => {
    const prose = "规模以上工业企业研究与试验发展经费内部支出占地区生产总值的比重乘以一百";
    const fit = fitTable(
      gridOf([
        ["指标", "计算", "权重", "方向", "单位", "来源"],
        [prose, prose, "0.1074", "+", "万元", prose],
      ]),
    );
    expect(fit.widths[2]!).toBeGreaterThan(6 * 0.53 * fit.size * 10);
    expect(sum(fit.widths)).toBeLessThanOrEqual(TEXT_WIDTH[fit.orientation]);
  });
});
