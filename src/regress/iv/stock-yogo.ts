/** Critical values of the Cragg–Donald F at 10, 15, 20, 25 % maximal size of a nominal 5 % test. */
export interface StockYogo {
  readonly size10: number;
  readonly size15: number;
  readonly size20: number;
  readonly size25: number;
}

/** [endogenous − 1][instruments − endogenous]: Stock & Yogo (2005), table 5.2. */
const TABLE: readonly (readonly (readonly [number, number, number, number])[])[] = [
  [
    [16.38, 8.96, 6.66, 5.53],
    [19.93, 11.59, 8.75, 7.25],
    [22.3, 12.83, 9.54, 7.8],
    [24.58, 13.96, 10.26, 8.31],
    [26.87, 15.09, 10.98, 8.84],
    [29.18, 16.23, 11.72, 9.38],
    [31.5, 17.38, 12.48, 9.93],
    [33.84, 18.54, 13.24, 10.5],
    [36.19, 19.71, 14.01, 11.07],
    [38.54, 20.88, 14.78, 11.65],
  ],
  [
    [7.03, 4.58, 3.95, 3.63],
    [13.43, 8.18, 6.4, 5.45],
    [16.87, 9.93, 7.54, 6.28],
    [19.45, 11.22, 8.38, 6.89],
    [21.68, 12.33, 9.1, 7.42],
    [23.72, 13.34, 9.77, 7.91],
    [25.64, 14.31, 10.41, 8.39],
    [27.51, 15.24, 11.03, 8.85],
    [29.32, 16.16, 11.65, 9.31],
  ],
];

/** The critical values, null outside the table. They hold for iid errors only. */
export function stockYogo(endogenous: number, instruments: number): StockYogo | null {
  const row = TABLE[endogenous - 1]?.[instruments - endogenous];
  if (row === undefined) return null;
  const [size10, size15, size20, size25] = row;
  return { size10, size15, size20, size25 };
}
