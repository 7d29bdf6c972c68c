import { describe, expect, it } from "vitest";
import {
  buildIndex,
  indexDistribution,
  indexSensitivity,
  parseSystem,
  spatialWeights,
} from "../../src/indices/index.js";
import {
  densityByPeriodFigure,
  type FigureModel,
  figureToCsv,
  figureToSvg,
  indexHeatMapFigure,
  indexLineFigure,
  indexMapFigure,
  indexMethodsFigure,
  indexRankingTable,
  indexWeightsFigure,
  moranFigure,
  readGeoJson,
  screeFigure,
  tableToCsv,
  tableToHtml,
} from "../../src/report/index.js";
import { Panel, Table } from "../../src/table/index.js";

// What a reader sees is compared with the CSV: places of marks are turned back into values by the
// printed ticks of the axes, and nothing of the figure model is used.

const UNITS = ["海州市", "临川市", "青山市", "白水市", "平原市", "南岭市"];
const cells = UNITS.flatMap((unit, u) =>
  [2010, 2011, 2012].map((year, t) => ({ unit, u, year, t })),
);
const panel = new Panel(
  Table.of({
    city: cells.map((c) => c.unit),
    year: cells.map((c) => c.year),
    a: cells.map((c) => 10 + 3 * c.u + 2 * c.t),
    b: cells.map((c) => 50 - c.u * c.u + 4 * Math.sin(c.u + 2 * c.t)),
    c: cells.map((c) => 5 + 2 * Math.cos(3 * c.u + c.t)),
  }),
  { unit: "city", time: "year" },
);
const system = parseSystem(
  'name: idx\nunit: city\ntime: year\nscale: pooled\nindicators:\n  - { name: a, direction: "+" }\n  - { name: b, direction: "-" }\n  - { name: c, direction: "+" }\n',
);
const result = buildIndex(panel, system);

interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: string;
}

/** A drawn picture and the rows of its CSV. */
async function opened(figure: FigureModel) {
  const svg = await figureToSvg(figure, "en");
  const rows = csvRows(figureToCsv(figure));
  return { svg, rows, labels: labelsOf(svg), ...axesOf(labelsOf(svg)) };
}

function csvRows(csv: string): readonly (readonly string[])[] {
  const lines = csv.replace("\ufeff", "").trim().split("\n");
  return lines.map((line) => line.split(","));
}

function labelsOf(svg: string): readonly Label[] {
  const pattern =
    /<text [^>]*text-anchor="(\w+)"[^>]*?transform="translate\(([\d.]+) ([\d.]+)\)"[^>]*>([^<]*)</g;
  return [...svg.matchAll(pattern)].map(([, anchor, x, y, text]) => ({
    text: text!,
    x: Number(x),
    y: Number(y),
    anchor: anchor!,
  }));
}

/** Pixel to value for the first pair of axes: the line through the first and the last tick. */
function axesOf(labels: readonly Label[]) {
  const numbers = labels.filter((l) => /^-?[\d.]+$/.test(l.text));
  const left = Math.min(...numbers.filter((l) => l.anchor === "end").map((l) => l.x));
  const ys = numbers.filter((l) => l.anchor === "end" && l.x === left);
  const bottom = Math.max(...numbers.map((l) => (l.anchor === "middle" ? l.y : 0)));
  const along = numbers.filter((l) => l.anchor === "middle" && l.y === bottom);
  // A second panel starts its ticks anew.
  const restart = along.findIndex((l, i) => i > 0 && Number(l.text) <= Number(along[i - 1]!.text));
  const xs = restart < 0 ? along : along.slice(0, restart);
  return {
    xAt: scale(xs.map((l) => [l.x, Number(l.text)])),
    yAt: scale(ys.map((l) => [l.y, Number(l.text)])),
  };
}

function scale(ticks: readonly (readonly [number, number])[]): (pixel: number) => number {
  const [from, to] = [ticks[0], ticks.at(-1)];
  if (from === undefined || to === undefined || from === to) return () => Number.NaN;
  return (pixel) => from[1] + ((pixel - from[0]) / (to[0] - from[0])) * (to[1] - from[1]);
}

/** Symbols in the order in which they are drawn. */
function symbolsOf(svg: string): readonly (readonly [number, number])[] {
  return [...svg.matchAll(/matrix\([\d.]+,0,0,[\d.]+,([\d.]+),([\d.]+)\)/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
}

/** Corners of the lines drawn inside the axes. */
function linesOf(svg: string): readonly (readonly (readonly [number, number])[])[] {
  return [...svg.matchAll(/<g clip-path[^>]*>\n<path d="M([^"Z]+)"/g)].map(([, d]) =>
    d!.split("L").map((pair) => pair.split(" ").map(Number) as unknown as [number, number]),
  );
}

describe("pictures of an index show the numbers of their CSV", () => {
  it("lines", async () => {
    const figure = indexLineFigure(result, { units: UNITS.slice(0, 2) });
    const { svg, rows, xAt, yAt } = await opened(figure);
    const symbols = symbolsOf(svg);
    expect(symbols).toHaveLength(9);
    symbols.forEach(([x, y], i) => {
      expect(xAt(x)).toBeCloseTo(Number(rows[i + 1]![1]), 2);
      expect(yAt(y)).toBeCloseTo(Number(rows[i + 1]![2]), 4);
    });
    expect(linesOf(svg)).toHaveLength(3);
  });

  it("weight bars", async () => {
    const { svg, rows, labels, xAt } = await opened(indexWeightsFigure(result));
    const bars = [
      ...svg.matchAll(/d="M([\d.]+) [\d.]+l([\d.]+) 0l0 [\d.]+l-[\d.]+ 0Z" fill="#0072B2"/g),
    ];
    expect(bars).toHaveLength(3);
    bars.forEach(([, from, long], i) => {
      expect(xAt(Number(from) + Number(long))).toBeCloseTo(Number(rows[i + 1]![4]), 3);
    });
    const names = labels.filter((l) => /^[abc]/.test(l.text)).map((l) => l.text[0]);
    expect(names).toEqual(rows.slice(1).map((row) => row[0]));
  });

  it("heat map: number in the tile, its place, and darker for higher", async () => {
    const { svg, rows, labels } = await opened(indexHeatMapFigure(result));
    const tiles = tilesOf(svg);
    expect(tiles).toHaveLength(18);
    for (const { x, y, text } of tiles) {
      const unit = labels.find((l) => l.anchor === "end" && Math.abs(l.y - y) < 1)!.text;
      const year = labels.find((l) => /^\d{4}$/.test(l.text) && Math.abs(l.x - x) < 1)!.text;
      const row = rows.find((r) => r[0] === unit)!;
      expect(text).toBe(Number(row[rows[0]!.indexOf(year)]).toFixed(3));
    }
    const byValue = tiles.toSorted((a, b) => Number(a.text) - Number(b.text));
    const dark = byValue.map((t) => t.light);
    expect(dark).toEqual(dark.toSorted((a, b) => b - a));
  });

  it("method comparison", async () => {
    const { svg, rows } = await opened(indexMethodsFigure(indexSensitivity(panel, system)));
    const tiles = tilesOf(svg);
    const m = rows.length - 1;
    expect(tiles).toHaveLength(m * m);
    tiles.forEach(({ text }, i) => {
      const value = Number(rows[1 + Math.floor(i / m)]![1 + (i % m)]);
      expect(text).toBe(value.toFixed(2));
    });
  });

  it("scree plot", async () => {
    const { pca } = buildIndex(panel, system, { weights: "pca" }).weights[0]!;
    const { svg, rows, xAt, yAt } = await opened(screeFigure(pca!));
    const symbols = symbolsOf(svg);
    expect(symbols).toHaveLength(3);
    symbols.forEach(([x, y], i) => {
      expect(xAt(x)).toBeCloseTo(Number(rows[i + 1]![0]), 3);
      expect(yAt(y)).toBeCloseTo(Number(rows[i + 1]![1]), 3);
    });
  });

  it("densities", async () => {
    const { density } = indexDistribution(result);
    const { svg, rows, xAt, yAt } = await opened(densityByPeriodFigure(density!));
    const lines = linesOf(svg);
    expect(lines).toHaveLength(3);
    lines.forEach((corners, period) => {
      expect(corners).toHaveLength(rows.length - 1);
      for (const at of [40, 120, 200]) {
        const [x, y] = corners[at]!;
        expect(xAt(x)).toBeCloseTo(Number(rows[at + 1]![0]), 2);
        expect(Math.abs(yAt(y) - Number(rows[at + 1]![1 + period]))).toBeLessThan(0.01);
      }
    });
  });

  it("Moran scatter", async () => {
    const W = spatialWeights(Table.of({ from: UNITS.slice(1), to: UNITS.slice(0, 5) }), UNITS);
    const { moran } = indexDistribution(result, { spatial: W, draws: 19 });
    const { svg, rows, xAt, yAt } = await opened(moranFigure(moran!));
    const symbols = symbolsOf(svg);
    expect(symbols).toHaveLength(12);
    symbols.slice(0, 6).forEach(([x, y], i) => {
      expect(xAt(x)).toBeCloseTo(Number(rows[i + 1]![2]), 3);
      expect(yAt(y)).toBeCloseTo(Number(rows[i + 1]![3]), 3);
    });
    // The line's slope is I.
    const [[x0, y0], [x1, y1]] = linesOf(svg)[0]! as [[number, number], [number, number]];
    const slope = (yAt(y1) - yAt(y0)) / (xAt(x1) - xAt(x0));
    expect(Math.abs(slope - moran!.periods[0]!.I)).toBeLessThan(0.01);
  });

  it("map: places of regions, and darker for higher", async () => {
    const feature = (name: string, x: number) => ({
      type: "Feature",
      properties: { name },
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [x, 30],
            [x + 1, 30],
            [x + 1, 31],
            [x, 31],
            [x, 30],
          ],
        ],
      },
    });
    const features = UNITS.slice(0, 5).map((name, i) => feature(name, 110 + i));
    const file = JSON.stringify({ type: "FeatureCollection", features });
    const { svg, rows, xAt } = await opened(indexMapFigure(result, readGeoJson(file, "m.json")));
    const areas = [
      ...svg.matchAll(
        /<path d="M([\d.]+) [^"]*Z" fill="#(\w{6})" stroke="#666" stroke-width="0.5"/g,
      ),
    ];
    expect(areas).toHaveLength(5);
    const shown = areas.map(([, x, ink]) => ({
      value: Number(rows[1 + Math.round(xAt(Number(x)) - 110)]![3]),
      light: lightness(ink!),
    }));
    const lights = shown.toSorted((a, b) => a.value - b.value).map((s) => s.light);
    expect(new Set(lights).size).toBe(5);
    expect(lights).toEqual(lights.toSorted((a, b) => b - a));
  });

  it("ranking table: the page and the CSV have the same cells", () => {
    const table = indexRankingTable(result);
    const html = tableToHtml(table, "en");
    const rows = csvRows(tableToCsv(table, "en")).filter((row) => UNITS.includes(row[0]!));
    expect(rows).toHaveLength(6);
    for (const row of rows) {
      const line = html.split("<tr").find((tr) => tr.includes(row[0]!))!;
      const shown = [...line.matchAll(/<t[dh][^>]*>([^<]*)</g)].map((m) => m[1]!.trim());
      expect(shown).toEqual(row);
    }
  });
});

/** Tiles with the number printed in them. */
function tilesOf(svg: string) {
  const pattern =
    /fill="#(\w{6})" stroke="#fff"><\/path>\n<text [^>]* x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</g;
  return [...svg.matchAll(pattern)].map(([, ink, x, y, text]) => ({
    light: lightness(ink!),
    x: Number(x),
    y: Number(y),
    text: text!,
  }));
}

function lightness(hex: string): number {
  const [r, g, b] = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return 0.3 * r! + 0.59 * g! + 0.11 * b!;
}
