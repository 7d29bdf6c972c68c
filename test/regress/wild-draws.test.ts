import { afterEach, expect, test } from "vitest";
import { createRng } from "../../src/base/index.js";
import { useThreads } from "../../src/jobs/index.js";
import { drawStatistics, inPlainCode, onSharedMemory } from "../../src/regress/wild-draws.js";

afterEach(() => useThreads(1));

const G = 31;
const rng = createRng(9);
const table = {
  numerator: Float64Array.from({ length: G }, () => rng.normal()),
  C: Float64Array.from({ length: G * G }, () => rng.normal()),
};
const draw = (index: number, into: Float64Array) => {
  const own = createRng(4, index);
  for (let g = 0; g < G; g++) into[g] = own.integer(2) === 0 ? -1 : 1;
};

test.each([1, 7, 8, 300, 1003])("all ways of taking %i draws give the same bits", (draws) => {
  const plain = inPlainCode(table, draws, draw);
  expect(onSharedMemory(table, draws, draw)).toEqual(plain);
  useThreads(3);
  expect(onSharedMemory(table, draws, draw)).toEqual(plain);
  expect(plain.every(Number.isFinite)).toBe(true);
});

test("enough draws go to the threads, with the same bits", () => {
  const plain = inPlainCode(table, 5000, draw);
  useThreads(2);
  expect(drawStatistics(table, 5000, draw)).toEqual(plain);
});
