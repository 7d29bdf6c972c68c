import { z } from "zod";
import { nearest } from "../../../base/index.js";
import { decodeWhole } from "../../../bytes/index.js";
import { indexLineFigure, indexMapFigure, readGeoJson } from "../../../report/index.js";
import type { IndexResult } from "../../../result/index.js";
import { studyError } from "../../errors.js";
import { text } from "../../file/schema/common.js";
import type { StudyFrame } from "../../stages/frame.js";
import { defineSection, notesOf, output } from "../section.js";

/** An index by year for chosen units, or the mean of groups.   中文: 指数折线图 */
export const indexLines = defineSection({
  name: "index-lines",
  title: { en: "Index by year", zh: "指数逐年变化" },
  shape: {
    index: text.optional(),
    units: z.array(z.union([text, z.number()])).optional(),
    /** Column with groups, whose means are drawn. */
    groups: text.optional(),
    average: z.enum(["mean", "none"]).optional(),
  },
  make: (frame, entry, context) => {
    const index = indexOf(frame, entry.index);
    const groups = entry.groups;
    const factor = groups === undefined ? undefined : frame.panel.factor(groups);
    const figure = indexLineFigure(index, {
      title: context.title,
      notes: notesOf(frame, entry),
      ...(entry.units === undefined ? {} : { units: entry.units }),
      ...(entry.average === undefined ? {} : { average: entry.average }),
      ...(factor === undefined
        ? {}
        : { groups: Array.from(factor.codes, (c) => `${groups} = ${factor.levels[c]}`) }),
    });
    return output({ figures: [figure], results: { index: index.name } });
  },
});

/** An index on a map of the user's GeoJSON file.   中文: 指数地图 */
export const indexMap = defineSection({
  name: "index-map",
  title: { en: "Index on the map", zh: "指数空间分布" },
  shape: {
    index: text.optional(),
    map: text,
    period: z.number().int().optional(),
    classes: z.number().int().min(2).max(9).optional(),
  },
  make: (frame, entry, context) => {
    const index = indexOf(frame, entry.index);
    const regions = readGeoJson(
      decodeWhole(frame.readFile(entry.map), { file: entry.map }),
      entry.map,
    );
    const figure = indexMapFigure(index, regions, {
      title: context.title,
      notes: notesOf(frame, entry),
      ...(entry.period === undefined ? {} : { period: entry.period }),
      ...(entry.classes === undefined ? {} : { classes: entry.classes }),
    });
    return output({ figures: [figure], results: { index: index.name } });
  },
});

/** An index of the study by name; left out, the first. */
export function indexOf(frame: StudyFrame, name: string | undefined): IndexResult {
  const found = frame.indices.find((i) => name === undefined || i.name === name);
  if (found !== undefined) return found;
  const known = frame.indices.map((i) => i.name);
  throw studyError("unknown-index", {
    file: frame.study.file,
    name: name ?? "",
    nearest: nearest(name ?? "", known),
    known,
  });
}
