import { type Fit, INTERCEPT, type WildTest, wildBootstrap } from "../regress/index.js";
import { cliError } from "./errors.js";
import type { EstimationRequest } from "./estimation-options.js";

/** Adds the bootstrap test of each slope that `--wild` asks for.   中文: 附加 wild 聚类自助检验 */
export function withWild(
  fit: Fit,
  { wild, options, seed }: Pick<EstimationRequest, "wild" | "options" | "seed">,
): Fit {
  if (wild === null || options.vcov.type !== "cluster") return fit;
  const [cluster, second] = options.vcov.cluster;
  if (cluster === undefined || second !== undefined) {
    throw cliError("bad-option", {
      option: "--wild",
      value: wild.weights,
      expected: "one cluster variable",
    });
  }
  const terms = fit.names.filter((name) => name !== INTERCEPT);
  const tests = terms.map((term) => wildBootstrap(fit, term, { ...wild, cluster, seed }));
  return fit.withExtra({ wild: tests });
}

/** The bootstrap tests of a fit in words. */
export function wildLines(fit: Fit, say: (en: string, zh: string) => string): string[] {
  const tests = (fit.extra?.wild ?? []) as readonly WildTest[];
  return tests.map((test) => {
    const how =
      test.enumerated === "yes"
        ? say(`all ${test.draws} sign vectors`, `全部 ${test.draws} 个符号向量`)
        : say(`${test.draws} draws`, `${test.draws} 次抽样`);
    const p = test.pSymmetric.toFixed(4);
    return say(
      `Wild cluster bootstrap  ${test.hypothesis}: p = ${p} (${how})`,
      `Wild 聚类自助法  ${test.hypothesis}：p = ${p}（${how}）`,
    );
  });
}
