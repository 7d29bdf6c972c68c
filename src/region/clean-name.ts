const KEPT_NOTE = /[含除不扣原旧]/;

/**
 * A name as the index has it: half-width, without blanks, invisible characters, footnote marks and
 * a remark in brackets (合肥市（省会）, 合肥市*), 巿 (fú) written for 市.   中文: 清理地名
 *
 * A remark that changes the territory (重庆市（不含万州）) stays, so that the name is not matched.
 */
export function clean(name: string): string {
  const plain = name
    .replace(/[\u2460-\u24ff]/gu, "")
    .normalize("NFKC")
    .replace(/[\s\p{Cf}]/gu, "")
    .replaceAll("巿", "市");
  const noted = plain.replace(/\(([^()]*)\)$/u, (whole: string, note: string) =>
    KEPT_NOTE.test(note) ? whole : "",
  );
  const bare = noted.replace(/[*※#†‡]+$/u, "");
  return bare === "" ? plain : bare;
}
