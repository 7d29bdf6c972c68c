import { nearest } from "../base/index.js";
import { cliError } from "./errors.js";

/** Parser for a whole-number option (commander hands parsers the default as a second argument). */
export function wholeNumber(option: string, least = 0): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || text.trim() === "") {
      throw cliError("bad-option", {
        option,
        value: text,
        expected: `a whole number of at least ${least}`,
      });
    }
    return value;
  };
}

/** Parser for a real-number option. */
export function realNumber(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isFinite(value) || text.trim() === "") {
      throw cliError("bad-option", { option, value: text, expected: "a number" });
    }
    return value;
  };
}

/** Parser for an option with fixed values; a typo is answered with the nearest one. */
export function oneOf<T extends string>(
  option: string,
  choices: readonly T[],
): (text: string) => T {
  return (text) => {
    const found = choices.find((c) => c === text);
    if (found !== undefined) return found;
    throw cliError("bad-option", {
      option,
      value: text,
      expected: choices.join(" | "),
      nearest: nearest(text, choices),
    });
  };
}

/** Parser for comma-separated names: `a,b` → `["a", "b"]`. */
export function nameList(text: string): string[] {
  return text
    .split(",")
    .map((s) => s.trim())
    .filter((s) => s !== "");
}

/** Columns of clusters: `a,b`, or fixest's `~a + b`. */
export function clusterNames(text: string): string[] {
  return text.trim().startsWith("~")
    ? nameList(text.trim().slice(1).replaceAll("+", ","))
    : nameList(text);
}

/** Collects a repeatable option. */
export function repeatable(text: string, before: string[] | undefined): string[] {
  return [...(before ?? []), text];
}

/** Parser of a confidence level in percent: `90` is 0.9. */
export function confidenceLevel(text: string): number {
  const percent = realNumber("--level")(text);
  if (percent >= 50 && percent < 100) return percent / 100;
  throw cliError("bad-option", {
    option: "--level",
    value: text,
    expected: "a percentage from 50 to below 100, such as 90, 95 or 99",
  });
}
