/** Rows of each unit.   中文: 各单位的行 */
export function rowsByUnit(codes: Int32Array, size: number): Int32Array[] {
  const rows = Array.from({ length: size }, (): number[] => []);
  codes.forEach((unit, i) => {
    rows[unit]!.push(i);
  });
  return rows.map((r) => Int32Array.from(r));
}

/** Rows of the units drawn, one after the other.   中文: 所抽单位的行 */
export function rowsOfUnits(units: ArrayLike<number>, rows: readonly Int32Array[]): Int32Array {
  let total = 0;
  for (let u = 0; u < units.length; u++) total += rows[units[u]!]!.length;
  const out = new Int32Array(total);
  let at = 0;
  for (let u = 0; u < units.length; u++) {
    out.set(rows[units[u]!]!, at);
    at += rows[units[u]!]!.length;
  }
  return out;
}
