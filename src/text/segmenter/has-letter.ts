const LETTER = 1;
const SURROGATE = 2;
// The private units that stand for terms with blanks are letters too.
const WORD = /[\p{L}\p{N}\ue100-\uf8ff]/u;
const KINDS = unitKinds();

/** Whether units `from … to − 1` of a text hold a letter, a digit or a Chinese character. */
export function hasLetter(text: string, units: Uint16Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const kind = KINDS[units[i]!]!;
    if (kind === LETTER) return true;
    if (kind === SURROGATE) return WORD.test(text.slice(from, to));
  }
  return false;
}

function unitKinds(): Uint8Array {
  const kinds = new Uint8Array(65536);
  for (let unit = 0; unit < 65536; unit++) {
    if (unit >= 0xd800 && unit <= 0xdfff) kinds[unit] = SURROGATE;
    else if (WORD.test(String.fromCharCode(unit))) kinds[unit] = LETTER;
  }
  return kinds;
}
