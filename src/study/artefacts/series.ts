/** `a, b and c` and `甲、乙与丙`.   中文: 并列 */
export function series(words: readonly string[], comma: string, and: string): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(comma)}${and}${words.at(-1)}`;
}
