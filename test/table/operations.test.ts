import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  balance,
  compareGroups,
  correlate,
  deflate,
  describe as describeTable,
  dropDuplicates,
  duplicates,
  lag,
  logColumns,
  mergeTables,
  numberColumn,
  Panel,
  readCsv,
  reshapeLong,
  reshapeWide,
  Table,
  textColumn,
  varianceInflation,
} from "../../src/table/index.js";

/** Relative tolerances of the golden case; the reference was made with R 4.2.2. */
const TOLERANCE = 1e-8;
const folder = new URL("../golden/prep/", import.meta.url);

interface Golden {
  readonly summary: Record<string, Record<string, number>>;
  readonly correlations: readonly {
    readonly a: string;
    readonly b: string;
    readonly [kind: string]:
      | string
      | { readonly r: number; readonly p: number; readonly n: number };
  }[];
  readonly tests_by_group: readonly {
    readonly variable: string;
    readonly equal_variances: { readonly t: number; readonly df: number; readonly p: number };
    readonly unequal_variances_welch: {
      readonly t: number;
      readonly df: number;
      readonly p: number;
    };
    readonly wilcoxon_ranksum: { readonly W: number; readonly p: number };
  }[];
  readonly vif: { readonly values: Record<string, number>; readonly mean: number };
}

const golden = JSON.parse(readFileSync(new URL("c09_data_prep.json", folder), "utf8")) as Golden;
const data = readCsv(readFileSync(new URL("c09_data_prep.csv", folder)));

function close(actual: number, expected: number, what: string): void {
  const allowed = Math.max(TOLERANCE * Math.abs(expected), 1e-10);
  expect(Math.abs(actual - expected), `${what}: ${actual}, not ${expected}`).toBeLessThan(allowed);
}

describe("statistics of columns", () => {
  it("are those of R for moments, percentiles, skewness and kurtosis", () => {
    for (const [name, want] of Object.entries(golden.summary)) {
      if (!data.has(name)) continue;
      const found = describeTable(data, [name]).columns[0]!;
      if (found.kind !== "number") throw new Error("a number was expected");
      for (const key of [
        "n",
        "missing",
        "mean",
        "sd",
        "min",
        "max",
        "skewness",
        "kurtosis",
      ] as const) {
        close(found[key], want[key]!, `${name} ${key}`);
      }
      for (const key of ["p1", "p25", "p50", "p75", "p99"] as const) {
        close(found[key], want[key]!, `${name} ${key}`);
      }
    }
  });

  it("are those of R for correlations, pairwise, listwise and of ranks", () => {
    const names = ["x", "y", "z"];
    const made = {
      pearson_pairwise: correlate(data, names),
      pearson_listwise: correlate(data, names, { rows: "listwise" }),
      spearman_pairwise: correlate(data, names, { method: "spearman" }),
    };
    for (const want of golden.correlations) {
      for (const [kind, all] of Object.entries(made)) {
        const found = all.find((c) => c.a === want.a && c.b === want.b)!;
        const expected = want[kind] as { r: number; p: number; n: number };
        close(found.r, expected.r, `${want.a} ${want.b} ${kind} r`);
        // R takes the exact or Edgeworth distribution of Spearman's rho for some n.
        if (kind !== "spearman_pairwise")
          close(found.p, expected.p, `${want.a} ${want.b} ${kind} p`);
        expect(found.n).toBe(expected.n);
      }
    }
  });

  it("are those of R for t tests, Welch's test and the rank-sum test", () => {
    const names = golden.tests_by_group.map((t) => t.variable);
    compareGroups(data, names, "group").forEach((found, i) => {
      const want = golden.tests_by_group[i]!;
      close(found.equalVariances.statistic, want.equal_variances.t, `${want.variable} t`);
      close(found.equalVariances.p, want.equal_variances.p, `${want.variable} p`);
      close(found.welch.df, want.unequal_variances_welch.df, `${want.variable} Welch df`);
      close(found.welch.p, want.unequal_variances_welch.p, `${want.variable} Welch p`);
      close(found.rankSum.statistic, want.wilcoxon_ranksum.W, `${want.variable} W`);
      close(found.rankSum.p, want.wilcoxon_ranksum.p, `${want.variable} rank-sum p`);
    });
    expect(() => compareGroups(data, ["x"], "city")).toThrow(/two groups/);
  });

  it("are those of R for variance inflation, and infinite for a dependent column", () => {
    const { factors, mean } = varianceInflation(
      // The reference is on the rows complete in z too.
      data.filter([...data.number("z")].map((v) => !Number.isNaN(v))),
      ["x", "y", "group"],
    );
    for (const f of factors) close(f.vif, golden.vif.values[f.name]!, `vif ${f.name}`);
    close(mean, golden.vif.mean, "mean vif");
    const twice = data.withColumns([
      numberColumn(
        "x2",
        data.number("x").map((v) => 2 * v),
      ),
    ]);
    expect(varianceInflation(twice, ["x", "x2", "z"]).factors[0]?.vif).toBe(Infinity);
  });

  it("say where the farthest outlier stands and what is missing", () => {
    const table = Table.of({ c: ["a", "a", "b", null, "a"], y: [1, 2, 3, 2, 1000] });
    const [text, number] = describeTable(table).columns;
    expect(text).toMatchObject({
      missing: 1,
      distinct: 2,
      top: [
        { value: "a", count: 3 },
        { value: "b", count: 1 },
      ],
    });
    expect(number).toMatchObject({ outliers: 1, farthest: { value: 1000, row: 6 } });
  });

  it("give the shape of a panel", () => {
    const panel = new Panel(Table.of({ u: ["a", "a", "b", "b"], t: [2010, 2012, 2010, 2011] }), {
      unit: "u",
      time: "t",
    });
    expect(describeTable(panel).panel).toEqual({
      units: 2,
      periods: 3,
      first: 2010,
      last: 2012,
      balanced: false,
      unitsWithGaps: 1,
      absent: 2,
    });
  });
});

const city = new Table([
  textColumn("city", ["a", "a", "b", "c"]),
  numberColumn("year", [1, 2, 1, 1]),
  numberColumn("y", [10, 20, 30, 40], { unit: "亿元" }),
]);

describe("merging", () => {
  const right = new Table([
    textColumn("city", ["b", "a", "z"]),
    numberColumn("lat", [1, 2, 3], { label: "纬度" }),
  ]);

  it("keeps the rows of the left and reports keys without a match on either side", () => {
    const { table, report, warnings } = mergeTables(city, right, { on: ["city"] });
    expect(table.toRows().map((r) => r.lat)).toEqual([2, 2, 1, null]);
    expect(report).toEqual({
      matched: 3,
      leftOnly: 1,
      rightOnly: 1,
      leftExamples: ["c"],
      rightExamples: ["z"],
    });
    expect(table.column("y").unit).toBe("亿元");
    expect(table.column("lat").label).toBe("纬度");
    expect(warnings[0]?.en).toMatch(/c.*z/);
  });

  it("keeps matched rows, or all rows of both", () => {
    expect(mergeTables(city, right, { on: ["city"], keep: "inner" }).table.nrow).toBe(3);
    const outer = mergeTables(city, right, { on: ["city"], keep: "outer" }).table;
    expect(outer.toRows().at(-1)).toEqual({ city: "z", year: null, y: null, lat: 3 });
  });

  it('takes 2010 and "2010" for one key, and a missing key for none', () => {
    const texts = new Table([textColumn("year", ["1", null]), numberColumn("v", [5, 6])]);
    const { table } = mergeTables(city, texts, { on: ["year"] });
    expect(table.toRows().map((r) => r.v)).toEqual([5, null, 5, 5]);
  });

  it("refuses keys that stand twice, names of both, and tables without a common key", () => {
    const twice = Table.of({ city: ["a", "a"], lat: [1, 2] });
    expect(() => mergeTables(city, twice, { on: ["city"] })).toThrow(/right table: a/);
    expect(
      mergeTables(city, twice, { on: ["city"], relation: "m:m", keep: "inner" }).table.nrow,
    ).toBe(4);
    expect(() => mergeTables(city, twice, { on: ["city"], relation: "1:m" })).toThrow(/left table/);
    const same = Table.of({ city: ["a"], y: [1] });
    expect(() => mergeTables(city, same, { on: ["city"] })).toThrow(/both tables have y/);
    const both = mergeTables(city, same, { on: ["city"], conflict: "suffix" }).table;
    expect(both.names).toEqual(["city", "year", "y", "y_right"]);
    const other = Table.of({ city: ["甲"], v: [1] });
    expect(() => mergeTables(city, other, { on: ["city"] })).toThrow(/甲/);
  });
});

describe("reshaping", () => {
  it("wide to long and back gives the same cells", () => {
    const cells = fc.array(fc.option(fc.integer(), { nil: Number.NaN }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 6 }), (rows) => {
        const wide = new Table([
          textColumn(
            "city",
            rows.map((_, i) => `c${i}`),
          ),
          ...[2010, 2011, 2013].map((year, k) =>
            numberColumn(
              `gdp${year}`,
              rows.map((r) => r[k]!),
            ),
          ),
        ]);
        const long = reshapeLong(wide, { stubs: ["gdp"] });
        expect(long.nrow).toBe(rows.length * 3);
        const back = reshapeWide(long, { unit: "city", time: "year", values: ["gdp"] });
        expect(back.toRows()).toEqual(wide.toRows());
      }),
    );
  });

  it("takes headings such as gdp_2010 and 人口2010年", () => {
    const wide = Table.of({ city: ["a"], gdp_2010: [1], gdp_2011: [2], 人口2010年: [3] });
    expect(reshapeLong(wide, { stubs: ["gdp", "人口"] }).toRows()).toEqual([
      { city: "a", year: 2010, gdp: 1, 人口: 3 },
      { city: "a", year: 2011, gdp: 2, 人口: null },
    ]);
    expect(() => reshapeLong(wide, { stubs: ["pop"] })).toThrow(/"pop"/);
  });

  it("refuses what would lose data", () => {
    expect(() => reshapeWide(city, { unit: "city", time: "year", values: [] })).toThrow(/unit a/);
    const twice = Table.of({ city: ["a", "a"], year: [1, 1], y: [1, 2] });
    expect(() => reshapeWide(twice, { unit: "city", time: "year", values: ["y"] })).toThrow(/a 1/);
  });
});

const keys = { unit: "city", time: "year" };

describe("balancing", () => {
  const panel = new Panel(
    Table.of({
      city: ["a", "a", "b", "c", "c"],
      year: [2010, 2011, 2010, 2010, 2011],
      y: [1, 2, 3, 4, Number.NaN],
      zone: ["e", "e", "w", "w", "w"],
    }),
    keys,
  );

  it("drops units that are not seen in every period, by name", () => {
    const kept = balance(panel);
    expect(kept.unitsDropped).toEqual(["b"]);
    expect(kept.panel.balanced).toBe(true);
    expect(balance(panel, { observed: ["y"] }).unitsDropped).toEqual(["b", "c"]);
    expect(balance(panel, { to: 2010 }).unitsDropped).toEqual([]);
  });

  it("or adds the rows that lack, empty but for what is constant in the unit", () => {
    const full = balance(panel, { by: "rows" });
    expect(full.rowsAdded).toBe(1);
    expect(full.panel.toRows()[3]).toEqual({ city: "b", year: 2011, y: null, zone: "w" });
  });
});

describe("lags and growth", () => {
  const panel = new Panel(
    Table.of({ city: ["a", "a", "a", "b"], year: [2010, 2011, 2013, 2011], y: [2, 3, 0, 5] }),
    keys,
  );
  const made = (kind: "lag" | "lead" | "difference" | "growth", by = 1) => [
    ...lag(panel, ["y"], { kind, by }).number(
      `${{ lag: "L", lead: "F", difference: "D", growth: "G" }[kind]}${by}_y`,
    ),
  ];

  it("stay inside the unit and never cross a gap", () => {
    const no = Number.NaN;
    expect(made("lag")).toEqual([no, 2, no, no]);
    expect(made("lead")).toEqual([3, no, no, no]);
    expect(made("difference")).toEqual([no, 1, no, no]);
    expect(made("growth")).toEqual([no, 0.5, no, no]);
    expect(made("lag", 2)).toEqual([no, no, 3, no]);
  });
});

describe("deflating", () => {
  const table = new Table([
    textColumn("p", ["a", "a", "a"]),
    numberColumn("year", [2010, 2011, 2012]),
    numberColumn("gdp", [100, 110, 121], { unit: "亿元" }),
    numberColumn("cpi", [Number.NaN, 110, 110]),
  ]);
  const options = { time: "year", index: "cpi", year: 2010, by: "p" };

  it("chains an index of last year = 100", () => {
    const real = deflate(table, ["gdp"], options).number("gdp_real");
    [100, 100, 100].forEach((want, i) => {
      expect(real[i]).toBeCloseTo(want, 10);
    });
    const later = deflate(table, ["gdp"], { ...options, year: 2012 }).number("gdp_real");
    expect(later[0]).toBeCloseTo(121, 10);
  });

  it("takes a fixed base", () => {
    const fixed = table.withColumns([numberColumn("cpi", [100, 110, 121])]);
    const real = deflate(fixed, ["gdp"], { ...options, base: "fixed" }).number("gdp_real");
    expect(real[2]).toBeCloseTo(100, 10);
  });

  it("never bridges a broken chain or a base year that is not there", () => {
    const gap = table.filter([true, false, true]);
    expect(() => deflate(gap, ["gdp"], options)).toThrow(/a is missing in 2011|of a.*2011/);
    const zero = table.withColumns([numberColumn("cpi", [100, 0, 110])]);
    expect(() => deflate(zero, ["gdp"], options)).toThrow(/not positive in 2011/);
    expect(() => deflate(table, ["gdp"], { ...options, year: 1999 })).toThrow(/1999/);
  });
});

describe("logarithms", () => {
  const table = new Table([numberColumn("x", [1, 0, Math.E, Number.NaN])], { file: "p.csv" });

  it("want a policy for zeros", () => {
    expect(() => logColumns(table, ["x"])).toThrow(/p\.csv, row 3.*--zero/s);
    const of = (zero: "missing" | "one" | "asinh") => [
      ...logColumns(table, ["x"], { zero }).table.number("ln_x"),
    ];
    expect(of("missing")).toEqual([0, Number.NaN, 1, Number.NaN]);
    expect(of("one")[1]).toBe(0);
    expect(of("asinh")[0]).toBeCloseTo(Math.asinh(1), 15);
    expect(logColumns(table, ["x"], { zero: "missing" }).warnings[0]?.en).toMatch(/1 values/);
  });
});

describe("duplicates", () => {
  const table = new Table(
    [
      textColumn("city", ["a", "a", "b", "a"]),
      numberColumn("year", [1, 1, 1, 2]),
      numberColumn("y", [Number.NaN, 5, 6, 7]),
    ],
    { file: "p.csv" },
  );

  it("are listed with the rows of the file and where they differ", () => {
    expect(duplicates(table, ["city", "year"])).toEqual([
      { key: ["a", 1], rows: [0, 1], fileRows: [2, 3], differ: ["y"] },
    ]);
  });

  it("are dropped by a stated rule", () => {
    const left = (keep: "first" | "last" | "fullest" | "none") =>
      dropDuplicates(table, ["city", "year"], keep)
        .toRows()
        .map((r) => r.y);
    expect(left("first")).toEqual([null, 6, 7]);
    expect(left("last")).toEqual([5, 6, 7]);
    expect(left("fullest")).toEqual([5, 6, 7]);
    expect(left("none")).toEqual([6, 7]);
  });
});
