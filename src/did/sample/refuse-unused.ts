import { didError } from "../errors.js";
import type { DidSample } from "./sample.js";

/** Parts of a sample that an estimator may have no use for. */
export type SamplePart = "covariates" | "weights" | "effects" | "clusters";

interface Refusal {
  readonly present: (s: DidSample) => boolean;
  readonly en: string;
  readonly zh: string;
}

const REFUSALS: Readonly<Record<SamplePart, Refusal>> = {
  covariates: { present: (s) => s.X.length > 0, en: "covariates", zh: "协变量" },
  weights: { present: (s) => s.weights !== null, en: "weights", zh: "权重" },
  effects: {
    present: (s) => {
      const names = s.effects.map((e) => e.name);
      const { unit, time } = s.spec;
      return names.length !== 2 || !names.includes(unit) || !names.includes(time);
    },
    en: "fixed effects other than unit and time",
    zh: "单位与时期以外的固定效应",
  },
  clusters: {
    present: (s) => s.clusterName !== s.spec.unit,
    en: "clusters other than the unit",
    zh: "单位以外的聚类",
  },
};

/**
 * Refuses what an estimator would leave unused, so that nothing is silently ignored.
 * 中文: 拒绝估计量用不到的设定
 *
 * Errors    did/unused-part
 */
export function refuseUnused(s: DidSample, method: string, parts: readonly SamplePart[]): void {
  for (const part of parts) {
    const { present, en, zh } = REFUSALS[part];
    if (present(s)) throw didError("unused-part", { method, part: en, partZh: zh });
  }
}
