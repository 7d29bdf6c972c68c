import { describe, expect, it } from "vitest";
import { isBehind } from "../../../src/study/lineage/is-behind.js";
import type { PatentEvidence } from "../../../src/study/stages/patent-evidence.js";

const rule = (industry: string) => ({ symbol: "H01L", industry, code: "1.2", name: "n", row: 7 });
const plain: PatentEvidence = {
  codes: ["110100"],
  firms: ["甲公司"],
  year: 2010,
  patent: "P1",
  application: "P1",
  title: "t",
  symbols: "H01L",
  rules: [],
  joint: false,
  granted: false,
  cited: false,
  transferred: false,
};
const key = { ...plain, rules: [rule("新材料产业"), rule("生物产业")] };

describe("whether a patent is one of those counted", () => {
  it("keeps key technology and the rest apart", () => {
    for (const measure of ["key", "ln_key", "width2", "key_新材料产业", "key_生物产业"]) {
      expect([isBehind(measure, key), isBehind(measure, plain)], measure).toEqual([true, false]);
    }
    for (const measure of ["nonkey", "ln_nonkey"]) {
      expect([isBehind(measure, key), isBehind(measure, plain)], measure).toEqual([false, true]);
    }
    expect([isBehind("total", key), isBehind("total", plain)]).toEqual([true, true]);
    expect(isBehind("key_新能源产业", key)).toBe(false);
  });

  it("asks for a rule of the field, by its code alone or with the industry", () => {
    const other = { ...key, rules: [{ ...rule("生物产业"), code: "4.1" }] };
    for (const measure of ["field_1.2", "field_新材料产业_1.2"]) {
      expect([isBehind(measure, key), isBehind(measure, other)], measure).toEqual([true, false]);
    }
    expect(isBehind("field_生物产业_4.1", other)).toBe(true);
    expect(isBehind("field_新材料产业_4.1", other)).toBe(false);
  });

  it("asks for every quality that the measure names", () => {
    const joint = { ...key, joint: true };
    expect(isBehind("key_joint", key)).toBe(false);
    expect(isBehind("key_joint", joint)).toBe(true);
    expect(isBehind("key_joint_granted", joint)).toBe(false);
    expect(isBehind("key_joint_granted", { ...joint, granted: true })).toBe(true);
    expect(isBehind("joint", { ...plain, joint: true })).toBe(true);
    expect(isBehind("granted", plain)).toBe(false);
    expect(isBehind("key_cited", { ...key, cited: true })).toBe(true);
  });

  it("gives what was received by transfer to transfers alone", () => {
    const received = { ...key, joint: true, transferred: true };
    expect(isBehind("transfer_weight", received)).toBe(true);
    expect(isBehind("transfer_weight", key)).toBe(false);
    for (const measure of ["total", "key", "joint", "coop_weight"]) {
      expect(isBehind(measure, received), measure).toBe(false);
    }
  });
});
