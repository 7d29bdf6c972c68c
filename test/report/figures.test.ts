import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { scalesOf } from "../../src/report/figure/chart/chart-axes.js";
import { chartLegend } from "../../src/report/figure/chart/chart-legend.js";
import { chartOption } from "../../src/report/figure/chart/chart-option.js";
import { niceScale } from "../../src/report/figure/chart/nice-scale.js";
import { INKS } from "../../src/report/figure/chart/palette.js";
import { readFontFace } from "../../src/report/figure/render/font-file.js";
import { withResolution } from "../../src/report/figure/render/png-resolution.js";
import { subsetFont } from "../../src/report/figure/render/subset-font.js";
import {
  type Axis,
  comparisonFigure,
  eventStudyFigure,
  type FigureModel,
  figureToCsv,
  figureToPdf,
  figureToPng,
  figureToSvg,
  findChineseFont,
  lineFigure,
  supportFigure,
} from "../../src/report/index.js";
import { study } from "./samples.js";

const NOTO = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
const DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

describe("the event-study figure", () => {
  const figure = eventStudyFigure(study);

  it("draws every estimate, whisker and the simultaneous band", async () => {
    const svg = await figureToSvg(figure, "zh", { hover: "values" });
    expect(svg).toContain("相对政策实施的时期");
    expect(svg).toContain("95% 联合置信带（sup-t）");
    expect(svg.match(/<circle /g)).toHaveLength(12);
    expect(svg).toContain("x = 2, y = 0.028 [0.0182, 0.0378]");
  });

  it("leaves the band out on request and without a band in the result", async () => {
    const svg = await figureToSvg(eventStudyFigure(study, { interval: "pointwise" }), "zh");
    expect(svg).not.toContain("sup-t");
  });

  it("hands over its data in full precision", () => {
    const [head, ...rows] = figureToCsv(figure).slice(1).trim().split("\n");
    expect(head).toBe("time,estimate,se,p,ciLow,ciHigh,ciLowSup,ciHighSup,n");
    expect(rows[2]).toBe("-1,0,,,,,,,");
    expect(rows).toHaveLength(6);
  });

  it("says the joint test of leads in the note", () => {
    expect(figure.notes).toEqual([
      { en: "Base period: -1 (hollow).", zh: "基期为第 -1 期（空心点）。" },
      {
        en: "Joint test that all leads are zero: χ²(2) = 1.20, p = 0.550.",
        zh: "各前置期系数联合为零的检验：χ²(2) = 1.20, p = 0.550。",
      },
    ]);
  });
});

describe("event-study figures with joined ends", () => {
  it("mark the ends that stand for all periods beyond them, and say so", async () => {
    const figure = eventStudyFigure(study, { bins: [-3, 2] });
    const svg = await figureToSvg(figure, "en");
    expect(svg).toContain(">≤-3<");
    expect(svg).toContain(">≥2<");
    expect(figure.notes[1]).toMatchObject({ en: "Periods ≤-3 and ≥2 are joined." });
  });

  it("mark no end that the estimates do not reach", async () => {
    const figure = eventStudyFigure(study, { bins: [-9, 9] });
    expect(await figureToSvg(figure, "en")).not.toMatch(/[≤≥]/);
    expect(figure.notes).toHaveLength(2);
  });
});

describe("labels of vertical rules", () => {
  const at = async (x: number) => {
    const figure = lineFigure({
      title: "t",
      x: "x",
      y: "y",
      series: [{ name: "s", points: [0, 10].map((v) => ({ x: v, y: v })) }],
      rules: [{ at: x, label: "a label of some length" }],
    });
    const svg = await figureToSvg(figure, "en");
    return /text-anchor="(\w+)"[^>]*>a label of some length</.exec(svg)?.[1];
  };

  it("turn inwards where the middle would run over the edge", async () => {
    expect(await at(5)).toBe("middle");
    expect(await at(10)).toBe("end");
  });
});

describe("the common-support figure", () => {
  const scores = Array.from({ length: 40 }, (_, i) => (i + 0.5) / 40);
  const before = { treated: scores.slice(20), control: scores.slice(0, 30) };
  const ends = (figure: ReturnType<typeof supportFigure>, panel: number) =>
    figure.panels[panel]!.marks.flatMap((m) => (m.kind === "line" ? [m.points] : []));

  it("weights the controls as matching does", () => {
    const weights = { treated: Array(20).fill(1), control: scores.slice(0, 30).map((s) => s ** 4) };
    const figure = supportFigure(before, { ...before, weights });
    const peak = (points: readonly { x: number; y: number }[]) =>
      points.reduce((a, b) => (b.y > a.y ? b : a)).x;
    expect(peak(ends(figure, 1)[0]!)).toBe(peak(ends(figure, 0)[0]!));
    expect(peak(ends(figure, 1)[1]!)).toBeGreaterThan(peak(ends(figure, 0)[1]!) + 0.2);
    expect(figure.data.columns).toContain("weight");
    expect(figure.data.rows.at(-1)![3]).toBeCloseTo((29.5 / 40) ** 4, 12);
  });

  it("draws both sides on the same scales, and no score beyond 0 and 1", async () => {
    const figure = supportFigure(before, { treated: [0.4, 0.5, 0.6], control: [0.4, 0.5, 0.55] });
    const [left, right] = figure.panels.map((p) => ({ x: scalesOf(p).x!, y: scalesOf(p).y! }));
    expect(left).toEqual(right);
    expect(left!.x).toMatchObject({ min: 0, max: 1 });
  });

  it("shows lines without symbols in the legend as they are drawn", async () => {
    const { option } = chartLegend(supportFigure(before, null), 600, "en");
    expect(option.legend).toMatchObject([
      { data: [{ name: "Treated", itemStyle: { opacity: 0 } }, { name: "Controls" }] },
    ]);
  });
});

describe("drawings", () => {
  const lines = lineFigure({
    title: '<b>&"均值"',
    x: "年份",
    y: "指数 <script>",
    series: [
      {
        name: "试点",
        points: [2010, 2011, 2012].map((x) => ({ x, y: x - 2009, low: 0, high: 4 })),
      },
      { name: "其他", points: [2010, 2011, 2012].map((x) => ({ x, y: x === 2011 ? null : 1 })) },
    ],
  });

  it("are the same bytes whatever was drawn before", async () => {
    const first = await figureToSvg(lines, "zh");
    await figureToSvg(eventStudyFigure(study), "zh");
    expect(await figureToSvg(lines, "zh")).toBe(first);
    expect(first).not.toMatch(/zr\d|ecmeta|<style/);
  });

  it("match the stored drawing", async () => {
    await expect(await figureToSvg(eventStudyFigure(study), "zh")).toMatchFileSnapshot(
      "svg/event-study.svg",
    );
    await expect(await figureToSvg(lines, "zh")).toMatchFileSnapshot("svg/lines.svg");
  });

  it("escape what comes from data", async () => {
    const svg = await figureToSvg(lines, "zh", { hover: "values" });
    expect(svg).not.toContain("<script>");
    expect(svg).toContain("&lt;script&gt;");
  });

  it("refuse to draw nothing", async () => {
    const empty = lineFigure({ title: "空图", x: "x", y: "y", series: [] });
    await expect(figureToSvg(empty, "zh")).rejects.toMatchObject({
      code: "report/nothing-to-draw",
    });
  });

  it.skipIf(!existsSync(NOTO))("become PNG of 300 dpi with Chinese text", async () => {
    const png = Buffer.from(await figureToPng(lines, "zh"));
    expect(png.readUInt32BE(16)).toBe(1875);
    const at = png.indexOf("pHYs", 0, "latin1");
    expect(png.readUInt32BE(at + 4)).toBe(11_811);
  });

  it.skipIf(!existsSync(NOTO))(
    "become PDF with the font inside, the same bytes each time",
    async () => {
      const pdf = Buffer.from(await figureToPdf(lines, "zh"));
      const text = pdf.toString("latin1");
      expect(text).toContain("NotoSansCJKsc-Regular");
      expect(text).toContain("/FontFile3");
      expect(text).toContain("/MediaBox [0 0 450 285]");
      expect(Buffer.from(await figureToPdf(lines, "zh")).equals(pdf)).toBe(true);
    },
  );
});

describe("rules", () => {
  it("stand exactly where they are told, not where two digits would put them", async () => {
    const svg = (at: number) =>
      figureToSvg(
        lineFigure({
          title: "t",
          x: "x",
          y: "y",
          xTicks: "auto",
          series: [{ name: "a", points: [0, 0.1].map((x) => ({ x, y: x })) }],
          rules: [{ at }],
        }),
        "en",
      );
    const placeOf = async (at: number) => {
      const dashed = (await svg(at)).match(/<path d="M([\d.]+) [^"]*"[^>]*stroke-dasharray[^>]*>/);
      return Number(dashed![1]);
    };
    const [a, b, end] = [await placeOf(0.02), await placeOf(0.0249), await placeOf(0.1)];
    expect((b - a) / (end - a)).toBeCloseTo(0.0049 / 0.08, 1);
    expect(b).toBeGreaterThan(a + 20);
  });
});

describe("fonts", () => {
  it("that are missing stop the drawing with the repair", () => {
    const none = () => findChineseFont(undefined, ["/nowhere.ttf"], "no-such-package");
    expect(none).toThrow(/apt-get install fonts-noto-cjk/);
  });

  it("that are no fonts are named", () => {
    expect(() => findChineseFont("package.json")).toThrow(/not a TrueType or OpenType font/);
    expect(() => findChineseFont("/nowhere.ttf")).toThrow(/ENOENT/);
  });

  it.skipIf(!existsSync(NOTO))("of a collection: the simplified Chinese face", () => {
    expect(findChineseFont(NOTO)).toMatchObject({
      family: "Noto Sans CJK SC",
      postscript: "NotoSansCJKsc-Regular",
    });
  });

  it.skipIf(!existsSync(NOTO))("cut to what is drawn draw what the whole font draws", async () => {
    const figure = lineFigure({
      title: "t",
      x: "年份（首年 = 1）",
      y: "均值 AVA fi",
      series: [{ name: "试点城市", points: [0, 1].map((x) => ({ x, y: x })) }],
    });
    const svg = await figureToSvg(figure, "zh");
    const cut = (await subsetFont(findChineseFont(NOTO), svg))!;
    expect(cut.length).toBeLessThan(200_000);
    const { Resvg } = await import("@resvg/resvg-js");
    const whole = new Resvg(svg, {
      fitTo: { mode: "width", value: Math.round(((figure.width ?? 600) * 300) / 96) },
      background: "#ffffff",
      font: { fontFiles: [NOTO], loadSystemFonts: false, defaultFontFamily: "Noto Sans CJK SC" },
    });
    const png = withResolution(whole.render().asPng(), 300);
    expect(Buffer.from(await figureToPng(figure, "zh")).equals(Buffer.from(png))).toBe(true);
  });

  it.skipIf(!existsSync(DEJAVU))(
    "keep their names when they are cut, those of Macs too",
    async () => {
      const font = readFileSync(DEJAVU);
      const before = namesOf(font);
      for (const { at, platform } of before) if (platform === 3) font.writeUInt16BE(2, at);
      const file = join(mkdtempSync(join(tmpdir(), "xinzhi-names-")), "mac.ttf");
      writeFileSync(file, font);
      const cut = Buffer.from((await subsetFont(readFontFace(file), "AVA"))!);
      const macs = (list: ReturnType<typeof namesOf>) =>
        list.filter((n) => n.platform === 1).length;
      expect(macs(before)).toBeGreaterThan(0);
      expect(macs(namesOf(cut))).toBe(macs(before));
      rmSync(dirname(file), { recursive: true });
    },
  );
});

/** The records of a font's `name` table and where they lie. */
function namesOf(font: Buffer): { at: number; platform: number }[] {
  const entries = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + 16 * i);
  const entry = entries.find((at) => font.toString("latin1", at, at + 4) === "name")!;
  const table = font.readUInt32BE(entry + 8);
  return Array.from({ length: font.readUInt16BE(table + 2) }, (_, i) => {
    const at = table + 6 + 12 * i;
    return { at, platform: font.readUInt16BE(at) };
  });
}

/** CIE lightness of a colour: what a grey print leaves of it. */
function lightness(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((k) => {
    const c = Number.parseInt(hex.slice(k, k + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 116 * Math.cbrt(0.2126 * r + 0.7152 * g + 0.0722 * b) - 16;
}

describe("inks", () => {
  it("differ by symbol and by dash, so that colour is never needed", () => {
    expect(new Set(INKS.map((i) => i.symbol)).size).toBe(INKS.length);
    expect(new Set(INKS.map((i) => JSON.stringify(i.dash))).size).toBe(INKS.length);
  });

  it("of neighbours differ in grey and stand out from paper", () => {
    INKS.slice(1).forEach((ink, i) => {
      expect(Math.abs(lightness(ink.color) - lightness(INKS[i]!.color))).toBeGreaterThan(8);
      expect(lightness(ink.color)).toBeLessThan(73);
    });
  });
});

describe("the legend", () => {
  const names = (count: number) => Array.from({ length: count }, (_, i) => `estimator ${i + 1}`);
  const compare = (count: number): FigureModel => {
    const figure = comparisonFigure([{ label: "one", result: study }]);
    const [panel] = figure.panels;
    const interval = panel!.marks.find((m) => m.kind === "interval")!;
    const marks = names(count).map((name) => ({ ...interval, name }) as typeof interval);
    return { ...figure, panels: [{ ...panel!, marks }] };
  };

  it("keeps free the height of as many lines as its names need", () => {
    const legends = [2, 6, 12].map((count) => chartLegend(compare(count), 600, "en"));
    const lines = legends.map((l) => l.option.legend as { top: number; data: string[] }[]);
    expect(lines.map((l) => l.length)).toEqual([1, 2, 3]);
    expect(lines[2]!.flatMap((l) => l.data)).toEqual(names(12));
    legends.forEach((l, i) => {
      expect(l.height).toBeGreaterThan(lines[i]!.at(-1)!.top + 18);
    });
  });

  it("is drawn above the frame", async () => {
    const svg = await figureToSvg(compare(12), "en");
    const heights = [...svg.matchAll(/translate\(\S+ (\S+)\)"[^>]*>estimator/g)].map((m) => +m[1]!);
    expect(heights).toHaveLength(12);
    const frame = Math.min(
      ...[...svg.matchAll(/<clipPath[^>]*>\s*<path d="M\S+ (\d+)l/g)].map((m) => +m[1]!),
    );
    expect(Math.max(...heights)).toBeLessThan(frame);
  });
});

describe("a comparison of many estimators", () => {
  const names = Array.from({ length: 9 }, (_, i) => `estimator ${i + 1}`);
  const figure = comparisonFigure(names.map((label) => ({ label, result: study })));

  it("has a frame for each, all with the same axes", () => {
    expect(figure.panels.map((p) => p.title)).toEqual(names);
    const ends = (axis: Axis) => (axis.kind === "value" ? axis.include : null);
    const axes = figure.panels.map(({ x, y }) => JSON.stringify([ends(x), ends(y)]));
    expect(new Set(axes).size).toBe(1);
    expect(axes[0]).not.toContain("null");
  });

  it("stands in lines of three, each name over its own frame", async () => {
    const { option } = chartOption(figure, "en");
    const grids = option.grid as { left: number; top: number; width: number; height: number }[];
    expect(new Set(grids.map((g) => g.left)).size).toBe(3);
    expect(new Set(grids.map((g) => g.top)).size).toBe(3);
    for (const g of grids) expect(Math.min(g.width, g.height)).toBeGreaterThan(80);
    const svg = await figureToSvg(figure, "en");
    for (const name of names) expect(svg).toContain(name);
  });

  it("keeps five in one frame", () => {
    const five = comparisonFigure(names.slice(0, 5).map((label) => ({ label, result: study })));
    expect(five.panels).toHaveLength(1);
  });
});

describe("axes", () => {
  it("end on round numbers around the data", () => {
    expect(niceScale([-0.013, 0.052])).toEqual({ min: -0.02, max: 0.06, step: 0.01, digits: 2 });
    expect(niceScale([3, 3]).min).toBeLessThan(3);
    expect(niceScale([])).toMatchObject({ min: 0, max: 1 });
  });
});
