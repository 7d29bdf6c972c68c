import fc from "fast-check";
import { PCA } from "ml-pca";
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/base/index.js";
import {
  buildIndex,
  combineWeights,
  correlations,
  criticWeights,
  cvWeights,
  entropyWeights,
  givenWeights,
  type IndexOptions,
  independenceWeights,
  parseSystem,
  parseWeightChoice,
  pcaWeights,
  principalComponents,
  samplingAdequacy,
  type WeightChoice,
} from "../../src/indices/index.js";
import { eigenSymmetric } from "../../src/math/index.js";
import { Panel, Table } from "../../src/table/index.js";
import { codeOf, gap, golden, goldenPanel, goldenSystem } from "./golden.js";

// Agreement that the reference asks for (15 printed digits from base R).
const TOLERANCE = 1e-10;

const pooled = goldenSystem("pooled");
const build = (weights: WeightChoice, options: IndexOptions = {}) =>
  buildIndex(goldenPanel(), pooled, { ...options, weights });
const weightsOf = (weights: WeightChoice, options?: IndexOptions) =>
  build(weights, options).weights[0]!;

describe("weights agree with base R", () => {
  it("independence", () => {
    const set = weightsOf("independence");
    expect(gap(set.values, golden.independence.w)).toBeLessThan(TOLERANCE);
    expect(gap(set.columns.R!, golden.independence.R)).toBeLessThan(TOLERANCE);
  });

  it("CRITIC", () => {
    const set = weightsOf("critic");
    expect(gap(set.values, golden.critic.w)).toBeLessThan(TOLERANCE);
    for (const name of ["sd", "conflict", "info"]) {
      expect(gap(set.columns[name]!, golden.critic[name])).toBeLessThan(TOLERANCE);
    }
  });

  it("coefficient of variation", () => {
    const set = weightsOf("cv");
    expect(gap(set.values, golden.cv.w)).toBeLessThan(TOLERANCE);
    expect(gap(set.columns.cv!, golden.cv.cv)).toBeLessThan(TOLERANCE);
  });

  it.each([
    ["pca_kaiser", "kaiser" as const],
    ["pca_share85", 0.85],
  ])("%s with its eigenvalues, loadings, KMO and Bartlett test", (name, retain) => {
    const set = weightsOf("pca", { options: { retain } });
    const expected = golden[name];
    expect(gap(set.values, expected.w)).toBeLessThan(TOLERANCE);
    expect(gap(set.columns.combined!, expected.combined)).toBeLessThan(TOLERANCE);
    expect(set.pca!.retained).toBe(expected.retained);
    expect(gap(set.pca!.eigenvalues, expected.eigenvalues)).toBeLessThan(TOLERANCE);
    expect(gap(set.pca!.share, expected.share)).toBeLessThan(TOLERANCE);
    expect(gap(set.pca!.loadings, expected.loadings.flat())).toBeLessThan(TOLERANCE);
    expect(gap([set.pca!.kmo!], [expected.kmo])).toBeLessThan(TOLERANCE);
    expect(gap(set.pca!.msa!, expected.msa)).toBeLessThan(TOLERANCE);
    const { statistic, df, p } = set.pca!.bartlett!;
    expect(gap([statistic], [expected.bartlett.statistic])).toBeLessThan(TOLERANCE);
    expect(df).toBe(expected.bartlett.df);
    expect(p).toBeLessThan(1e-300);
  });

  it("multiplicative and additive combinations, and the index of the first", () => {
    const result = build({ combined: ["entropy", "independence"], rule: "multiplicative" });
    expect(gap(result.weights[0]!.values, golden.multiplicative.w)).toBeLessThan(TOLERANCE);
    expect(gap(result.values, golden.index_multiplicative)).toBeLessThan(TOLERANCE);
    const additive = weightsOf({ combined: ["entropy", "independence"], rule: "additive" });
    expect(gap(additive.values, golden.additive_half.w)).toBeLessThan(TOLERANCE);
  });

  it("entropy-TOPSIS", () => {
    const result = build("entropy", { composite: "topsis" });
    expect(gap(result.values, golden.topsis_entropy)).toBeLessThan(TOLERANCE);
  });
});

describe("principal components", () => {
  const z = build("equal").standardised;

  it("through ml-pca equal our own decomposition and its decomposition of the data", () => {
    const { eigenvalues, vectors } = principalComponents(z);
    const own = eigenSymmetric(correlations(z), z.length);
    expect(gap(eigenvalues, own.values)).toBeLessThan(TOLERANCE);
    const rows = Array.from(z[0]!, (_, i) => z.map((column) => column[i]!));
    const direct = new PCA(rows, { scale: true });
    expect(gap(eigenvalues, direct.getEigenvalues())).toBeLessThan(TOLERANCE);
    for (let m = 0; m < z.length; m++) {
      const column = z.map((_, j) => vectors[j * z.length + m]!);
      const other = z.map((_, j) => own.vectors[j * z.length + m]!);
      const cosine = column.reduce((sum, v, j) => sum + v * other[j]!, 0);
      expect(Math.abs(cosine)).toBeCloseTo(1, 10);
      expect(column.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(0);
    }
  });

  it("say that perfectly correlated indicators make KMO and Bartlett undefined", () => {
    const twin = [...z, z[0]!];
    expect(samplingAdequacy(twin)).toBeNull();
    const { pca, w, warnings } = pcaWeights(twin, [...z.map((_, j) => `Y${j}`), "twin"]);
    expect(pca.kmo).toBeNull();
    expect(warnings.map((n) => n.code)).toContain("indices/singular");
    expect(w[0]).toBeCloseTo(w[9]!, 12);
  });

  const contrary = [z[0]!, z[1]!, z[2]!, z[0]!.map((v, i) => 1 - v + 0.001 * (i % 7))];
  const names = ["a", "b", "c", "contrary"];

  it("report negative weights and follow the policy", () => {
    const kept = pcaWeights(contrary, names);
    expect(kept.w[3]).toBeLessThan(0);
    expect(kept.warnings[0]!.code).toBe("indices/negative-weights");
    expect(kept.warnings[0]!.en).toContain("contrary");
    expect(pcaWeights(contrary, names, { negative: "abs" }).w.every((v) => v >= 0)).toBe(true);
    expect(codeOf(() => pcaWeights(contrary, names, { negative: "error" }))).toBe(
      "indices/negative-weights",
    );
  });

  it("need more rows than indicators", () => {
    const panel = goldenPanel();
    const few = panel.take([0, 1, 2, 3, 4, 5]);
    expect(codeOf(() => buildIndex(few, pooled, { weights: "pca" }))).toBe("indices/too-few-rows");
  });
});

describe("independence weights", () => {
  const z = build("equal").standardised;

  it("accept perfect collinearity as R = 1", () => {
    const sum = z[0]!.map((v, i) => v + z[1]![i]!);
    const { R } = independenceWeights([...z, sum], [...z.map((_, j) => `Y${j}`), "sum"]);
    expect(R[0]).toBeCloseTo(1, 10);
    expect(R[9]).toBeCloseTo(1, 10);
    expect(R[5]).toBeLessThan(0.9);
  });

  it("name the indicator that is uncorrelated with all others", () => {
    const a = Float64Array.of(0, 1, 0, 1);
    const b = Float64Array.of(0, 0, 1, 1);
    const c = Float64Array.of(0, 0.5, 0, 1);
    expect(codeOf(() => independenceWeights([a, b], ["a", "b"]))).toBe("indices/uncorrelated");
    expect(() => independenceWeights([a, b], ["alpha", "b"])).toThrow(/"alpha"/);
    expect(independenceWeights([a, c], ["a", "c"]).w[0]).toBeCloseTo(0.5, 12);
  });
});

describe("given and combined weights", () => {
  it("take names, refuse unknown ones and say when they were rescaled", () => {
    expect(Array.from(givenWeights({ b: 3, a: 1 }, ["a", "b"]).w)).toEqual([0.25, 0.75]);
    expect(givenWeights({ b: 3, a: 1 }, ["a", "b"]).warnings).toHaveLength(1);
    expect(givenWeights({ b: 0.7499, a: 0.25 }, ["a", "b"]).warnings).toHaveLength(0);
    expect(codeOf(() => givenWeights({ a: 1, bb: 1 }, ["a", "b"]))).toBe("indices/unknown-weight");
    expect(codeOf(() => givenWeights({ a: 1 }, ["a", "b"]))).toBe("indices/weight-missing");
    expect(codeOf(() => givenWeights({ a: 1, b: -1 }, ["a", "b"]))).toBe("indices/bad-weight");
  });

  it("game: the shares solve the published equations", () => {
    const sets = [Float64Array.of(0.2, 0.3, 0.5), Float64Array.of(0.6, 0.3, 0.1)];
    const { w, alpha } = combineWeights(sets, "game");
    // Solved by hand: A = [[.38, .26], [.26, .46]], b = diag(A).
    const determinant = 0.38 * 0.46 - 0.26 ** 2;
    const raw = [
      (0.38 * 0.46 - 0.26 * 0.46) / determinant,
      (0.46 * 0.38 - 0.26 * 0.38) / determinant,
    ];
    expect(alpha![0]).toBeCloseTo(raw[0]! / (raw[0]! + raw[1]!), 12);
    expect(w[0]).toBeCloseTo(0.2 * alpha![0]! + 0.6 * alpha![1]!, 12);
    expect(Array.from(combineWeights([sets[0]!, sets[0]!], "game").w)).toEqual([0.2, 0.3, 0.5]);
  });

  it("additive: the shares are the user's", () => {
    const sets = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
    expect(Array.from(combineWeights(sets, "additive", [3, 1]).w)).toEqual([0.75, 0.25]);
    expect(codeOf(() => combineWeights(sets, "additive", [1]))).toBe("indices/bad-shares");
  });

  it("are read from one line of text", async () => {
    const read = async (path: string | null) => ({ given: { [String(path)]: 1 } });
    expect(await parseWeightChoice("combined:entropy,cv:game", read)).toEqual({
      combined: ["entropy", "cv"],
      rule: "game",
    });
    expect(await parseWeightChoice("given:w.csv", read)).toEqual({ given: { "w.csv": 1 } });
    expect(await parseWeightChoice("combined:given,pca", read)).toMatchObject({
      combined: [{ given: { null: 1 } }, "pca"],
      rule: "multiplicative",
    });
    await expect(parseWeightChoice("critc", read)).rejects.toThrow(/"critic"/);
    await expect(parseWeightChoice("combined:entropy", read)).rejects.toThrow(/method/);
  });
});

describe("properties of every method", () => {
  const methods: readonly WeightChoice[] = [
    "entropy",
    "independence",
    "critic",
    "cv",
    "pca",
    "equal",
    { combined: ["entropy", "critic"], rule: "game" },
  ];
  const system = parseSystem(
    `name: idx\nunit: u\ntime: t\nscale: pooled\nindicators:\n${["a", "b", "c"]
      .map((name, j) => `  - { name: ${name}, direction: "${j === 1 ? "-" : "+"}" }`)
      .join("\n")}\n`,
  );
  const rows = fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 1, max: 1000 }),
    ),
    { minLength: 8, maxLength: 20 },
  );
  const panelOf = (data: readonly (readonly number[])[], scale = 1) =>
    new Panel(
      Table.of({
        u: data.map((_, i) => `u${i}`),
        t: data.map(() => 2010),
        a: data.map((row) => row[0]! * scale),
        b: data.map((row) => row[1]! * scale + scale),
        c: data.map((row) => row[2]! * scale - 7 * scale),
      }),
      { unit: "u", time: "t" },
    );
  const attempt = (panel: Panel, weights: WeightChoice) => {
    try {
      return buildIndex(panel, system, { weights });
    } catch (error) {
      // Constant or uncorrelated draws are refused by name; that is not what is tested here.
      if (error instanceof UserError) return null;
      throw error;
    }
  };

  it.each(methods)(
    "%o sums to 1, ignores units of measurement and the order of rows",
    (weights) => {
      fc.assert(
        fc.property(rows, (data) => {
          const plain = attempt(panelOf(data), weights);
          if (plain === null) return;
          const w = plain.weights[0]!.values;
          expect(w.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
          const scaled = attempt(panelOf(data, 1000), weights)!;
          expect(gap(scaled.weights[0]!.values, w)).toBeLessThan(1e-7);
          const order = data.map((_, i) => data.length - 1 - i);
          const turned = attempt(panelOf(data).take(order), weights)!;
          expect(gap(turned.values, Array.from(plain.values).reverse())).toBeLessThan(1e-7);
        }),
        { numRuns: 40 },
      );
    },
  );

  it("the composite rises with a positive indicator and falls with a negative one", () => {
    const w = entropyWeights([Float64Array.of(0, 0.4, 1), Float64Array.of(1, 0.1, 0)]).w;
    expect(w.every((v) => v > 0)).toBe(true);
    fc.assert(
      fc.property(rows, (data) => {
        const result = attempt(panelOf(data), { given: { a: 0.5, b: 0.3, c: 0.2 } });
        if (result === null) return;
        // Within the range of the data, so that standardisation stays as it was.
        const middle = data.map((row) => row[0]!).sort((x, y) => x - y)[2]!;
        const at = data.findIndex((row) => row[0] === middle);
        const more = data.map((row, i) => (i === at ? [row[0]! + 0.25, row[1]!, row[2]!] : row));
        const high = Math.max(...data.map((row) => row[0]!));
        if (middle === high || middle === Math.min(...data.map((row) => row[0]!))) return;
        const raised = attempt(panelOf(more), { given: { a: 0.5, b: 0.3, c: 0.2 } })!;
        expect(raised.values[at]!).toBeGreaterThan(result.values[at]!);
      }),
      { numRuns: 60 },
    );
  });

  it("entropy stays between 0 and 1, and a uniform column carries no weight", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 50 }),
        (values) => {
          const z = Float64Array.from([0, 1, ...values]);
          const { e } = entropyWeights([z, z]);
          expect(e[0]).toBeGreaterThanOrEqual(0);
          expect(e[0]).toBeLessThanOrEqual(1);
        },
      ),
    );
    const uniform = new Float64Array(10).fill(0.5);
    const { w } = entropyWeights([uniform, Float64Array.from({ length: 10 }, (_, i) => i / 9)]);
    expect(w[0]).toBeCloseTo(0, 12);
  });

  it("kernels agree with their definitions on a small case", () => {
    const z = [Float64Array.of(0, 0.5, 1), Float64Array.of(0, 1, 0.25)];
    const { cv } = cvWeights(z);
    expect(cv[0]).toBeCloseTo(0.5 / 0.5, 12);
    const { conflict } = criticWeights(z);
    expect(conflict[0]).toBeCloseTo(conflict[1]!, 12);
  });
});

describe("rows left out and cells filled", () => {
  const NA = Number.NaN;
  const panel = new Panel(
    Table.of({
      city: ["a", "a", "a", "b", "b", "b"],
      year: [1, 2, 3, 1, 2, 3],
      y: [1, NA, 3, 2, 4, NA],
      x: [1, 5, 2, 6, 3, 4],
    }),
    { unit: "city", time: "year" },
  );
  const system = parseSystem(
    'name: i\nunit: city\ntime: year\nscale: pooled\nindicators:\n  - { name: y, direction: "+" }\n  - { name: q, formula: "x * 2", direction: "+" }\n',
  );

  it("are counted, and marked in the result", () => {
    const result = buildIndex(panel, system, { fill: { inside: "linear", ends: "growth" } });
    expect(result.nobs).toBe(6);
    expect(result.raw[0]![1]).toBe(2);
    expect(result.raw[0]![5]).toBe(8);
    expect(result.indicators.map((i) => i.filled)).toEqual([2, 0]);
    const source = result.sources.find((s) => s.column === "y")!;
    expect(Array.from(source.marks!)).toEqual([0, 1, 0, 0, 0, 2]);
    expect(codeOf(() => buildIndex(panel, system, { missing: "error" }))).toBe("indices/missing");
  });
});
