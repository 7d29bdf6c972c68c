import type { Notice, UserError } from "../../base/index.js";
import { specificationCurve } from "../../check/index.js";
import type { MethodName } from "../../result/index.js";
import { defineAnalysis, modelOf } from "../methods.js";
import { CURVE_OPTIONS, specificationGrid } from "./specification-grid.js";

/** A specification curve with the position of the formula as written. */
export type SpecificationCurve = ReturnType<typeof specificationCurve> & {
  readonly baseline: readonly number[];
  readonly warnings: readonly Notice[];
};

const CURVE: MethodName = {
  name: "spec-curve",
  title: { en: "Specification curve", zh: "规格曲线" },
  phrase: {
    en: "the specification curve (Simonsohn, Simmons and Nelson 2020)",
    zh: "规格曲线（Simonsohn、Simmons 和 Nelson，2020）",
  },
  cites: [
    {
      key: "specCurve",
      text: "Simonsohn, U., Simmons, J. P., & Nelson, L. D. (2020). Specification curve analysis. Nature Human Behaviour, 4, 1208–1214.",
    },
  ],
};

/** The card of the specification curve. */
export const specificationMethod = defineAnalysis({
  ...CURVE,
  summary: {
    en: "the effect under every choice of controls, samples, fixed effects and variances",
    zh: "控制变量、样本、固定效应与方差各种组合下的效应",
  },
  position: 320,
  role: "diagnosis",
  takes: ["cluster", "weights", "level"],
  assumptions: [],
  options: CURVE_OPTIONS,
  run: (input, { samples, ...rules }): SpecificationCurve => {
    const { table, formula, keys } = modelOf(input);
    const { cluster } = input.sample().spec;
    const grid = specificationGrid(
      table,
      formula,
      cluster === undefined ? keys : { ...keys, cluster },
      {
        ...rules,
        ...(samples === undefined ? {} : { samples: samples.map(conditionOf) }),
      },
    );
    return {
      ...specificationCurve(grid.dimensions, grid.estimate, keys.level),
      baseline: grid.baseline,
      warnings: [...grid.warnings, ...grid.empty.map(reasonOf)],
    };
  },
});

/** `label: condition`, or a condition that is its own label. */
function conditionOf(text: string): { name: string; where: string } {
  const [label, ...rest] = text.split(": ");
  const where = rest.join(": ").trim();
  return where === "" ? { name: text, where: text } : { name: label!.trim(), where };
}

function reasonOf({ what, reason }: { readonly what: string; readonly reason: UserError }): Notice {
  return {
    code: reason.code,
    en: `${what}: ${reason.text.what.en}`,
    zh: `${what}：${reason.text.what.zh}`,
  };
}
