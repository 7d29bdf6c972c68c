/** 1 for each UTF-16 unit that is no counted character (low surrogates too). */
export const NOT_COUNTED = buildNotCounted();

/**
 * Characters of a text without white space and punctuation; digits and Latin letters count.
 * 中文: 计字数（不含空白与标点）
 *
 * Source    methods, section 1. Unicode categories Z, C, P and S; a character outside the basic
 *           plane counts once.
 * @example countCharacters("5G、人工智能。") // 6
 */
export function countCharacters(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) n += NOT_COUNTED[text.charCodeAt(i)]! ^ 1;
  return n;
}

function buildNotCounted(): Uint8Array {
  const table = new Uint8Array(65536);
  const skip = /[\p{Z}\p{C}\p{P}\p{S}]/u;
  for (let unit = 0; unit < 65536; unit++) {
    const isHigh = unit >= 0xd800 && unit <= 0xdbff;
    const isLow = unit >= 0xdc00 && unit <= 0xdfff;
    const isPrivate = unit >= 0xe000 && unit <= 0xf8ff;
    if (isLow) table[unit] = 1;
    else if (!isHigh && !isPrivate && skip.test(String.fromCharCode(unit))) table[unit] = 1;
  }
  return table;
}
