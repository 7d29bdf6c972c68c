import { z } from "zod";
import { placebo } from "../../did/index.js";
import { describeResult, placeboFigure } from "../../report/index.js";
import { didSample } from "../model/did-model.js";
import { resolveModel } from "../model/model.js";
import { modelFields } from "../schema/column-schema.js";
import { defineSection, notesOf, output } from "./section.js";

/** Random units keep the number and timing of true adoption.   中文: 空间（或混合）安慰剂检验 */
export const placeboSection = defineSection({
  name: "placebo",
  title: { en: "Placebo test", zh: "安慰剂检验" },
  shape: {
    ...modelFields,
    mode: z.enum(["space", "mixed"]).default("space"),
    draws: z.number().int().positive().default(500),
  },
  make: (frame, entry, context) => {
    const { sample } = didSample(frame, resolveModel(frame, entry));
    const result = placebo(sample, {
      mode: entry.mode,
      draws: context.draws(entry.draws),
      seed: context.seed,
    });
    const figure = placeboFigure(result, {
      title: context.title,
      notes: notesOf(frame, entry),
    });
    return output({
      figures: [figure],
      results: { ...result },
      warnings: result.warnings,
      methods: [describeResult(result)],
    });
  },
});
