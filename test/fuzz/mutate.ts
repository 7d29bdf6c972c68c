import type { Rng } from "../../src/base/index.js";

/** Changes bytes; `other` is another input of the same kind, for splices. */
export type Engine = (bytes: Buffer, rng: Rng, other: Buffer) => Buffer;

/** What breaks readers of text: quotes, marks, numbers at the edge, nesting, controls. */
const TOKENS = [
  ...['"', '""', "'", ",", ";", "\t", "\n", "\r", "\r\n\r\n", "\0", "\ufeff", "\u202e", "\u2028"],
  ...[
    "NaN",
    "Infinity",
    "-0",
    "1e999",
    "1e-400",
    "9007199254740993",
    "0x10",
    "1,234.5",
    "１２",
    "—",
  ],
  ...[
    "((((((((",
    "))))",
    "[[[[",
    "{{{{",
    "]]",
    "}}",
    "&a [*a]",
    "*x",
    "<<: *a",
    "- - - -",
    "!!js/x y",
  ],
  ...[
    "<div><div><table>",
    "</p>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<script>",
    "&#x0;",
    "&#1114112;",
    "&amp;amp;",
  ],
  ...["=1+1", "@SUM(A1)", "-1|2", "+", "~", "|", ":", "^-1", "%in%", "**", "i.", "L(", "factor("],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "null",
    "true",
    "2015年",
    "三十",
    "．",
    "　",
    "\ud800",
  ],
  ...[
    "\\u0000",
    "\\",
    "%00",
    "../..",
    "C:\\",
    "sep=;",
    "注：",
    "单位：万元",
    "{\\rtf1",
    "\\par",
    "�",
  ],
];

const place = (rng: Rng, bytes: Buffer): number => rng.integer(bytes.length + 1);
const span = (rng: Rng, bytes: Buffer): [number, number] => {
  const from = place(rng, bytes);
  const length = rng.integer(2) === 0 ? 1 + rng.integer(8) : rng.integer(bytes.length + 1);
  return [from, Math.min(bytes.length, from + length)];
};
const insert = (bytes: Buffer, at: number, what: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at)]);

/** Engines that know nothing of what they change. */
export const BYTE_ENGINES: Readonly<Record<string, Engine>> = {
  flip: (bytes, rng) => {
    const changed = Buffer.from(bytes);
    const at = rng.integer(Math.max(1, bytes.length));
    if (bytes.length > 0) changed[at] = changed[at]! ^ (1 << rng.integer(8));
    return changed;
  },
  byte: (bytes, rng) => {
    const changed = Buffer.from(bytes);
    if (bytes.length > 0) changed[rng.integer(bytes.length)] = rng.integer(256);
    return changed;
  },
  del: (bytes, rng) => {
    const [from, to] = span(rng, bytes);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  ins: (bytes, rng) => {
    const made = Buffer.from(Array.from({ length: 1 + rng.integer(8) }, () => rng.integer(256)));
    return insert(bytes, place(rng, bytes), made);
  },
  repeat: (bytes, rng) => {
    const [from, to] = span(rng, bytes);
    const piece = bytes.subarray(from, Math.min(to, from + 1000));
    const times = 1 + rng.integer(rng.integer(20) === 0 ? 2000 : 8);
    return insert(bytes, to, Buffer.concat(Array.from({ length: times }, () => piece)));
  },
  swap: (bytes, rng) => {
    const size = 1 + rng.integer(32);
    if (bytes.length < 2 * size) return bytes;
    const [a, b] = [rng.integer(bytes.length - size), rng.integer(bytes.length - size)];
    const changed = Buffer.from(bytes);
    bytes.copy(changed, a, b, b + size);
    bytes.copy(changed, b, a, a + size);
    return changed;
  },
  cut: (bytes, rng) => bytes.subarray(0, place(rng, bytes)),
  splice: (bytes, rng, other) =>
    Buffer.concat([bytes.subarray(0, place(rng, bytes)), other.subarray(place(rng, other))]),
  edge: (bytes, rng) => {
    if (bytes.length < 4) return bytes;
    const changed = Buffer.from(bytes);
    const edges = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe, 0xffff, 0x10000];
    changed.writeUInt32LE(edges[rng.integer(edges.length)]!, rng.integer(bytes.length - 3));
    return changed;
  },
};

/** Engines for text: tokens, lines, digits. */
export const TEXT_ENGINES: Readonly<Record<string, Engine>> = {
  token: (bytes, rng) => {
    const token = Buffer.from(TOKENS[rng.integer(TOKENS.length)]!);
    const [from, to] = span(rng, bytes);
    const cut = rng.integer(2) === 0 ? to : from;
    return Buffer.concat([bytes.subarray(0, from), token, bytes.subarray(cut)]);
  },
  line: (bytes, rng) => {
    const lines = bytes.toString("latin1").split("\n");
    const [a, b] = [rng.integer(lines.length), rng.integer(lines.length)];
    const how = rng.integer(3);
    if (how === 0) lines.splice(a, 1);
    else if (how === 1) lines.splice(a, 0, lines[b]!);
    else [lines[a], lines[b]] = [lines[b]!, lines[a]!];
    return Buffer.from(lines.join("\n"), "latin1");
  },
  digit: (bytes, rng) => {
    const places = [...bytes.keys()].filter((i) => bytes[i]! >= 48 && bytes[i]! <= 57);
    if (places.length === 0) return bytes;
    const changed = Buffer.from(bytes);
    changed[places[rng.integer(places.length)]!] = 48 + rng.integer(10);
    return changed;
  },
  indent: (bytes, rng) => {
    const at = bytes.indexOf(10, place(rng, bytes));
    return at < 0 ? bytes : insert(bytes, at + 1, Buffer.from(" ".repeat(1 + rng.integer(6))));
  },
};

/** One to three changes by engines chosen at random. */
export function mutate(bytes: Buffer, rng: Rng, engines: readonly Engine[], other: Buffer): Buffer {
  let changed = bytes;
  const count = 1 + (rng.integer(3) === 0 ? rng.integer(3) : 0);
  for (let i = 0; i < count; i++)
    changed = engines[rng.integer(engines.length)]!(changed, rng, other);
  return changed.subarray(0, 4 * 1024 ** 2);
}
