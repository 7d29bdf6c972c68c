import { z } from "zod";
import { gardnerMethod } from "../../../did/index.js";
import { describeResult, eventStudyFigure, eventStudyTable } from "../../../report/index.js";
import { modelFields } from "../../file/schema/column-schema.js";
import { formerKeys, optionKeys } from "../../file/schema/method-schema.js";
import { didSample } from "../model/did-model.js";
import { EVENT_METHODS, eventMethod } from "../model/event-method.js";
import { resolveModel } from "../model/model.js";
import { defineSection, notesOf, output } from "../section.js";

/** Of one estimator or another; its own card refuses what it has not. */
const { reference, bins } = gardnerMethod.options;
const OPTIONS = { reference, bins };

/** Leads and lags of the policy: parallel trends and dynamics.   中文: 事件研究（平行趋势） */
export const eventStudySection = defineSection({
  name: "event-study",
  title: { en: "Parallel trends and dynamic effects", zh: "平行趋势与动态效应" },
  shape: {
    ...modelFields,
    method: z.enum(EVENT_METHODS).default("twfe"),
    ...optionKeys(OPTIONS),
    also: z.enum(["table"]).optional(),
  },
  was: formerKeys(OPTIONS),
  make: (frame, entry, context) => {
    const { sample } = didSample(frame, resolveModel(frame, entry));
    const result = eventMethod(entry.method, sample, {
      ...(entry.reference === undefined ? {} : { reference: entry.reference }),
      ...(entry.bins === undefined ? {} : { bins: entry.bins }),
    });
    const { title } = context;
    const notes = notesOf(frame, entry);
    const figure = eventStudyFigure(result, {
      title,
      xLabel: { en: "Years since the policy", zh: "政策实施相对年份" },
      ...(entry.bins === undefined ? {} : { bins: entry.bins }),
      notes,
    });
    return output({
      tables: entry.also === "table" ? [{ ...eventStudyTable(result), title, notes }] : [],
      figures: [figure],
      results: { ...result },
      warnings: result.warnings,
      methods: [describeResult(result)],
      estimates: result.events.map((e) => ({
        column: 1,
        term: `event ${e.time}`,
        estimate: e.estimate,
        ciLow: e.ciLow ?? e.estimate,
        ciHigh: e.ciHigh ?? e.estimate,
      })),
    });
  },
});
