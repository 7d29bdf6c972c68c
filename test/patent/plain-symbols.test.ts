import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCell } from "../../src/patent/symbol/parse-ipc-list.js";
import { plainSymbols } from "../../src/patent/symbol/plain-symbols.js";

const digits = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: min, maxLength: max });

/** Symbols as written, mostly well, sometimes with too many digits or in another scheme. */
const piece = fc.oneof(
  { weight: 8, arbitrary: symbol() },
  fc.constantFrom("", " ", "-", "14-04(13)", "Y02P 90/02", "b62b 3/00", "B62B000300", "G06F"),
  fc.constantFrom("H04L 27/26 (2006.01) I", "G06Q 10/06 资源, 工作流", "［A01B1/00］", "H00L1/00"),
);

function symbol() {
  return fc
    .tuple(
      fc.constantFrom(..."ABCDEFGHI"),
      digits(2, 2),
      fc.constantFrom(..."AFLZ"),
      fc.constantFrom("", " ", "  "),
      digits(1, 5),
      digits(1, 7),
      fc.constantFrom("", " "),
    )
    .map(([s, c, l, gap, group, sub, end]) => `${s}${c}${l}${gap}${group}/${sub}${end}`);
}

const cell = fc
  .array(
    fc.tuple(piece, fc.constantFrom(";", "; ", "；", ",", "，", "、", "|", " | ", "%", "\n")),
    {
      maxLength: 40,
    },
  )
  .map((list) => list.map(([text, mark]) => text + mark).join(""));

describe("the quick reading of plainly written cells", () => {
  it("is either the full reading or declines", () => {
    let plain = 0;
    fc.assert(
      fc.property(cell, (text) => {
        const quick = plainSymbols(text);
        if (quick === undefined) return;
        plain++;
        expect(quick).toEqual(readCell(text));
      }),
      { numRuns: 2000 },
    );
    expect(plain).toBeGreaterThan(20);
  });

  it.each([
    ["H04L27/26", ["H04L27/26"]],
    ["H04L 27/26; G06F  3/01|H04L27/26", ["H04L27/26", "G06F3/01"]],
    ["H04L0027/2600", ["H04L27/26"]],
    ["", []],
  ])("reads %j", (text, symbols) => expect(plainSymbols(text)?.symbols).toEqual(symbols));

  it.each(["h04l27/26", "H04L27/26 (2006.01)", "H04L27", "H00L1/00", "H04L0/26", "14-04", "[]"])(
    "leaves %j to the full reading",
    (text) => expect(plainSymbols(text)).toBeUndefined(),
  );
});
