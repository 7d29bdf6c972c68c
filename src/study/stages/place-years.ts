/** One number for each place or firm and year.   中文: 地区（企业）—年份数据 */
export interface PlaceYears {
  readonly codes: readonly (string | null)[];
  readonly years: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** The name of a cell, as rows of a panel ask for it. */
export function placeYear(code: string | null | undefined, year: number): string {
  return `${code} ${year}`;
}

/**
 * The number of the cell of each place and year; of several, the last one is taken.
 * 中文: 地区—年份对应的单元格
 */
export function cellsByPlace({ codes, years }: PlaceYears): ReadonlyMap<string, number> {
  const cells = new Map<string, number>();
  codes.forEach((code, i) => {
    if (code !== null) cells.set(placeYear(code, years[i]!), i);
  });
  return cells;
}
