import { twfeWeights } from "../../../did/index.js";
import { describeResult, twfeWeightsTable } from "../../../report/index.js";
import { modelFields } from "../../file/schema/column-schema.js";
import { didSample } from "../model/did-model.js";
import { resolveModel } from "../model/model.js";
import { defineSection, notesOf, output } from "../section.js";

/** Negative weights of the two-way estimate.   中文: 双向固定效应的负权重 */
export const weightsSection = defineSection({
  name: "weights",
  title: { en: "Weights of the two-way estimate", zh: "双向固定效应估计的权重" },
  shape: modelFields,
  make: (frame, entry, context) => {
    const { sample } = didSample(frame, resolveModel(frame, entry), { variance: "unused" });
    const found = twfeWeights(sample);
    const table = twfeWeightsTable(found);
    return output({
      tables: [
        { ...table, title: context.title, notes: [...table.notes, ...notesOf(frame, entry)] },
      ],
      results: { ...found },
      warnings: found.warnings,
      methods: [describeResult(found)],
    });
  },
});
