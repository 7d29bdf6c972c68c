import type { Panel } from "../../table/index.js";
import { indexError } from "../errors.js";
import { type Derived, derived } from "./derived.js";

/** Columns of an economy by industry, in one order. */
export interface IndustryColumns {
  readonly output: readonly string[];
  readonly labour: readonly string[];
}

/** The three readings of rationalisation that papers use. */
export interface Rationalisation {
  /** Theil index: 0 when every industry is equally productive. */
  readonly theil: Derived;
  /** Hamming closeness of output and labour shares: 1 when they coincide. */
  readonly closeness: Derived;
  /** Structural deviation: 0 when they coincide. */
  readonly deviation: Derived;
}

/**
 * Rationalisation of the industrial structure.   中文: 产业结构合理化
 *
 * Formula   with output Y_i, labour L_i and shares y_i, l_i:
 *           Theil Σ (Y_i/Y) ln[(Y_i/L_i)/(Y/L)];  closeness 1 − ½ Σ |y_i − l_i|;
 *           deviation Σ |(Y_i/L_i)/(Y/L) − 1|.
 *           An industry without output adds 0 to Theil; output without labour has no value.
 * Errors    indices/bad-industries — not one labour column for each output column.
 * Source    干春晖、郑若谷、余典范 (2011)
 */
export function rationalisation(panel: Panel, columns: IndustryColumns): Rationalisation {
  const { Y, L } = industries(panel, columns);
  const each = (of: (y: readonly number[], l: readonly number[]) => number): Derived =>
    derived(
      Float64Array.from({ length: panel.nrow }, (_, i) => {
        const y = Y.map((column) => column[i]!);
        const l = L.map((column) => column[i]!);
        const value = of(shares(y), shares(l));
        return Number.isFinite(value) ? value : Number.NaN;
      }),
    );
  return {
    // (Y_i/L_i)/(Y/L) is the ratio of the shares.
    theil: each((y, l) =>
      y.reduce((sum, s, m) => sum + (s === 0 ? 0 : s * Math.log(s / l[m]!)), 0),
    ),
    closeness: each((y, l) => 1 - 0.5 * y.reduce((sum, s, m) => sum + Math.abs(s - l[m]!), 0)),
    deviation: each((y, l) => y.reduce((sum, s, m) => sum + Math.abs(s / l[m]! - 1), 0)),
  };
}

/**
 * Advancement of the industrial structure.   中文: 产业结构高级化
 *
 * Formula   Σ (Y_i / Y) · (LP_i / base_i), LP_i = Y_i / L_i, `base` one productivity for each industry.
 * Errors    indices/bad-industries.
 * @example advancement(panel, { output: ["y1", "y2", "y3"], labour: ["l1", "l2", "l3"] }, [2, 6, 5])
 */
export function advancement(
  panel: Panel,
  columns: IndustryColumns,
  base: readonly number[],
): Derived {
  const { Y, L } = industries(panel, columns);
  if (base.length !== Y.length || base.some((b) => !(b > 0))) {
    throw indexError("bad-industries", { output: Y.length, other: base.length });
  }
  return derived(
    Float64Array.from({ length: panel.nrow }, (_, i) => {
      const share = shares(Y.map((column) => column[i]!));
      const value = share.reduce((sum, s, m) => sum + s * (Y[m]![i]! / L[m]![i]! / base[m]!), 0);
      return Number.isFinite(value) ? value : Number.NaN;
    }),
  );
}

/** Advancement as tertiary over secondary output.   中文: 第三产业与第二产业之比 */
export function tertiaryToSecondary(panel: Panel, tertiary: string, secondary: string): Derived {
  const second = panel.number(secondary);
  const ratio = panel.number(tertiary).map((value, i) => value / second[i]!);
  return derived(ratio.map((value) => (Number.isFinite(value) ? value : Number.NaN)));
}

function industries(panel: Panel, columns: IndustryColumns) {
  const { output, labour } = columns;
  if (output.length < 2 || output.length !== labour.length) {
    throw indexError("bad-industries", { output: output.length, other: labour.length });
  }
  return {
    Y: output.map((name) => panel.number(name)),
    L: labour.map((name) => panel.number(name)),
  };
}

function shares(values: readonly number[]): readonly number[] {
  const total = values.reduce((a, b) => a + b, 0);
  return values.map((value) => value / total);
}
