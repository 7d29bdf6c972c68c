import { createRng, type Rng } from "../../src/base/index.js";
import { type Concordance, formatIpc, ipcKey, parseIpc } from "../../src/patent/index.js";

/** A symbol with its numeric key. */
export interface TestSymbol {
  readonly text: string;
  readonly key: number;
}

/** Random symbols near the patterns of a table, and the neighbours of every pattern's ends. */
export function testSymbols(concordance: Concordance, n: number, seed: number): TestSymbol[] {
  const patterns = concordance.rules.flatMap((r) => [...r.patterns, ...r.exclusions]);
  const texts = [...new Set(patterns.map((p) => p.text))];
  const list: TestSymbol[] = [];
  for (const text of texts) for (const near of neighbours(text)) push(list, near);
  const rng = createRng(seed);
  while (list.length < n) push(list, randomSymbol(texts[rng.integer(texts.length)]!, rng));
  return list;
}

function push(list: TestSymbol[], text: string): void {
  const found = parseIpc(text);
  if (found.ok) list.push({ text: formatIpc(found.symbol), key: ipcKey(found.symbol) });
}

/** The ends of a pattern and what lies just outside them. */
function neighbours(pattern: string): string[] {
  const head = /^([A-H]\d\d)([A-Z])?(\d+)?(?:\/(\d+))?/.exec(pattern)!;
  const [, cls, letter, group, subgroup] = head;
  if (letter === undefined) return [`${cls}A1/00`, `${cls}Z9999/999999`, `${cls}B1/00`];
  const subclass = `${cls}${letter}`;
  const next = `${cls}${String.fromCharCode(Math.min(90, letter.charCodeAt(0) + 1))}`;
  if (group === undefined) return [`${subclass}1/00`, `${subclass}9999/999999`, `${next}1/00`];
  const g = Number(group);
  const around = [`${subclass}${g}/00`, `${subclass}${g}/999999`, `${subclass}${g + 1}/00`];
  around.push(`${subclass}${g - 1}/999999`, `${subclass}${g}1/00`, `${subclass}${g}0/02`);
  if (subgroup === undefined) return around;
  const before = String(Number(subgroup) - 1).padStart(subgroup.length, "0");
  const after = String(Number(subgroup) + 1).padStart(subgroup.length, "0");
  for (const s of [subgroup, `${subgroup}1`, `${subgroup}9`, before, `${before}9`, after]) {
    around.push(`${subclass}${g}/${s}`);
  }
  return around;
}

function randomSymbol(pattern: string, rng: Rng): string {
  const [, cls, letter, group] = /^([A-H]\d\d)([A-Z])?(\d+)?/.exec(pattern)!;
  const l = letter ?? String.fromCharCode(65 + rng.integer(26));
  const u = rng.uniform();
  const g = group !== undefined && u < 0.7 ? Number(group) : 1 + rng.integer(u < 0.95 ? 120 : 9999);
  const digits = 2 + rng.integer(u < 0.9 ? 3 : 5);
  return `${cls}${l}${g}/${String(rng.integer(10 ** digits)).padStart(digits, "0")}`;
}
