import { nearest } from "../../../base/index.js";
import { optionalColumns, specificationCurve } from "../../../check/index.js";
import { specificationEngine, specificationMethod, withEstimable } from "../../../did/index.js";
import { describeResult, specificationFigure, specificationTable } from "../../../report/index.js";
import { studyError } from "../../errors.js";
import { modelFields } from "../../file/schema/column-schema.js";
import { optionKeys } from "../../file/schema/method-schema.js";
import { didSample } from "../model/did-model.js";
import { resolveModel } from "../model/model.js";
import { defineSection, notesOf, output } from "../section.js";

/** The effect under every choice of controls and variance.   中文: 规格曲线 */
export const specCurve = defineSection({
  name: "spec-curve",
  title: { en: "Specification curve", zh: "规格曲线" },
  shape: { ...modelFields, choices: optionKeys(specificationMethod.options).choices },
  make: (frame, entry, context) => {
    const { sample: whole } = didSample(frame, resolveModel(frame, entry));
    const sample = withEstimable(whole);
    const { covariates } = sample;
    const absorbed = whole.covariates.filter((name) => !covariates.includes(name));
    const choices = (entry.choices ?? covariates).filter((name) => !absorbed.includes(name));
    const optional = choices.map((name, i) => {
      const at = covariates.indexOf(name);
      if (at >= 0) return at;
      throw studyError("missing-column", {
        file: frame.study.file,
        row: frame.study.placeOf([...context.at, "choices", i]).row,
        column: name,
        nearest: nearest(name, covariates),
        role: { en: `the choice "${name}"`, zh: `可选项“${name}”` },
      });
    });
    const fixed = covariates.map((_, j) => j).filter((j) => !optional.includes(j));
    const engines = [specificationEngine(sample), specificationEngine(sample, "hc1")];
    const dimensions = [
      ...optionalColumns(choices),
      { name: "variance", choices: [sample.clusterName, "hc1"] },
    ];
    const found = specificationCurve(dimensions, (choice) =>
      engines[choice.at(-1)!]!([...fixed, ...optional.filter((_, j) => choice[j] === 1)]),
    );
    const about = { title: context.title, notes: notesOf(frame, entry) };
    return output({
      tables: [specificationTable(found, about)],
      figures: [specificationFigure(found, about)],
      results: { ...found },
      warnings: sample.warnings,
      methods: [describeResult(found)],
    });
  },
});
