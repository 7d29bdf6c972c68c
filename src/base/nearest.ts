/**
 * The candidate closest to a misspelt name, if one is close enough.   中文: 最接近的名称
 *
 * Damerau–Levenshtein distance (adjacent swaps count one), case-folded; a candidate farther than
 * `max(2, 40 % of the longer name)` is not offered; a candidate that contains the name, or is
 * contained in it, is.
 *
 * @example nearest("gpd", ["gdp", "fdi"]) // "gdp"
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    let distance = editDistance(wanted, other);
    const limit = Math.max(
      Math.min(2, Math.max(wanted.length, other.length) - 1),
      Math.floor(0.4 * Math.max(wanted.length, other.length)),
    );
    const contained =
      Math.min(wanted.length, other.length) >= 2 &&
      (wanted.includes(other) || other.includes(wanted));
    if (contained) distance = Math.min(distance, limit);
    if (distance <= limit && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, before[j - 2]! + 1);
      }
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length]!;
}
