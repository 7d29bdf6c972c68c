import type { JointTest } from "./tidy.js";

/** How a joint test is written: `F(6, 89)` or `χ²(6)`.   中文: 联合检验的名称 */
export function nameOfTest({ df1, df2 }: Pick<JointTest, "df1" | "df2">): string {
  return df2 === null ? `χ²(${df1})` : `F(${df1}, ${roundedDf(df2)})`;
}

/** Degrees of freedom as text: whole ones as they are. */
function roundedDf(df: number): string {
  return Number.isInteger(df) ? String(df) : df.toFixed(1);
}
