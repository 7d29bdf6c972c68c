import { expect, it } from "vitest";
import { matchScores } from "../../src/match/index.js";

const SCORE = Float64Array.of(0.5, 0.4, 0.4, 0.6, 0.9);
const TREATED = [1, 0, 0, 0, 0];

it("equally near controls: the first by name, whatever the order of rows", () => {
  expect([...matchScores(SCORE, TREATED).weights]).toEqual([1, 1, 0, 0, 0]);
  const byName = matchScores(SCORE, TREATED, {}, [0, 4, 3, 2, 1]);
  expect([...byName.weights]).toEqual([1, 0, 0, 1, 0]);
  expect(byName.tied).toBe(1);
});

it("all share the weight of the places they stand for", () => {
  const one = matchScores(SCORE, TREATED, { ties: "all" });
  for (const at of [1, 2, 3]) expect(one.weights[at]).toBeCloseTo(1 / 3, 12);
  const two = matchScores(Float64Array.of(0.5, 0.45, 0.4, 0.4, 0.9), TREATED, {
    ties: "all",
    ratio: 2,
  });
  expect([...two.weights].map((w) => Number(w.toFixed(12)))).toEqual([1, 0.5, 0.25, 0.25, 0]);
});

it("refuses shared ties without replacement", () => {
  expect(() => matchScores(SCORE, TREATED, { ties: "all", draw: "largest" })).toThrow(/--ties/);
});
