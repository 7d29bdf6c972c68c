/** `*** p<0.01, ** p<0.05, * p<0.1`; nothing where there is no p.   中文: 显著性星号 */
export function starsFor(p: number | null): string {
  if (p === null || Number.isNaN(p)) return "";
  if (p < 0.01) return "***";
  if (p < 0.05) return "**";
  return p < 0.1 ? "*" : "";
}
