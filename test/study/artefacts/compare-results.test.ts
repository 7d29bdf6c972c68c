import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareResults } from "../../../src/study/artefacts/compare-results.js";

describe("the comparison of two results", () => {
  it("finds nothing between a result and its copy", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(compareResults(JSON.parse(text), JSON.parse(text))).toEqual([]);
      }),
    );
  });

  it("names the path and both values of a digit that differs", () => {
    const of = (se: number) => ({ sections: [{ terms: [{ se }] }] });
    expect(compareResults(of(0.1), of(0.1 + Number.EPSILON / 8))).toEqual([
      { path: "sections.0.terms.0.se", before: 0.1, now: 0.1 + Number.EPSILON / 8 },
    ]);
  });

  it("finds keys and items that only one side has, and a change of type", () => {
    const paths = (a: unknown, b: unknown) => compareResults(a, b).map((d) => d.path);
    expect(paths({ a: 1 }, { a: 1, b: 2 })).toEqual(["b"]);
    expect(paths({ list: [1, 2] }, { list: [1] })).toEqual(["list.1"]);
    expect(paths({ a: null }, { a: { b: 1 } })).toEqual(["a"]);
  });

  it("does not mind when and from which path the study was run, nothing else", () => {
    const of = (generatedAt: string, file: string, seed: number) => ({
      provenance: { generatedAt, input: { file }, seed },
    });
    expect(compareResults(of("a", "x", 1), of("b", "y", 1))).toEqual([]);
    expect(compareResults(of("a", "x", 1), of("a", "x", 2))).toHaveLength(1);
  });
});
