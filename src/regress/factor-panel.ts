/** A panel in cells: row i is unit `unit[i]` in period `time[i]`. */
export interface FactorPanel {
  readonly y: Float64Array;
  readonly columns: readonly Float64Array[];
  readonly unit: Int32Array;
  readonly time: Int32Array;
  readonly N: number;
  readonly T: number;
}
