import { beforeAll, describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import { numberColumn, Table, textColumn } from "../../src/table/index.js";
import { METHODS, type Outcome, runMethod } from "./method-runs.js";

const UNITS = 48;
const YEARS = [2008, 2009, 2010, 2011, 2012, 2013, 2014, 2015];
/** Rows in another order sum in another order, and scaling rounds: no more than this. */
const SAME = 1e-7;
/** Numbers found by a search or by inverting a test on a grid. */
const SEARCHED = 1e-4;
const SCALE = 1e12;

/** A staggered panel with a second policy, another dummy, two groups and places. */
function world(): Table {
  const rng = createRng(20, 0);
  const rows: Record<string, number>[] = [];
  for (let u = 0; u < UNITS; u++) {
    const first = [0, 0, 2011, 2013, 0, 2012][u % 6]!;
    const second = [0, 2012, 0, 2010][u % 4]!;
    const level = rng.normal();
    for (const year of YEARS) {
      const x = rng.normal();
      const since = first > 0 && year >= first ? 1 + 0.2 * (year - first) : 0;
      const y = level + 0.1 * (year - 2008) + since + 0.5 * x + rng.normal();
      rows.push({
        id: u + 1,
        year,
        first,
        second,
        other: year >= 2009 + (u % 5) ? 1 : 0,
        half: u % 2,
        // Some of the never treated lie far from everybody else.
        lat: 26 + (u % 7),
        lon: first === 0 && u % 4 === 0 ? 128 : 110 + (u % 8),
        x,
        y,
      });
    }
  }
  return Table.of(
    Object.fromEntries(Object.keys(rows[0]!).map((k) => [k, rows.map((r) => r[k]!)])),
  );
}

/**
 * What a number of the answer may be, by the key it has in the JSON and its value in the plain run;
 * null: it moves in a way of its own.
 */
type Expectation = (key: string, plain: number) => readonly number[] | null;

interface Transform {
  readonly name: string;
  readonly change: (table: Table) => Table;
  readonly options?: (method: string) => Readonly<Record<string, unknown>>;
  /** Default `y ~ x`. */
  readonly formula?: string;
  /** Methods in which the change means something of its own. Default none. */
  readonly except?: readonly string[];
  readonly expect: Expectation;
}

const unchanged: Expectation = (_, plain) => [plain];

/** Keys of dates and of event times. */
const DATES = new Set(
  "time group first periods reference times alsoOmitted cohorts window treated control left at start end".split(
    " ",
  ),
);
/** Keys of what is in the units of the outcome. */
const IN_Y = new Set(
  "estimate se ciLow ciHigh ciLowSup ciHighSup twfe contribution rmse sigmaZero sigmaOpposite seNeyman".split(
    " ",
  ),
);

/** Methods that put covariates into scores or comparisons; `compare` has some of them. */
const SCORED = ["cs", "etwfe", "psm", "entropy-balance", "compare"];

/** Everything that must not move a result, or must move it in a known way. */
const TRANSFORMS: readonly Transform[] = [
  {
    name: "rows in another order",
    change: (t) => t.take(createRng(3, 0).permutation(t.nrow)),
    expect: unchanged,
  },
  {
    name: "units under other names, in the same order",
    change: (t) => {
      const names = [...t.number("id")].map((v) => `城市${String(v).padStart(3, "0")}`);
      return t.withColumns([textColumn("id", names)]);
    },
    expect: unchanged,
  },
  {
    name: "years twice as far apart",
    change: (t) =>
      t.withColumns(
        ["year", "first", "second"].map((k) =>
          numberColumn(
            k,
            t.number(k).map((v) => 2 * v),
          ),
        ),
      ),
    options: (method) => (method === "stacked" ? { window: [-4, 4] } : {}),
    // Bacon counts its `periods`, others list them.
    expect: (key, plain) => {
      if (key === "periods") return [plain, 2 * plain];
      return DATES.has(key) ? [2 * plain] : [plain];
    },
  },
  {
    name: "outcome a million million times as large",
    change: (t) =>
      t.withColumns([
        numberColumn(
          "y",
          t.number("y").map((v) => SCALE * v),
        ),
      ]),
    // Covariances move by the square; what has no key of its own by one of the three.
    expect: (key, plain) => {
      if (["logLik", "aic", "bic"].includes(key)) return null;
      return IN_Y.has(key) ? [SCALE * plain] : [plain, SCALE * plain, SCALE * SCALE * plain];
    },
  },
  {
    name: "a cohort treated only after the sample",
    change: (t) =>
      t.withColumns([
        numberColumn(
          "first",
          t.number("first").map((g, i) => (g === 0 && t.number("id")[i]! % 4 === 1 ? 9999 : g)),
        ),
      ]),
    expect: unchanged,
  },
  {
    name: "a control that is constant in the year",
    change: (t) =>
      t.withColumns([
        numberColumn(
          "nat",
          t.number("year").map((v) => Math.sin(v)),
        ),
      ]),
    formula: "y ~ x + nat",
    expect: unchanged,
  },
  {
    name: "a control that is constant in the unit",
    change: (t) =>
      t.withColumns([
        numberColumn(
          "z",
          t.number("id").map((v) => Math.cos(5 * v)),
        ),
      ]),
    formula: "y ~ x + z",
    // There it is a legitimate covariate of the score or of the comparisons.
    except: SCORED,
    expect: unchanged,
  },
];

/** Numbers of an answer by path; names of units and words are left out. */
function leaves(value: unknown, path = "", key = "", out = new Map<string, [string, number]>()) {
  if (typeof value === "number") out.set(path, [key, value]);
  else if (Array.isArray(value)) {
    byUnit(value).forEach((v, i) => {
      leaves(v, `${path}[${i}]`, key, out);
    });
  } else if (typeof value === "object" && value !== null) {
    for (const [k, v] of Object.entries(value)) {
      if (!["warnings", "pairs", "left", "unit", "options"].includes(k))
        leaves(v, `${path}.${k}`, k, out);
    }
  }
  return out;
}

/** A list of rows of the data in the order of units and times, whatever that of the file. */
function byUnit(list: readonly unknown[]): readonly unknown[] {
  const keyed = list as readonly { readonly unit?: unknown; readonly time?: number }[];
  if (keyed[0]?.unit === undefined || keyed[0].time === undefined) return list;
  const place = (v: unknown) => Number(String(v).replace(/\D/g, ""));
  return [...keyed].sort((a, b) => place(a.unit) - place(b.unit) || a.time! - b.time!);
}

function compareOutcomes(plain: Outcome, found: Outcome, expected: Expectation, within: number) {
  if (plain.kind === "refused" || found.kind === "refused") {
    expect(found).toEqual(plain);
    return;
  }
  const wanted = leaves(plain.json);
  const own = leaves(found.json);
  expect([...own.keys()]).toEqual([...wanted.keys()]);
  const wrong = [...wanted].flatMap(([path, [key, value]]) => {
    const [, number] = own.get(path)!;
    const values = expected(key, value);
    if (values === null) return [];
    const isNear = values.some(
      (v) => Math.abs(number - v) <= within * Math.max(Math.abs(v), within * Math.abs(v), TINY(v)),
    );
    return isNear ? [] : [`${path}: ${number}, wanted ${values.join(" or ")}`];
  });
  expect(wrong.slice(0, 5)).toEqual([]);
}

/** Below this a number is rounding: it is compared on the scale of the data. */
function TINY(value: number): number {
  return Math.abs(value) > 1e6 ? 1 : 1e-3;
}

describe.each(METHODS)("did %s", (method) => {
  const table = world();
  let plain: Outcome;
  beforeAll(async () => {
    plain = await runMethod(method, table);
  });

  it("runs on the plain panel", () => {
    expect(plain.kind === "refused" ? plain.code : "done").toBe("done");
  });

  for (const transform of TRANSFORMS.filter((t) => t.except?.includes(method) !== true)) {
    it(`gives the same with ${transform.name}`, async () => {
      const options = transform.options?.(method) ?? {};
      const found = await runMethod(method, transform.change(table), {
        options,
        ...(transform.formula === undefined ? {} : { formula: transform.formula }),
      });
      compareOutcomes(plain, found, transform.expect, method === "honest" ? SEARCHED : SAME);
    });
  }
});
