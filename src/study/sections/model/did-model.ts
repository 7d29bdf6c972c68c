import { type DidSample, readFormula } from "../../../did/index.js";
import { studyError } from "../../errors.js";
import { type FramePolicy, policyOf, type StudyFrame } from "../../stages/frame.js";
import { formulaOf, type Model } from "./model.js";

/**
 * The sample of a model for the estimators of difference in differences: the policy is taken from
 * its first treated times, further regressors stand among the covariates.   中文: 模型 → DID 样本
 *
 * These estimators cluster in one way (left out: by unit). `variance: "unused"` is for what prints no
 * standard error; it takes the first way and asks nothing.
 * Errors    study/one-way — the model clusters in several ways or names another variance.
 */
export function didSample(
  frame: StudyFrame,
  model: Model,
  { variance = "used" }: { readonly variance?: "used" | "unused" } = {},
): { readonly sample: DidSample; readonly policy: FramePolicy } {
  const policy = policyOf(frame, model.policy);
  const others = model.regressors.filter((r) => r !== policy.name);
  const formula = formulaOf(model, { terms: [...others, ...model.controls] });
  const { weights } = model.options;
  const cluster = variance === "used" ? oneCluster(model) : waysOf(model)[0];
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

/**
 * The column that an estimator of one-way clusters takes; undefined where the file asks for none.
 * 中文: 单向聚类的列
 *
 * Errors    study/one-way
 */
export function oneCluster(model: Model): string | undefined {
  const ways = waysOf(model);
  const { vcov } = model.options;
  const other = vcov.type !== "cluster" && model.variance === "asked" ? vcov.type : null;
  if (ways.length < 2 && other === null) return ways[0];
  throw studyError("one-way", {
    asked: other === null ? ways.join(" + ") : `vcov ${other}`,
    accepted: other === null ? [...ways, ways.join("^")] : [model.panel.unit],
  });
}

/** The ways in which a model clusters.   中文: 聚类方式 */
export function waysOf({ options: { vcov } }: Model): readonly string[] {
  return vcov.type === "cluster" ? vcov.cluster : [];
}
