import { greatest } from "../../../base/index.js";
import type { IndexResult } from "../../../result/index.js";
import type { Wording } from "../../table/table-model.js";
import type { FigureModel, Mark, Ring } from "../chart/figure-model.js";
import type { MapRegion } from "../chart/geo-json.js";

/** Options of `indexMapFigure`.   中文: 填色地图选项 */
export interface IndexMapFigureOptions {
  /** Left out: the last year. */
  readonly period?: number;
  /** Classes of equal size. Default 5. */
  readonly classes?: number;
  readonly title?: Wording;
  readonly notes?: readonly Wording[];
}

/** Wide enough for five classes and the white ones in one line of the legend. */
const WIDTH = 760;
const MARGINS = { x: 100, y: 110 };

/**
 * An index on a map: regions filled by quantile class of one year.   中文: 填色地图
 *
 * Regions match by name (with or without 市 at the end). Units without a region and regions without
 * a value are counted in the notes; the latter are white.
 *
 * @example indexMapFigure(result, readGeoJson(text, "cities.geojson"), { period: 2021 })
 */
export function indexMapFigure(
  result: IndexResult,
  regions: readonly MapRegion[],
  options: IndexMapFigureOptions = {},
): FigureModel {
  const period = options.period ?? greatest(result.times);
  const values = new Map<string, { unit: string; value: number }>();
  result.values.forEach((value, row) => {
    if (result.times[row] !== period || Number.isNaN(value)) return;
    const unit = String(result.units[row]);
    values.set(bare(unit), { unit, value });
  });
  const found = regions.map((region) => ({ region, entry: values.get(bare(region.name)) }));
  const matched = new Set(found.flatMap(({ entry }) => (entry === undefined ? [] : [entry.unit])));
  const lost = [...values.values()].filter(({ unit }) => !matched.has(unit));
  const white = found.filter(({ entry }) => entry === undefined);
  const box = boundsOf(regions);
  return {
    kind: "figure",
    type: "index-map",
    title: options.title ?? { en: `${result.label}, ${period}`, zh: `${period} 年${result.label}` },
    width: WIDTH,
    height: heightOf(box),
    panels: [
      {
        x: { kind: "value", label: { en: "Longitude", zh: "经度" }, range: box.x },
        y: { kind: "value", label: { en: "Latitude", zh: "纬度" }, range: box.y },
        marks: classMarks(found, options.classes ?? 5),
      },
    ],
    notes: [
      ...matchNotes(
        lost.map((l) => l.unit),
        white.length,
      ),
      ...(options.notes ?? []),
    ],
    data: {
      columns: ["region", result.keys.unit, result.keys.time, result.name],
      rows: [
        ...found.map(({ region, entry }) => [
          region.name,
          entry?.unit ?? null,
          period,
          entry?.value ?? null,
        ]),
        ...lost.map(({ unit, value }) => [null, unit, period, value]),
      ],
    },
  };
}

type Found = { readonly region: MapRegion; readonly entry: { readonly value: number } | undefined };

/** One mark for each class, so that the legend has them. */
function classMarks(found: readonly Found[], classes: number): readonly Mark[] {
  const sorted = found
    .flatMap(({ entry }) => (entry === undefined ? [] : [entry.value]))
    .sort((a, b) => a - b);
  const bound = (c: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil((c * sorted.length) / classes))]!;
  const marks: Mark[] = [];
  const white = found.filter(({ entry }) => entry === undefined);
  if (white.length > 0) {
    const name = { en: "no value", zh: "无数据" };
    marks.push({ kind: "areas", shade: null, name, points: white.map(placed) });
  }
  for (let c = 0; c < classes && sorted.length > 0; c++) {
    const low = bound(c);
    const high = c === classes - 1 ? Number.POSITIVE_INFINITY : bound(c + 1);
    const members = found.filter(
      ({ entry }) => entry !== undefined && entry.value >= low && entry.value < high,
    );
    if (members.length === 0) continue;
    const top = greatest(members.map(({ entry }) => entry!.value));
    marks.push({
      kind: "areas",
      shade: classes === 1 ? 1 : (c + 0.5) / classes,
      name: `${low.toFixed(3)}–${top.toFixed(3)}`,
      points: members.map(placed),
    });
  }
  return marks;
}

function placed({ region }: Found) {
  const outer = region.rings[0]!;
  const x = outer.reduce((sum, p) => sum + p[0], 0) / outer.length;
  const y = outer.reduce((sum, p) => sum + p[1], 0) / outer.length;
  return { x, y, name: region.name, rings: region.rings };
}

/** 海州市 and 海州 are one city. */
function bare(name: string): string {
  return name.length > 2 ? name.replace(/市$/u, "") : name;
}

interface Box {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

function boundsOf(regions: readonly MapRegion[]): Box {
  const ends = { x0: Infinity, x1: -Infinity, y0: Infinity, y1: -Infinity };
  const widen = (ring: Ring): void => {
    for (const [x, y] of ring) {
      ends.x0 = Math.min(ends.x0, x);
      ends.x1 = Math.max(ends.x1, x);
      ends.y0 = Math.min(ends.y0, y);
      ends.y1 = Math.max(ends.y1, y);
    }
  };
  for (const region of regions) for (const ring of region.rings) widen(ring);
  return {
    x: [Math.floor(ends.x0), Math.ceil(ends.x1)],
    y: [Math.floor(ends.y0), Math.ceil(ends.y1)],
  };
}

/** A degree of longitude is shorter by the cosine of the latitude. */
function heightOf(box: Box): number {
  const middle = ((box.y[0] + box.y[1]) / 2) * (Math.PI / 180);
  const across = (box.x[1] - box.x[0]) * Math.max(0.2, Math.cos(middle));
  const ratio = (box.y[1] - box.y[0]) / across;
  return Math.round(Math.min(1200, MARGINS.y + (WIDTH - MARGINS.x) * ratio));
}

function matchNotes(lost: readonly string[], white: number): readonly Wording[] {
  const notes: Wording[] = [
    { en: "Classes of equal size, darker is higher.", zh: "按分位数等分，颜色越深数值越高。" },
  ];
  if (lost.length > 0) {
    const names = lost.slice(0, 5).join(", ");
    notes.push({
      en: `${lost.length} unit(s) with a value are not on the map: ${names}.`,
      zh: `${lost.length} 个有数据的单位不在地图上：${names}。`,
    });
  }
  if (white > 0) {
    notes.push({
      en: `${white} region(s) have no value (white).`,
      zh: `${white} 个区域无数据（白色）。`,
    });
  }
  return notes;
}
