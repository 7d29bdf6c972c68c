const MAX_STEPS = 200;

/**
 * Finds x in (low, high) with tail(x) = p by Newton's method on ln tail(x), with bisection whenever
 * a step leaves the bracket.   中文: 由尾概率反求分位数
 *
 * @param tail  decreasing or increasing in x, accurate in its small values
 * @param density  |d tail / dx|
 */
export function invertTail(
  tail: (x: number) => number,
  density: (x: number) => number,
  p: number,
  start: number,
  direction: "increasing" | "decreasing",
): number {
  const sign = direction === "increasing" ? 1 : -1;
  const target = Math.log(p);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let x = start > 0 && Number.isFinite(start) ? start : 1;
  let best = x;
  for (let step = 0; step < MAX_STEPS; step++) {
    const value = tail(x);
    const gap = sign * (Math.log(value) - target);
    if (gap === 0) return x;
    if (gap > 0) high = x;
    else low = x;
    // Newton in ln x: heavy tails are straight lines there, and x stays positive.
    const slope = (density(x) * x) / value;
    let next = x * Math.exp(Math.max(-20, Math.min(20, -gap / slope)));
    if (!(next > low && next < high)) {
      next = Number.isFinite(high) ? (low > 0 ? Math.sqrt(low * high) : high / 8) : low * 8;
    }
    best = next;
    if (Math.abs(next - x) <= 4e-16 * x || next === low || next === high) break;
    x = next;
  }
  return best;
}
