import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileError, openOutputFolder, UserError } from "../base/index.js";
import { decodeWhole } from "../bytes/index.js";
import type { IndexDistribution } from "../indices/index.js";
import {
  densityByPeriodFigure,
  type FigureModel,
  figureToCsv,
  indexHeatMapFigure,
  indexLineFigure,
  indexMapFigure,
  indexMethodsFigure,
  indexRankingTable,
  indexWeightsFigure,
  indexWeightsTable,
  moranFigure,
  readGeoJson,
  screeFigure,
} from "../report/index.js";
import type { IndexResult, IndexSensitivity } from "../result/index.js";
import type { Context } from "./context.js";
import { saveResult } from "./save-result.js";

/** What there is to draw of an index. */
export interface IndexPictures {
  readonly result: IndexResult;
  readonly sensitivity: IndexSensitivity | undefined;
  readonly distribution: IndexDistribution | undefined;
  /** Units of the line chart. */
  readonly units: readonly string[] | undefined;
  /** A GeoJSON file for the map. */
  readonly map: string | undefined;
}

/** Rows of a heat map that a page can hold. */
const MOST_UNITS = 60;
/** Curves that can be told apart. */
const MOST_CURVES = 5;

/**
 * Draws an index into a folder: every figure as SVG and PNG with its numbers as CSV, the weight and
 * ranking tables as Word, HTML and CSV. Returns the names of the files.   中文: 输出指数图表
 */
export async function writeIndexPictures(
  context: Context,
  folder: string,
  pictures: IndexPictures,
): Promise<readonly string[]> {
  const { result } = pictures;
  const out = openOutputFolder(folder);
  const written: string[] = [];
  for (const [name, figure] of Object.entries(figuresOf(pictures))) {
    for (const ending of ["svg", "png"]) {
      await saveResult(out.pathOf(`${name}.${ending}`), { figure, json: null }, context.lang);
      written.push(`${name}.${ending}`);
    }
    out.write(`${name}.csv`, figureToCsv(figure));
    written.push(`${name}.csv`);
  }
  const tables = { weights: indexWeightsTable(result), ranking: indexRankingTable(result) };
  for (const [name, table] of Object.entries(tables)) {
    for (const ending of ["docx", "html", "csv"]) {
      const file = `${name}-table.${ending}`;
      await saveResult(out.pathOf(file), { table, json: null }, context.lang);
      written.push(file);
    }
  }
  return written;
}

function figuresOf(pictures: IndexPictures): Readonly<Record<string, FigureModel>> {
  const { result, sensitivity, distribution, units, map } = pictures;
  const { pca } = result.weights[0]!;
  const density = distribution?.density;
  return {
    lines: indexLineFigure(result, units === undefined ? {} : { units }),
    weights: indexWeightsFigure(result),
    "heat-map": heatMapOf(result),
    ...(pca === null ? {} : { scree: screeFigure(pca) }),
    ...(sensitivity === undefined ? {} : { methods: indexMethodsFigure(sensitivity) }),
    ...(density === undefined || density === null
      ? {}
      : { density: densityByPeriodFigure({ ...density, periods: spread(density.periods) }) }),
    ...(distribution?.moran ? { moran: moranFigure(distribution.moran) } : {}),
    ...(map === undefined ? {} : { map: indexMapFigure(result, regionsOf(map)) }),
  };
}

/** The heat map of the first units on average, with a note when some are left out. */
function heatMapOf(result: IndexResult): FigureModel {
  const whole = indexHeatMapFigure(result);
  const names = whole.data.rows.map((row) => String(row[0]));
  if (names.length <= MOST_UNITS) return whole;
  const note = {
    en: `The ${MOST_UNITS} highest of ${names.length} units on average.`,
    zh: `均值最高的 ${MOST_UNITS} 个（共 ${names.length} 个）。`,
  };
  return indexHeatMapFigure(result, { units: names.slice(0, MOST_UNITS), notes: [note] });
}

/** At most a handful of items, evenly spaced, both ends kept. */
function spread<T>(items: readonly T[]): readonly T[] {
  if (items.length <= MOST_CURVES) return items;
  const step = (items.length - 1) / (MOST_CURVES - 1);
  return Array.from({ length: MOST_CURVES }, (_, i) => items[Math.round(i * step)]!);
}

function regionsOf(path: string) {
  let text: string;
  try {
    text = decodeWhole(readFileSync(path), { file: path });
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw fileError("not-found", { file: path }, cause);
  }
  return readGeoJson(text, basename(path));
}
