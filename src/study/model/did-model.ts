import { type DidSample, readFormula } from "../../did/index.js";
import { type FramePolicy, policyOf, type StudyFrame } from "../frame.js";
import { formulaOf, type Model } from "./model.js";

/**
 * The sample of a model for the estimators of difference in differences: the policy is taken from
 * its first treated times, further regressors stand among the covariates.   中文: 模型 → DID 样本
 */
export function didSample(
  frame: StudyFrame,
  model: Model,
): { readonly sample: DidSample; readonly policy: FramePolicy } {
  const policy = policyOf(frame, model.policy);
  const others = model.regressors.filter((r) => r !== policy.name);
  const formula = formulaOf(model, { terms: [...others, ...model.controls] });
  const { vcov, weights } = model.options;
  const cluster = vcov.type === "cluster" ? vcov.cluster.join("^") : undefined;
  const sample = readFormula(model.panel, formula, {
    unit: model.panel.unit,
    time: model.panel.time,
    first: policy.first,
    ...(cluster === undefined ? {} : { cluster }),
    ...(weights === undefined ? {} : { weights }),
    ...(model.where === undefined ? {} : { where: model.where }),
  });
  return { sample, policy };
}
