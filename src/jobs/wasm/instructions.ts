/** Bytes of a piece of WebAssembly code; expressions leave one value on the stack. */
export type Code = readonly number[];

/** Types of locals. */
export const I32 = 0x7f;
export const F64 = 0x7c;
export const V128 = 0x7b;

/** Number of a local of the function. */
export type Local = number;

/** Unsigned LEB128. */
export function unsigned(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    if (rest === 0) return [...out, low];
    out.push(low | 0x80);
  }
}

/** Signed LEB128 of a 32-bit number. */
function signed(value: number): number[] {
  const out: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    if (done) return [...out, low];
    out.push(low | 0x80);
  }
}

export const seq = (...parts: readonly Code[]): Code => parts.flat();
export const get = (local: Local): Code => [0x20, ...unsigned(local)];
export const set = (local: Local, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const int = (value: number): Code => [0x41, ...signed(value)];

export const addInt = (a: Code, b: Code): Code => [...a, ...b, 0x6a];
export const subInt = (a: Code, b: Code): Code => [...a, ...b, 0x6b];
export const mulInt = (a: Code, b: Code): Code => [...a, ...b, 0x6c];
export const isBelow = (a: Code, b: Code): Code => [...a, ...b, 0x49];

const at = (offset: number, align: number): number[] => [align, ...unsigned(offset)];
export const loadInt = (address: Code, offset = 0): Code => [...address, 0x28, ...at(offset, 2)];
export const loadNumber = (address: Code, offset = 0): Code => [...address, 0x2b, ...at(offset, 3)];

export const storeNumber = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  0x39,
  ...at(offset, 3),
];
/** The first value when the condition is not zero, else the second. */
export const select = (a: Code, b: Code, condition: Code): Code => [...a, ...b, ...condition, 0x1b];
export const isZero = (a: Code): Code => [...a, 0x45];

export const addNumber = (a: Code, b: Code): Code => [...a, ...b, 0xa0];
export const subNumber = (a: Code, b: Code): Code => [...a, ...b, 0xa1];
export const mulNumber = (a: Code, b: Code): Code => [...a, ...b, 0xa2];

/** Sets `bytes` bytes from an address to zero. */
export const fillZero = (address: Code, bytes: Code): Code => [
  ...address,
  ...int(0),
  ...bytes,
  0xfc,
  0x0b,
  0x00,
];

/** Runs the body while `pointer` lies below `end`; the body moves the pointer. */
export const whileBelow = (pointer: Local, end: Code, ...body: readonly Code[]): Code => [
  ...isBelow(get(pointer), end),
  ...[0x04, 0x40, 0x03, 0x40],
  ...seq(...body),
  ...isBelow(get(pointer), end),
  ...[0x0d, 0x00, 0x0b, 0x0b],
];

/** pointer += by */
export const advance = (pointer: Local, by: number): Code =>
  set(pointer, addInt(get(pointer), int(by)));

/** One or two neighbouring columns that one instruction handles. */
export interface Lane {
  readonly offset: number;
  readonly type: typeof V128 | typeof F64;
}

/** K interleaved columns as pairs, the last alone when K is odd. */
export function lanesOf(K: number): readonly Lane[] {
  return Array.from({ length: Math.ceil(K / 2) }, (_, i) => ({
    offset: 16 * i,
    type: 2 * i + 1 < K ? V128 : F64,
  }));
}

const isPair = (lane: Lane): boolean => lane.type === V128;

export const loadLane = (lane: Lane, address: Code): Code =>
  isPair(lane) ? [...address, 0xfd, 0x00, ...at(lane.offset, 3)] : loadNumber(address, lane.offset);

export const storeLane = (lane: Lane, address: Code, value: Code): Code =>
  isPair(lane)
    ? [...address, ...value, 0xfd, 0x0b, ...at(lane.offset, 3)]
    : storeNumber(address, value, lane.offset);

export const addLane = (lane: Lane, a: Code, b: Code): Code =>
  isPair(lane) ? [...a, ...b, 0xfd, 0xf0, 0x01] : addNumber(a, b);

export const subLane = (lane: Lane, a: Code, b: Code): Code =>
  isPair(lane) ? [...a, ...b, 0xfd, 0xf1, 0x01] : subNumber(a, b);

export const mulLane = (lane: Lane, a: Code, b: Code): Code =>
  isPair(lane) ? [...a, ...b, 0xfd, 0xf2, 0x01] : mulNumber(a, b);

/** A number for both columns of a lane. */
export const splat = (lane: Lane, value: Code): Code =>
  isPair(lane) ? [...value, 0xfd, 0x14] : value;

export const zeroLane = (lane: Lane): Code => splat(lane, [0x44, 0, 0, 0, 0, 0, 0, 0, 0]);
