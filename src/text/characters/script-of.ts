/** Characters of one script only: 1 traditional, 2 simplified. */
const SCRIPT = new Uint8Array(65536);
let built = false;

/**
 * How many characters of a text are of one script only.   中文: 繁简特有字数
 *
 * Traditional only: in Big5 and not in GB 2312 (發, 經); simplified only: the other way round
 * (发, 经). What both scripts write (人, 工, 智) says nothing.
 */
export function scriptCounts(text: string): { traditional: number; simplified: number } {
  const script = scriptTable();
  const counts = [0, 0, 0];
  for (let i = 0; i < text.length; i++) counts[script[text.charCodeAt(i)]!]!++;
  return { traditional: counts[1]!, simplified: counts[2]! };
}

/** Whether a text holds a character of the traditional script. */
export function holdsTraditional(text: string): boolean {
  const script = scriptTable();
  for (let i = 0; i < text.length; i++) if (script[text.charCodeAt(i)] === 1) return true;
  return false;
}

/** Longest text that is looked at whole to tell its script. */
const SAMPLE = 5000;

/** Whether a text is written in traditional characters.   中文: 是否为繁体 */
export function isTraditional(text: string): boolean {
  const { traditional, simplified } = scriptCounts(text.slice(0, SAMPLE));
  return traditional >= 3 && traditional > 3 * simplified;
}

/** For each UTF-16 unit: 1 in the traditional script only, 2 in the simplified one only, else 0. */
export function scriptTable(): Uint8Array {
  if (!built) {
    for (const unit of charactersOf("gbk", 0xb0, 0xf7, [[0xa1, 0xfe]])) SCRIPT[unit]! += 2;
    for (const unit of charactersOf("big5", 0xa4, 0xf9, [
      [0x40, 0x7e],
      [0xa1, 0xfe],
    ])) {
      SCRIPT[unit]! += 1;
    }
    // In both, or no ideograph.
    for (let unit = 0; unit < 65536; unit++) {
      if (SCRIPT[unit] === 3 || unit < 0x4e00 || unit > 0x9fff) SCRIPT[unit] = 0;
    }
    built = true;
  }
  return SCRIPT;
}

/** The characters of the two-byte rows of a charset. */
function charactersOf(
  charset: string,
  first: number,
  last: number,
  seconds: readonly (readonly [number, number])[],
): Set<number> {
  const bytes: number[] = [];
  for (let lead = first; lead <= last; lead++) {
    for (const [from, to] of seconds) {
      for (let trail = from; trail <= to; trail++) bytes.push(lead, trail);
    }
  }
  const units = new Set<number>();
  for (const character of new TextDecoder(charset).decode(Uint8Array.from(bytes))) {
    if (character.length === 1) units.add(character.charCodeAt(0));
  }
  return units;
}
