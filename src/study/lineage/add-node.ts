import type { LineageNode } from "../../report/index.js";

/** Adds a node to the lineage and returns its id. */
export type AddNode = (node: LineageNode) => string;
