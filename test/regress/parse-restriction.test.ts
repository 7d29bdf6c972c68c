import { expect, test } from "vitest";
import { parseRestriction } from "../../src/regress/index.js";

const names = ["x1", "x10", "l(x1, 1)", "year::2012", "a:b", "(Intercept)"];

test.each([
  ["x1 = 0", { x1: 1 }, 0],
  ["x10", { x10: 1 }, 0],
  ["2*x1 - .5 * x10 = 1.5", { x1: 2, x10: -0.5 }, 1.5],
  ["l(x1, 1)=x1", { "l(x1, 1)": 1, x1: -1 }, 0],
  ["- a:b + year::2012 = 1 - x1", { "a:b": -1, "year::2012": 1, x1: 1 }, 1],
  ["x1 + x1 + 3 = (Intercept)", { x1: 2, "(Intercept)": -1 }, -3],
])("%s", (text, terms, equals) => {
  expect(parseRestriction(text, names)).toEqual({ terms, equals });
});

test.each(["", "x1 x10", "x1 = ", "3 = 4", "xx1 = 0", "2*", "x1 = x10 = 0"])(
  "%o is an error that shows the place",
  (text) => {
    expect(() => parseRestriction(text, names)).toThrow(/coefficient or a number[\s\S]*\^/);
  },
);

test("the nearest term is offered", () => {
  expect(() => parseRestriction("x2 = 0", ["x1", "gdp"])).toThrow(/"x1"/);
});
