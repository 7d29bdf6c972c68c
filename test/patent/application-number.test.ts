import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkDigit,
  readApplicationNumber,
} from "../../src/patent/applicant/application-number.js";
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

  it("has one key for all spellings, and none where the check digit is wrong", () => {
    const spellings = ["CN202011172919.0", "ZL202011172919.0", "2020111729190", "CN202011172919A"];
    const keys = spellings.map((s) => parseApplicationNumber(s, "CN").key);
    expect(new Set(keys)).toEqual(new Set(["CN202011172919"]));
    expect(parseApplicationNumber("CN202011172919.3").key).toBeNull();
  });

  it.each([
    // The number, the country's cell, the publication number; what it is read as.
    ["202011172919.3", "", "", "wrong", null],
    ["ZL202011172919.3", "", "", "wrong", null],
    ["2020111729193", "中国", "", "wrong", null],
    ["2020111729193", "", "CN112000000A", "wrong", null],
    ["01101234", "", "CN1123456A", "none", "CN01101234"],
    ["2020111729190", "", "", "right", "CN202011172919"],
    ["17000000", "", "", "none", "XX17000000"],
    ["2020111729193", "", "", "none", "XX2020111729193"],
    ["17000000", "美国", "US20210000001A1", "none", "US17000000"],
    ["18123456.7", "EP", "", "none", "EP18123456"],
    ["18123456.7", "欧洲专利局", "EP3500000A1", "none", "EP18123456"],
    ["CN2016/112376", "WO", "WO2015161828", "none", "CN2016/112376"],
    ["CN202011172919.0", "世界知识产权组织", "WO2015161828", "right", "CN202011172919"],
  ])("in a row reads %s (%s, %s) with check digit %s", (raw, country, publication, check, key) => {
    expect(readApplicationNumber(raw, country, publication)).toMatchObject({ check, key });
  });

  it("leaves numbers of other offices alone", () => {
    expect(parseApplicationNumber("US17000000", "US")).toMatchObject({
      text: "US17000000",
      country: "US",
      check: "none",
      key: "US17000000",
    });
    expect(parseApplicationNumber("17000000", "US")).toMatchObject({
      text: "17000000",
      key: "US17000000",
    });
    expect(parseApplicationNumber("").key).toBeNull();
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
