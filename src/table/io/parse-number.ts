const POWERS = Float64Array.from({ length: 23 }, (_, i) => 10 ** i);
const SPLITTER = 134217729; // 2^27 + 1, Dekker's constant
const ZERO = 48;
const POINT = 46;

/**
 * Reads decimal numbers out of bytes, without making strings.   中文: 字节转数值
 *
 * `parse(bytes, at)` returns the double nearest to the decimal that begins at `at`, as `Number()`
 * would, and leaves in `end` the place of the first byte behind it; `end` is −1 when what stands
 * there makes its column text: no number, a code with leading zeros (`007`), or a whole number
 * beyond 2^53, which a double would change. Up to 15 digits go exactly by one division
 * (Clinger 1990), up to 19 digits in double-double arithmetic with a check that the rounding is
 * certain, the rest by `Number()`.
 */
export class NumberParser {
  end = -1;

  parse(bytes: Uint8Array, at: number): number {
    let i = at;
    let c = bytes[i]!;
    const negative = c === 45;
    if (negative || c === 43) c = bytes[++i]!;
    let digit = c - ZERO;
    const startsWithZero = digit === 0;
    let high = 0;
    let low = 0;
    let digits = 0;
    const wholeStart = i;
    while (digit >= 0 && digit <= 9) {
      if (digits < 10) high = high * 10 + digit;
      else if (digits < 19) low = low * 10 + digit;
      if (digits > 0 || digit !== 0) digits++;
      digit = bytes[++i]! - ZERO;
    }
    const wholeDigits = i - wholeStart;
    if (startsWithZero && wholeDigits > 1) return this.#text();
    let scale = 0;
    const hasPoint = bytes[i] === POINT;
    if (hasPoint) {
      const pointAt = i;
      digit = bytes[++i]! - ZERO;
      if (digits === 0) {
        while (digit === 0) digit = bytes[++i]! - ZERO;
      }
      // Three plain loops instead of one with tests: this is where the time goes.
      while (digits < 10 && digit >= 0 && digit <= 9) {
        high = high * 10 + digit;
        digits++;
        digit = bytes[++i]! - ZERO;
      }
      while (digits < 19 && digit >= 0 && digit <= 9) {
        low = low * 10 + digit;
        digits++;
        digit = bytes[++i]! - ZERO;
      }
      while (digit >= 0 && digit <= 9) {
        digits++;
        digit = bytes[++i]! - ZERO;
      }
      scale = i - pointAt - 1;
    }
    if (wholeDigits + scale === 0) return this.#special(bytes, at);
    let power = -scale;
    c = bytes[i]!;
    const hasExponent = c === 101 || c === 69;
    if (hasExponent) {
      i = this.#exponent(bytes, i + 1);
      if (i < 0) return this.#text();
      power += this.#power;
    }
    this.end = i;
    if (!hasPoint && !hasExponent && digits > 15) {
      const whole = high * POWERS[Math.min(digits, 19) - 10]! + low;
      if (digits > 16 || whole > Number.MAX_SAFE_INTEGER) return this.#text();
    }
    const lowDigits = digits > 10 ? (digits > 19 ? 9 : digits - 10) : 0;
    if (digits <= 15 && power >= -22 && power <= 22) {
      const mantissa = lowDigits === 0 ? high : high * POWERS[lowDigits]! + low;
      const value = power < 0 ? mantissa / POWERS[-power]! : mantissa * POWERS[power]!;
      return negative ? -value : value;
    }
    if (digits <= 19 && power < 0 && power >= -22) {
      const value = divideExactly(high, low, POWERS[lowDigits]!, POWERS[-power]!);
      if (!Number.isNaN(value)) return negative ? -value : value;
    }
    return Number(latin1(bytes, at, i));
  }

  #power = 0;

  #exponent(bytes: Uint8Array, at: number): number {
    let i = at;
    const minus = bytes[i] === 45;
    if (minus || bytes[i] === 43) i++;
    const start = i;
    let value = 0;
    let digit = bytes[i]! - ZERO;
    while (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digit = bytes[++i]! - ZERO;
    }
    this.#power = minus ? -value : value;
    return i === start || i - start > 4 ? -1 : i;
  }

  #special(bytes: Uint8Array, at: number): number {
    let end = at;
    while (end < bytes.length && isWordByte(bytes[end]!)) end++;
    this.end = end;
    switch (end - at > 9 ? "" : latin1(bytes, at, end)) {
      case "Inf":
      case "inf":
      case "+Inf":
      case "Infinity":
        return Number.POSITIVE_INFINITY;
      case "-Inf":
      case "-inf":
      case "-Infinity":
        return Number.NEGATIVE_INFINITY;
      case "NaN":
      case "nan":
      case "NA":
        return Number.NaN;
      default:
        return this.#text();
    }
  }

  #text(): number {
    this.end = -1;
    return Number.NaN;
  }
}

/** (high·p + low) / t in double-double; NaN when the rounding cannot be certified. */
function divideExactly(high: number, low: number, p: number, t: number): number {
  const product = high * p;
  const productError = twoProductError(high, p, product);
  const sum = product + low;
  const carried = sum - product;
  const rest = product - (sum - carried) + (low - carried) + productError;
  const quotient = sum / t;
  const back = quotient * t;
  const remainder = sum - back - twoProductError(quotient, t, back) + rest;
  const correction = remainder / t;
  const lower = quotient + correction * (1 - 1e-9);
  const upper = quotient + correction * (1 + 1e-9);
  return lower === upper ? lower : Number.NaN;
}

function twoProductError(a: number, b: number, product: number): number {
  const ca = SPLITTER * a;
  const ah = ca - (ca - a);
  const al = a - ah;
  const cb = SPLITTER * b;
  const bh = cb - (cb - b);
  const bl = b - bh;
  return al * bl - (product - ah * bh - al * bh - ah * bl);
}

function isWordByte(c: number): boolean {
  return (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 43 || c === 45;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}
