import type { AdditiveMeasure } from "./additive-measures.js";
import type { Application } from "./applications.js";
import type { EdgePart } from "./city-networks.js";
import { LOGGED, rowLists } from "./measure-columns.js";
import { LAG, pioneersOf } from "./widths.js";

/** The applications that a measure is made of, row after row, in columns.   中文: 指标所含申请 */
export interface MeasureParts {
  /**
   * How they make the value: the sum of what each adds, ln(1 + that sum), or something that is no
   * sum, such as the number of fields of these applications.
   */
  readonly how: "sum" | "log1p" | "pool";
  /** Those of row i are from `first[i]` up to, not with, `first[i + 1]`. */
  readonly first: Int32Array;
  /** Number of the application in the list of all. */
  readonly application: Int32Array;
  /** What each adds; null: one. */
  readonly weight: Float64Array | null;
}

/** What the parts are found in: what the columns are made of. */
export interface PartsInput {
  /** Rows, `unit\tyear`. */
  readonly order: readonly string[];
  readonly byUnit: ReadonlyMap<string, readonly Application[]>;
  /** All that are counted: parts are numbers of this list. */
  readonly applications: readonly Application[];
  readonly additive: ReadonlyMap<string, AdditiveMeasure>;
  readonly edges: readonly EdgePart[];
}

/** One application with what it adds. */
interface Part {
  readonly application: Application;
  readonly adds: number;
}

/**
 * Finds the applications behind measures.   中文: 查找指标背后的申请
 *
 * Of pools that grow over the years (`firms`, `similarity`) they are those of the row's year; of
 * Width2 those of the three years in which its subclasses are new.
 */
export function measureParts(input: PartsInput): (measure: string) => MeasureParts {
  const numbers = new Map(input.applications.map((a, i) => [a, i]));
  const cut = input.order.map((k) => k.indexOf("\t"));
  const ids = input.order.map((k, i) => k.slice(0, cut[i]));
  const years = input.order.map((k, i) => Number(k.slice(cut[i]! + 1)));
  const cells = rowLists(input, ids, years);
  const rows = { ids, years, cells };
  return (measure) => {
    const logged = LOGGED.find((name) => measure === `ln_${name}`);
    const { how, parts } = findParts(logged ?? measure, input, rows);
    return inColumns(logged === undefined ? how : "log1p", parts, numbers);
  };
}

interface Rows {
  readonly ids: readonly string[];
  readonly years: readonly number[];
  readonly cells: readonly (readonly Application[])[];
}

interface Found {
  readonly how: "sum" | "pool";
  readonly parts: readonly (readonly Part[])[];
}

function findParts(measure: string, input: PartsInput, { ids, years, cells }: Rows): Found {
  const adds = input.additive.get(measure);
  if (adds !== undefined) {
    const parts = cells.map((list) =>
      list.map((a) => ({ application: a, adds: adds(a) })).filter((p) => p.adds !== 0),
    );
    return { how: "sum", parts };
  }
  const network = /^(coop|transfer)_(degree|weight)$/.exec(measure);
  if (network !== null) {
    const [, which, what] = network;
    const kind = which === "coop" ? "cooperation" : "transfer";
    const parts = edgeParts(input, kind);
    return { how: what === "weight" ? "sum" : "pool", parts };
  }
  const pool = (list: readonly Application[]): Part[] =>
    list.map((application) => ({ application, adds: 1 }));
  if (measure === "width4") {
    const pioneers = new Map([...input.byUnit].map(([id, list]) => [id, pioneersOf(list)]));
    const parts = cells.map((list, i) => pool(list.filter((a) => pioneers.get(ids[i]!)!.has(a))));
    return { how: "sum", parts };
  }
  if (measure === "width2") {
    const parts = ids.map((id, i) => {
      const year = years[i]!;
      const own = input.byUnit.get(id) ?? [];
      return pool(own.filter((a) => a.key && a.year <= year && a.year > year - LAG));
    });
    return { how: "pool", parts };
  }
  const isKey = measure.startsWith("width");
  const parts = cells.map((list) => pool(isKey ? list.filter((a) => a.key) : list));
  return { how: "pool", parts };
}

/** The applications behind the edges of each row: either end of a cooperation, the receiver. */
function edgeParts({ order, edges }: PartsInput, network: EdgePart["network"]): Part[][] {
  const found = new Map<string, Map<Application, number>>();
  for (const { network: own, year, from, to, application } of edges) {
    if (own !== network) continue;
    for (const end of network === "cooperation" ? [from, to] : [to]) {
      const key = `${end}\t${year}`;
      const list = found.get(key) ?? new Map<Application, number>();
      found.set(key, list);
      list.set(application, (list.get(application) ?? 0) + 1);
    }
  }
  return order.map((key) =>
    Array.from(found.get(key) ?? [], ([application, adds]) => ({ application, adds })),
  );
}

function inColumns(
  how: MeasureParts["how"],
  rows: readonly (readonly Part[])[],
  numbers: ReadonlyMap<Application, number>,
): MeasureParts {
  const first = new Int32Array(rows.length + 1);
  rows.forEach((parts, i) => {
    first[i + 1] = first[i]! + parts.length;
  });
  const all = rows.flat();
  return {
    how,
    first,
    application: Int32Array.from(all, (p) => numbers.get(p.application)!),
    weight: all.every((p) => p.adds === 1) ? null : Float64Array.from(all, (p) => p.adds),
  };
}
