import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node } from "yaml";
import { beyondLimit, limits } from "./limits.js";

/** Refuses what nests deeper than the parser has stack for, before it is parsed. */
export function checkYamlDepth(text: string, file: string): void {
  const most = limits().yamlDepth;
  let depth = 0;
  let deepest = 0;
  for (const line of text.split("\n")) {
    // Blocks: each level takes a blank or a dash at least.
    const lead = /^[ \t-]*/.exec(line)![0].length;
    if (lead > 2 * most && line.length > lead) deepest = Math.max(deepest, lead >> 1);
    for (const character of line) {
      if (character === "[" || character === "{") depth++;
      else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
    }
    deepest = Math.max(deepest, depth);
    if (deepest > most) throw beyondLimit("yamlDepth", file);
  }
}

/**
 * Looks through the parsed tree: no key twice in a map, no alias before its anchor, and not more
 * values than the limit with those that aliases repeat counted each time.
 */
export function checkYamlTree(
  document: Document,
  fault: (offset: number, message: string) => Error,
): void {
  const sizes = new Map<string, number>();
  const sizeOf = (node: unknown): number => {
    let size = 1;
    if (isAlias(node)) {
      const known = sizes.get(node.source);
      const offset = node.range?.[0] ?? 0;
      if (known === undefined) {
        throw fault(offset, `the alias *${node.source} has no anchor before it`);
      }
      size = known;
    } else if (isMap(node)) {
      const seen = new Set<string>();
      for (const pair of node.items) {
        if (!isPair(pair)) continue;
        const { key } = pair;
        if (isScalar(key)) {
          const name = `${typeof key.value} ${String(key.value)}`;
          if (seen.has(name)) {
            const offset = key.range?.[0] ?? 0;
            throw fault(offset, `Map keys must be unique: "${String(key.value)}" stands twice`);
          }
          seen.add(name);
        }
        size += sizeOf(pair.value) + (isScalar(key) ? 0 : sizeOf(key));
      }
    } else if (isSeq(node)) for (const item of node.items) size += sizeOf(item);
    if (size > limits().yamlNodes) throw beyondLimit("yamlNodes");
    const { anchor } = (node ?? {}) as Partial<Node & { anchor: string }>;
    if (anchor !== undefined) sizes.set(anchor, size);
    return size;
  };
  sizeOf(document.contents);
}
