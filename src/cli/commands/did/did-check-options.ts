import type { Command } from "commander";
import { didError } from "../../../did/index.js";
import { type DidMethod, EVERYWHERE } from "./did-method.js";

/** Options of every command, which no method reads. */
export const COMMON: readonly string[] = ["json", "lang", "db", "limits", "quiet", ...EVERYWHERE];

/**
 * Refuses every option given that the method does not read.   中文: 拒绝该方法用不到的选项
 *
 * Errors    did/unused-option — names the methods that take it
 */
export function checkDidOptions(
  command: Command,
  method: string,
  methods: Readonly<Record<string, DidMethod>>,
): void {
  const { takes } = methods[method]!;
  for (const option of command.options) {
    const name = option.attributeName();
    const given = command.getOptionValueSource(name) === "cli";
    if (!given || COMMON.includes(name) || takes.includes(name)) continue;
    const others = Object.entries(methods).flatMap(([other, { takes: own }]) =>
      own.includes(name) ? [other] : [],
    );
    throw didError("unused-option", { method, option: option.long!, methods: others });
  }
}

/**
 * Refuses options that another option of the same method makes meaningless.
 * 中文: 拒绝因其他选项而失效的选项
 *
 * Errors    did/bad-option — says what must stand with it
 * @example needsWith(given, ["draws", "seed"], wild !== null, "--wild with it")
 */
export function needsWith(
  given: ReadonlySet<string>,
  names: readonly string[],
  holds: boolean,
  expected: string,
): void {
  if (holds) return;
  for (const name of names) {
    if (!given.has(name)) continue;
    const option = `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;
    throw didError("bad-option", { option, value: "", expected });
  }
}

/** The names of the options given on the command line. */
export function givenOptions(command: Command): ReadonlySet<string> {
  const names = command.options.map((o) => o.attributeName());
  return new Set(names.filter((n) => command.getOptionValueSource(n) === "cli"));
}
