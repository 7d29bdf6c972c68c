/** Text in an encoding of two bytes, by looking up what the platform decodes. */
export function encodeAs(text: string, charset: "gb18030" | "big5"): Buffer {
  const codes = tableOf(charset);
  return Buffer.concat(
    [...text].map((c) => {
      if (c.charCodeAt(0) < 0x80) return Buffer.from(c);
      const pair = codes.get(c);
      if (pair === undefined) throw new Error(`${c} is not in ${charset}`);
      return Buffer.from(pair);
    }),
  );
}

const tables = new Map<string, Map<string, readonly [number, number]>>();

function tableOf(charset: string): Map<string, readonly [number, number]> {
  let table = tables.get(charset);
  if (table !== undefined) return table;
  table = new Map();
  const decoder = new TextDecoder(charset);
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const shown = decoder.decode(Uint8Array.of(lead, trail));
      if (shown.length === 1 && shown !== "\ufffd" && !table.has(shown)) {
        table.set(shown, [lead, trail]);
      }
    }
  }
  tables.set(charset, table);
  return table;
}
