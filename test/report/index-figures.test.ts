import { describe, expect, it } from "vitest";
import { UserError } from "../../src/base/index.js";
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
  indexWeightsTable,
  type Mark,
  moranFigure,
  readGeoJson,
  screeFigure,
  tableToCsv,
} from "../../src/report/index.js";
import { Panel, Table } from "../../src/table/index.js";

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
  'name: idx\nlabel: 指数\nunit: city\ntime: year\nscale: pooled\nindicators:\n  - { name: a, direction: "+", dimension: 甲 }\n  - { name: b, direction: "-", dimension: 乙, subdimension: 丙, asPublished: true }\n  - { name: c, direction: "+", dimension: 乙 }\n',
);
const result = buildIndex(panel, system);
const valueAt = (unit: string, year: number) =>
  result.values[cells.findIndex((c) => c.unit === unit && c.year === year)]!;
const marksOf = <K extends Mark["kind"]>(figure: FigureModel, kind: K) =>
  figure.panels.flatMap((p) =>
    p.marks.filter((m): m is Extract<Mark, { kind: K }> => m.kind === kind),
  );

describe("figures of an index", () => {
  it("lines show the values of the units asked for, and the mean", () => {
    const figure = indexLineFigure(result, { units: ["海州市", "南岭市"] });
    const [mean, first, last] = marksOf(figure, "line");
    expect(first!.points[1]!.y).toBe(valueAt("海州市", 2011));
    expect(last!.points[2]!.y).toBe(valueAt("南岭市", 2012));
    const of2010 = UNITS.map((unit) => valueAt(unit, 2010));
    expect(mean!.points[0]!.y).toBeCloseTo(of2010.reduce((a, b) => a + b) / 6, 12);
    expect(figureToCsv(figure)).toContain(`海州市,2011,${valueAt("海州市", 2011)}`);
  });

  it("a heat map has one tile for each city and year, the same number in its CSV", async () => {
    const figure = indexHeatMapFigure(result);
    const [tiles] = marksOf(figure, "tiles");
    expect(tiles!.points).toHaveLength(18);
    for (const { x, y, value } of tiles!.points.slice(0, 3)) {
      const row = figure.data.rows[y]!;
      expect(value).toBe(valueAt(String(row[0]), 2010 + x));
      expect(row[x + 1]).toBe(value);
    }
    expect(await figureToSvg(figure, "zh")).toContain("海州市");
  });

  it("bars carry the weights, largest first, negative indicators marked", () => {
    const figure = indexWeightsFigure(result);
    const [bars] = marksOf(figure, "bars");
    const weights = bars!.points.map((p) => p.x);
    expect([...weights].sort((a, b) => b - a)).toEqual(weights);
    expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(JSON.stringify(figure.panels[0]!.y)).toContain("b（−）");
  });

  it("a scree plot tells retained from dropped components", () => {
    const { pca } = buildIndex(panel, system, { weights: "pca" }).weights[0]!;
    const figure = screeFigure(pca!);
    const [kept, dropped] = marksOf(figure, "points");
    expect(kept!.points).toHaveLength(pca!.retained);
    expect(dropped!.points).toHaveLength(3 - pca!.retained);
    expect(figure.data.rows[0]![1]).toBe(pca!.eigenvalues[0]);
  });

  it("densities, Moran scatter and method comparison carry their numbers", () => {
    const W = spatialWeights(Table.of({ from: UNITS.slice(1), to: UNITS.slice(0, 5) }), UNITS);
    const { density, moran } = indexDistribution(result, { spatial: W, draws: 19 });
    expect(densityByPeriodFigure(density!).data.rows[7]![1]).toBe(density!.periods[0]!.density[7]);
    const scatter = moranFigure(moran!);
    expect(scatter.panels).toHaveLength(2);
    const { unit, z } = moran!.periods[0]!.local[0]!;
    expect(scatter.data.rows[0]!.slice(0, 3)).toEqual([2010, unit, z]);
    const found = indexSensitivity(panel, system);
    const [tiles] = marksOf(indexMethodsFigure(found), "tiles");
    expect(tiles!.points[1]!.value).toBe(found.methodRanks[1]);
  });

  const feature = (name: string, at: number, hole = false) => {
    const ring = (s: number) => [
      [at - s, -s],
      [at - s, s],
      [at + s, s],
      [at + s, -s],
      [at - s, -s],
    ];
    return {
      type: "Feature",
      properties: { name },
      geometry: { type: "Polygon", coordinates: hole ? [ring(2), ring(1)] : [ring(2)] },
    };
  };

  it("a map matches names with and without 市, and counts what has no place or no value", async () => {
    const features = [
      ...UNITS.slice(0, 5).map((u, i) => feature(u.replace("市", ""), 5 * i, i === 0)),
      feature("别处", 30),
    ];
    const regions = readGeoJson(JSON.stringify({ type: "FeatureCollection", features }), "m.json");
    const figure = indexMapFigure(result, regions, { classes: 2 });
    const areas = marksOf(figure, "areas");
    expect(areas.map((a) => a.points.length)).toEqual([1, 3, 2]);
    expect(areas[0]!.shade).toBeNull();
    expect(figure.data.rows).toContainEqual(["海州", "海州市", 2012, valueAt("海州市", 2012)]);
    expect(figure.data.rows).toContainEqual([null, "南岭市", 2012, valueAt("南岭市", 2012)]);
    expect(JSON.stringify(figure.notes)).toContain("南岭市");
    expect(await figureToSvg(figure, "en")).toContain("<path");
  });

  it("refuses a map file that is none, with the reason", () => {
    const codeOf = (text: string) => {
      try {
        readGeoJson(text, "m.json");
      } catch (error) {
        if (error instanceof UserError) return error.code;
      }
      return "no error";
    };
    expect(codeOf("{")).toBe("report/bad-geojson");
    expect(codeOf("[]")).toBe("report/bad-geojson");
    expect(codeOf('{"features":[{"properties":{"id":1},"geometry":null}]}')).toBe(
      "report/bad-geojson",
    );
  });
});

describe("tables of an index", () => {
  it("print the system with weights, and mark what follows a publication", () => {
    const text = tableToCsv(indexWeightsTable(result), "zh");
    expect(text).toContain("一级指标,二级指标,三级指标");
    expect(text).toContain("- †");
    expect(text).toContain(result.weights[0]!.values[0]!.toFixed(4));
  });

  it("rank units in the first and the last year", () => {
    const lines = tableToCsv(indexRankingTable(result, { top: 3 }), "zh")
      .trim()
      .split("\n");
    const best = UNITS.toSorted((a, b) => valueAt(b, 2012) - valueAt(a, 2012))[0]!;
    const row = lines.find((line) => line.startsWith(best))!;
    expect(row.endsWith(",1")).toBe(true);
    expect(row).toContain(valueAt(best, 2012).toFixed(4));
  });
});
