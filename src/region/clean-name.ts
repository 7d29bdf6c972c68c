/** A name as the index has it: half-width, without blanks and invisible characters. */
export function clean(name: string): string {
  return name.normalize("NFKC").replace(/[\s\p{Cf}]/gu, "");
}
