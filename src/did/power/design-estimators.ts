import "../estimators/index.js";
import { fitTerms } from "../estimators/to-json.js";
import { didEffects } from "../methods.js";
import type { Estimate } from "../sample/inference.js";
import type { DidSample } from "../sample/sample.js";

/**
 * The average effect by every estimator that joins a comparison, by name, with its own interval;
 * forms of an estimator that its card names apart among them.   中文: 各估计量的平均效应
 */
export function designEstimators(): Readonly<Record<string, (s: DidSample) => Estimate>> {
  const named = didEffects()
    .filter((m) => m.compared !== undefined && m.compared.averages !== "events")
    .flatMap((m) => [
      [m.name, m, {}] as const,
      ...Object.entries(m.variants ?? {}).map(([name, options]) => [name, m, options] as const),
    ]);
  return Object.fromEntries(
    named.map(([name, method, options]) => {
      const quick = "bands" in method.options ? { ...options, bands: "pointwise" } : options;
      return [name, (s: DidSample) => averageOf(method.run({ sample: () => s }, quick))];
    }),
  );
}

function averageOf(result: ReturnType<ReturnType<typeof didEffects>[number]["run"]>): Estimate {
  return "covariance" in result ? fitTerms(result)[0]! : result.att!;
}
