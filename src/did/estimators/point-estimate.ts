import { residualised } from "../sample/residualised.js";
import { type DidSample, dropSingletons, treatmentOf } from "../sample/sample.js";

/** The two-way estimate alone, without its variance; NaN where treatment does not vary. */
export function pointEstimate(sample: DidSample): number {
  const s = dropSingletons(sample);
  const D = treatmentOf(s);
  const { d } = residualised(s, D);
  let numerator = 0;
  let denominator = 0;
  let size = 0;
  for (let i = 0; i < s.n; i++) {
    const v = s.weights === null ? d[i]! : d[i]! * s.weights[i]!;
    numerator += v * s.y[i]!;
    denominator += v * d[i]!;
    size += D[i]!;
  }
  return denominator > 1e-10 * Math.max(size, 1) ? numerator / denominator : Number.NaN;
}
