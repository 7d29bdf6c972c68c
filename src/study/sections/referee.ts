import { z } from "zod";
import { least } from "../../base/index.js";
import { referee } from "../../check/index.js";
import { type DidSample, designFacts, readSample } from "../../did/index.js";
import { deriveColumn, evaluateWhere } from "../../regress/index.js";
import { modelFields } from "../file/schema/column-schema.js";
import { bilingual, names, text } from "../file/schema/common.js";
import type { StudyFrame } from "../stages/frame.js";
import { didSample, waysOf } from "./model/did-model.js";
import { formulaOf, type Model, resolveModel } from "./model/model.js";
import { defineSection, labelOf, output } from "./section.js";

/** What a referee asks of the baseline: part of every report.   中文: 审稿检查 */
export const refereeSection = defineSection({
  name: "referee",
  title: { en: "Referee check", zh: "审稿检查" },
  shape: {
    ...modelFields,
    /** Draws behind the simulated numbers of the study. */
    draws: z
      .array(z.strictObject({ name: text, label: bilingual.optional(), count: z.number().int() }))
      .default([]),
    /** Instruments of the study, as the formula language writes them. */
    instruments: names.default([]),
  },
  make: (frame, entry, context) => {
    const model = resolveModel(frame, entry);
    const { sample, treatment } = sampleOf(frame, model);
    const at = (values: Float64Array) => Float64Array.from(sample.rows, (row) => values[row]!);
    const instruments = entry.instruments.flatMap((name) => {
      const values = product(model, name);
      return values === null ? [] : [{ name, values: at(values) }];
    });
    const { vcov } = model.options;
    const facts = designFacts(sample, {
      logs: { table: model.panel, formula: formulaOf(model) },
      variance: vcov.type === "cluster" ? "clustered" : "not-clustered",
      draws: entry.draws.map(({ name, count }) => ({ name, count: context.draws(count) })),
      ...(instruments.length === 0 ? {} : { instruments }),
      ...(treatment === null ? {} : { treatment: at(treatment) }),
    });
    // Of several ways the one with the fewest clusters says how good the errors are.
    const others = waysOf(model)
      .slice(1)
      .filter((way) => model.panel.has(way));
    const clusters = Math.min(
      facts.clusters,
      least(
        others.map((way) => new Set(at(Float64Array.from(model.panel.factor(way).codes))).size),
      ),
    );
    const seen = { ...facts, clusters };
    const drawn = new Map(entry.draws.map(({ name, label }) => [name, label]));
    const findings = referee(seen, {}, (name) => drawn.get(name) ?? labelOf(frame, name));
    return output({ findings, results: { findings, facts: seen } });
  },
});

/** The sample of the policy, or of a regressor that is none. */
function sampleOf(
  frame: StudyFrame,
  model: Model,
): { readonly sample: DidSample; readonly treatment: Float64Array | null } {
  if (model.policy !== undefined) {
    return { sample: didSample(frame, model, { variance: "unused" }).sample, treatment: null };
  }
  const [regressor, ...others] = model.regressors;
  const kept =
    model.where === undefined
      ? model.panel
      : model.panel.filter(evaluateWhere(model.panel, model.where));
  const [cluster] = waysOf(model);
  const sample = readSample(kept, {
    outcome: model.outcome,
    covariates: [...others, ...model.controls].filter((c) => kept.has(c)),
    unit: kept.unit,
    time: kept.time,
    fixedEffects: model.effects.map((e) => e.split("^")),
    ...(cluster === undefined ? {} : { cluster }),
  });
  return { sample, treatment: deriveColumn(kept, regressor!) };
}

/** The values of a term such as `relief:l(internet)`; null where it is no plain product. */
function product(model: Model, term: string): Float64Array | null {
  const factors = term.split(":").map((factor) => deriveColumn(model.panel, factor));
  const [first, ...rest] = factors;
  if (first === undefined) return null;
  return rest.reduce((a, b) => a.map((v, i) => v * b[i]!), first);
}
