import { describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import { dml } from "../../src/learn/index.js";
import { compareGroups, mediate, moderate } from "../../src/mechanism/index.js";
import { columnsTable } from "../did/small-panel.js";

const rng = createRng(5);
const table = columnsTable(
  Array.from({ length: 240 }, (_, i) => {
    const id = i % 30;
    const year = 2010 + Math.floor(i / 30);
    const d = rng.normal() + 0.1 * id;
    const m = 0.5 * d + rng.normal();
    return {
      ...{ id, year, d, m, x: rng.normal(), x2: rng.normal(), half: id < 15 ? 1 : 0 },
      ...{ y: d + 0.4 * m + 0.2 * year + rng.normal(), ofYear: 1e6 + (year - 2010) ** 2 },
      ofUnit: (id * 17) % 11,
    };
  }),
);

const vcov = { type: "cluster", cluster: ["id"] } as const;
const MODEL = "y ~ d + x + x2";
const EFFECTS = " | id + year";

/** Estimate and error of each command, and what it warned of. */
const RUNS = {
  mediate: (formula: string) => {
    const found = mediate(table, formula, { mediators: ["m"], vcov });
    const { indirect, direct, tests } = found.paths[0]!;
    return { numbers: [indirect!, direct!, tests!.sobel.se!], warnings: found.warnings };
  },
  moderate: (formula: string) => {
    const { slopes, fit } = moderate(table, formula, { moderator: "m", vcov });
    return { numbers: slopes.flatMap((s) => [s.estimate, s.se!]), warnings: fit.warnings };
  },
  "moderate --group": (formula: string) => {
    const found = compareGroups(table, formula, { group: "half", vcov, tests: ["chow", "sur"] });
    const { difference, chow, sur } = found;
    return {
      numbers: [difference, chow!.se!, sur!.se!],
      warnings: found.warnings.concat(found.fits[0].warnings),
    };
  },
  dml: (formula: string) => {
    const found = dml(table, formula, { learner: "ols", cluster: "id" });
    return { numbers: [found.term.estimate, found.term.se!], warnings: found.warnings };
  },
} as const;

describe.each(Object.entries(RUNS))("%s", (name, run) => {
  it.each(["ofYear", "ofUnit"])(
    "a control that the effects absorb (%s) changes nothing and is named",
    (control) => {
      const plain = run(`${MODEL}${EFFECTS}`);
      const more = run(`${MODEL} + ${control}${EFFECTS}`);
      more.numbers.forEach((v, j) => {
        expect(Math.abs(v / plain.numbers[j]! - 1), name).toBeLessThan(1e-9);
      });
      const said = more.warnings.filter((w) => w.code === "regress/collinear");
      expect(said.some((w) => w.en.includes(control))).toBe(true);
      expect(plain.warnings.some((w) => w.code === "regress/collinear")).toBe(false);
    },
  );
});
