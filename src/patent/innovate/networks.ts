/** An edge of a network between units in one year. */
export interface NetworkEdge {
  readonly year: number;
  /** Giver, or the first by order in an undirected network. */
  readonly from: string;
  readonly to: string;
  /** Joint applications or transfers. */
  readonly weight: number;
}

/** Degree and weighted degree of a unit in one year. */
export interface Degree {
  readonly degree: number;
  readonly weight: number;
}

/** Every pair of different units, as a joint application links them.   中文: 两两配对 */
export function pairsOf(units: readonly string[]): [string, string][] {
  const sorted = [...new Set(units)].sort();
  return sorted.flatMap((from, i) => sorted.slice(i + 1).map((to): [string, string] => [from, to]));
}

/** Adds up an edge list.   中文: 网络边表 */
export class EdgeCounter {
  readonly #edges = new Map<string, { year: number; from: string; to: string; weight: number }>();

  add(year: number, from: string, to: string): void {
    const id = `${year}|${from}|${to}`;
    const edge = this.#edges.get(id) ?? { year, from, to, weight: 0 };
    edge.weight++;
    this.#edges.set(id, edge);
  }

  edges(): NetworkEdge[] {
    return [...this.#edges.values()].sort(
      (a, b) => a.year - b.year || order(a.from, b.from) || order(a.to, b.to),
    );
  }
}

/**
 * Degrees by unit and year, key `unit\tyear`.   中文: 度与加权度
 *
 * `both` counts either end (cooperation), `to` the receiving end (transfers received).
 */
export function degrees(edges: readonly NetworkEdge[], end: "both" | "to"): Map<string, Degree> {
  const found = new Map<string, { degree: number; weight: number }>();
  const note = (unit: string, edge: NetworkEdge): void => {
    const id = `${unit}\t${edge.year}`;
    const d = found.get(id) ?? { degree: 0, weight: 0 };
    d.degree++;
    d.weight += edge.weight;
    found.set(id, d);
  };
  for (const edge of edges) {
    note(edge.to, edge);
    if (end === "both") note(edge.from, edge);
  }
  return found;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
