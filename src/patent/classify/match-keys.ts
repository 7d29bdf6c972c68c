import type { CompiledConcordance } from "../concordance/compile-concordance.js";
import { SUBCLASS_SPAN } from "../symbol/ipc-key.js";

/** The number of the rule set that holds at a key, −1 for none.   中文: 查找单个分类号 */
export function matchKey(compiled: CompiledConcordance, key: number): number {
  const { first, last, setOf, entry } = compiled;
  const subclass = Math.floor(key / SUBCLASS_SPAN);
  let low = entry[subclass]!;
  let high = entry[subclass + 1]!;
  // The last interval that begins at or before the key.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (first[middle]! <= key) low = middle;
    else high = middle - 1;
  }
  return low >= 0 && key <= last[low]! ? setOf[low]! : -1;
}

/**
 * Looks up many keys at once.   中文: 批量匹配
 *
 * Shapes    keys: n sort keys (`ipcKey`); result: n numbers of rule sets, −1 for none.
 */
export function matchKeys(
  compiled: CompiledConcordance,
  keys: Float64Array,
  out = new Int32Array(keys.length),
): Int32Array {
  for (let i = 0; i < keys.length; i++) out[i] = matchKey(compiled, keys[i]!);
  return out;
}
