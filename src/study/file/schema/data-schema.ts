import { z } from "zod";
import { bilingual, names, text } from "./common.js";

const tableShape = z
  .strictObject({
    file: text,
    /** Unit and time make it a panel; without them it is a plain table to merge from. */
    unit: text.optional(),
    time: text.optional(),
    regionCode: text.optional(),
    firmName: text.optional(),
    /** Columns that are read as text whatever they look like. */
    text: names.optional(),
  })
  .refine((t) => (t.unit === undefined) === (t.time === undefined), {
    error: "unit and time go together",
  });

/** What is read: the main panel and further ones.   中文: 数据 */
export const dataShape = z.strictObject({
  panel: text,
  unit: text,
  time: text,
  /** Column with region codes, by which counts from reports and patents are joined. */
  regionCode: text.optional(),
  /** Column with firm codes, by which annual reports and patents of firms are joined. */
  firmName: text.optional(),
  /** Region table of the study's own units (invented cities of simulated data). */
  regions: text.optional(),
  text: names.optional(),
  panels: z.record(text, tableShape).optional(),
  labels: z.record(text, bilingual).optional(),
});

/** One further panel or table. */
export type TableEntry = z.output<typeof tableShape>;
