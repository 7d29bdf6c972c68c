import type { Rng } from "../../src/base/index.js";
import type { Engine } from "./mutate.js";

/** What a reader made of an input. */
export interface Reading {
  /** All that was read, in a form that can be compared. */
  readonly value: string;
  /** Whether it said that something was repaired, left out or changed. */
  readonly told: boolean;
}

/** A reader under test. */
export interface Target {
  readonly name: string;
  readonly ending: string;
  readonly seeds: readonly Buffer[];
  readonly engines: readonly Engine[];
  /** How an input is made from a seed; default by the engines. */
  readonly change?: (seed: Buffer, rng: Rng, other: Buffer) => Buffer;
  readonly read: (bytes: Buffer, path: string) => Promise<Reading>;
  /**
   * How a silent change is known. `same`: the format carries sums, so that what reads without a word
   * must read as the seed did. A function: what another reader makes of it; undefined where it has no
   * opinion. `none`: a changed input is another input.
   */
  readonly oracle: "same" | "none" | ((bytes: Buffer) => string | undefined);
}

/** What became of an input. */
export type Outcome = "error" | "right" | "told" | "other" | "wrong" | "crash" | "hang";

/** An outcome with what to look at. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly detail: string;
}

/** Reads an input and judges what came of it; `intact` is what the seed reads as. */
export async function judge(
  target: Target,
  bytes: Buffer,
  path: string,
  intact: string | undefined,
): Promise<Verdict> {
  let reading: Reading;
  try {
    reading = await target.read(bytes, path);
  } catch (error) {
    const { name, message, stack } = error as Error;
    if (name === "UserError" || name === "SourceError") {
      return { outcome: "error", detail: (error as { code?: string }).code ?? message };
    }
    return { outcome: "crash", detail: stack ?? String(error) };
  }
  const { value, told } = reading;
  const expected = typeof target.oracle === "function" ? target.oracle(bytes) : intact;
  if (expected !== undefined && value === expected) return { outcome: "right", detail: "" };
  if (target.oracle === "none" || expected === undefined) return { outcome: "other", detail: "" };
  if (told) return { outcome: "told", detail: "" };
  return { outcome: "wrong", detail: difference(expected, value) };
}

function difference(expected: string, value: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === value[at]) at++;
  const around = (text: string): string =>
    JSON.stringify(text.slice(Math.max(0, at - 40), at + 60));
  return `expected ${around(expected)}\nread     ${around(value)}`;
}
