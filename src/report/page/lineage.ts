import { type Localized, nearest } from "../../base/index.js";
import { reportError } from "../errors.js";
import type { Wording } from "../table/table-model.js";

/** What a step back from a number can be.   中文: 溯源节点类型 */
export type LineageKind =
  | "coefficient"
  | "column"
  | "index"
  | "unit"
  | "value"
  | "weight"
  | "cell"
  | "count"
  | "sentence"
  | "patent"
  | "rule"
  | "file"
  | "other";

/** One thing that a number was made of.   中文: 溯源节点 */
export interface LineageNode {
  readonly id: string;
  readonly kind: LineageKind;
  /** What readers call this kind here, such as the city of a panel; left out: the kind's name. */
  readonly called?: Localized;
  readonly label: Wording;
  /** The number or text itself. */
  readonly value?: string | number | null;
  /** Such as the formula, the file and row, the hash. */
  readonly detail?: Wording;
  /** Ids of what this was made from. */
  readonly from: readonly string[];
}

/** Where every number came from.   中文: 溯源图 */
export interface LineageGraph {
  readonly nodes: readonly LineageNode[];
}

/**
 * Checks that every link leads somewhere and returns the nodes by id.   中文: 检查溯源图
 *
 * Errors    report/unknown-lineage — a link to a node that is not there.
 */
export function lineageIndex(graph: LineageGraph): ReadonlyMap<string, LineageNode> {
  const index = new Map(graph.nodes.map((node) => [node.id, node]));
  for (const node of graph.nodes) {
    for (const id of node.from) {
      if (index.has(id)) continue;
      const near = nearest(id, [...index.keys()]);
      throw reportError("unknown-lineage", {
        id,
        where: node.id,
        ...(near === undefined ? {} : { nearest: near }),
      });
    }
  }
  return index;
}
