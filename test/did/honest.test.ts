import { describe, expect, it } from "vitest";
import {
  eventStudy,
  honest,
  honestInput,
  readSample,
  relativeMagnitudes,
} from "../../src/did/index.js";
import { COEFFICIENT, golden, goldenTable, near } from "./golden.js";

const models = golden("d09_sensitivity");
const { results } = models[0]!;
const input = {
  beta: Float64Array.from(results.beta),
  V: Float64Array.from(results.vcov.flat() as number[]),
  pre: results.pre_periods as number,
  post: results.post_periods as number,
};
/** Our own critical values of C-LF are simulated too. */
const ROUNDING = 1e-6;

describe("Rambachan–Roth bounds against R HonestDiD", () => {
  it("starts from the event study of this room", async () => {
    const sample = readSample(await goldenTable("d01_staggered"), {
      outcome: "y",
      unit: "city",
      time: "year",
      first: "g",
    });
    const own = honestInput(eventStudy(sample, { bins: [-4, 4], bands: "pointwise" }));
    own.beta.forEach((b, j) => {
      near(b, input.beta[j]!, COEFFICIENT, `beta ${j}`);
    });
    expect([own.pre, own.post]).toEqual([input.pre, input.post]);
  });

  for (const { id, kind, spec, results: wanted } of models.slice(1)) {
    it(id, () => {
      const target = spec.l[0] === 1 ? "first" : "average";
      if (kind === "honest_original") {
        const { original } = honest(input, { target, restriction: "smoothness", m: [0] });
        near(original.ciLow, wanted.lb, COEFFICIENT, "low");
        near(original.ciHigh, wanted.ub, COEFFICIENT, "high");
        return;
      }
      const rows =
        kind === "honest_smoothness"
          ? honest(input, {
              target,
              restriction: "smoothness",
              m: wanted.map((w: { M: number }) => w.M),
            }).rows
          : relativeMagnitudes(
              input,
              Float64Array.from(spec.l as number[]),
              wanted.map((w: { Mbar: number }) => w.Mbar),
              {
                method: spec.method === "C-LF" ? "c-lf" : "conditional",
                seed: 1,
                centre: 0,
                se: 1,
                grid: spec.grid,
              },
            );
      const tolerance = spec.absolute_tolerance + ROUNDING;
      rows.forEach((row, i) => {
        expect(Math.abs(row.ciLow! - wanted[i].lb)).toBeLessThan(tolerance);
        expect(Math.abs(row.ciHigh! - wanted[i].ub)).toBeLessThan(tolerance);
      });
    });
  }

  it("needs leads", () => {
    const few = { beta: Float64Array.of(1), V: Float64Array.of(1), pre: 0, post: 1 };
    expect(() => honest(few)).toThrow(/too few leads/);
  });
});
