import { choleskyInOrder, crossProducts } from "../../math/index.js";

/** Share of a column's squared norm that must survive earlier columns. */
const COLLINEAR = 1e-9;

/**
 * Columns that are independent after the effects were swept out, in their order.
 * 中文: 扫除固定效应后的独立列
 *
 * A column that the effects absorb is left with rounding noise, so it is first compared with its own
 * raw size; the others are checked against the kept ones before them.
 * Shapes    swept and raw: k columns of length n; result: kept column numbers, ascending.
 */
export function independentColumns(
  swept: readonly Float64Array[],
  raw: readonly Float64Array[],
  weights?: Float64Array,
): readonly number[] {
  const k = swept.length;
  const gram = crossProducts(swept, weights);
  const alive = swept
    .map((_, j) => j)
    .filter((j) => {
      const x = raw[j]!;
      let size = 0;
      for (let i = 0; i < x.length; i++) size += (weights?.[i] ?? 1) * x[i]! * x[i]!;
      return gram[j * k + j]! > COLLINEAR * COLLINEAR * size;
    });
  const m = alive.length;
  const small = Float64Array.from(
    { length: m * m },
    (_, at) => gram[alive[Math.floor(at / m)]! * k + alive[at % m]!]!,
  );
  return choleskyInOrder(small, m, COLLINEAR).kept.map((j) => alive[j]!);
}
