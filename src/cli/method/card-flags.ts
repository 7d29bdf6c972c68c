import { type Command, Option } from "commander";
import { checkOptions, flagOf, type MethodOption, type OptionShape } from "../../result/index.js";
import type { Context } from "../context.js";
import { placeholderOf, readOption } from "./option-text.js";

/** An option of a card as the command line has it.   中文: 卡片选项的命令行形式 */
export interface CardFlag {
  /** Its name in the card. */
  readonly name: string;
  readonly option: MethodOption;
  /** `--balance-e` */
  readonly flag: string;
  /** As commander calls it: `balanceE`. */
  readonly attribute: string;
  /** Of the method, or of what is written of its result. */
  readonly of: "options" | "output";
  /** A word of an earlier version: the value it stands for, or null where it takes one. */
  readonly was?: string | null;
}

/** What of a card the command line reads. */
export interface CardOptions {
  readonly name: string;
  readonly options: OptionShape;
  readonly output?: OptionShape;
}

/** Every option of a card by its flag, those of earlier versions after them.   中文: 卡片的命令行选项 */
export function cardFlags({ options, output = {} }: CardOptions): readonly CardFlag[] {
  const all = [
    ...Object.entries(options).map((entry) => [...entry, "options"] as const),
    ...Object.entries(output).map((entry) => [...entry, "output"] as const),
  ];
  const flag = (name: string) => ({ flag: `--${name}`, attribute: camel(name) });
  return [
    ...all.map(([name, option, of]) => ({ name, option, of, ...flag(flagOf(name, option)) })),
    ...all.flatMap(([name, option, of]) =>
      Object.entries(option.was ?? {}).map(([word, was]) => ({
        ...{ name, option, of, was },
        ...flag(word),
      })),
    ),
  ];
}

/** Adds the options of cards that the command does not have yet; their texts are read by each card. */
export function addCardOptions(
  command: Command,
  context: Context,
  cards: readonly CardOptions[],
): void {
  const all = cards.flatMap((card) => cardFlags(card));
  for (const { flag, option, was } of all) {
    if (command.options.some((o) => o.long === flag)) continue;
    const takers = cards.filter((c) => cardFlags(c).some((f) => f.flag === flag));
    const names = takers.map((c) => c.name).join(", ");
    const shown = new Option(signOf(flag, option, was), `${names}: ${context.local(option)}`);
    command.addOption(was === undefined ? shown : shown.hideHelp());
  }
}

/** How an option is written in help: `--shifts <k,…>`. */
export function signOf(flag: string, option: MethodOption, was?: string | null): string {
  const value = typeof was === "string" ? "" : placeholderOf(option);
  return value === "" ? flag : `${flag} ${value}`;
}

/**
 * The options of a card that were written on the command line, checked; a word of an earlier version
 * is read as the one of now, and this is said.   中文: 读取卡片选项
 *
 * Errors    method/bad-option, method/needs-option, method/option-missing
 */
export function readCardOptions(
  command: Command,
  context: Context,
  card: CardOptions,
): Record<CardFlag["of"], Readonly<Record<string, unknown>>> {
  const found: Record<CardFlag["of"], Record<string, unknown>> = { options: {}, output: {} };
  for (const { name, option, flag, attribute, of, was } of cardFlags(card)) {
    if (command.getOptionValueSource(attribute) !== "cli") continue;
    const written = command.getOptionValue(attribute) as unknown;
    const text = typeof was === "string" ? was : written;
    found[of][name] = typeof text === "string" ? readOption(card.name, flag, option, text) : text;
    if (was === undefined) continue;
    const now = `--${flagOf(name, option)}${was === null ? "" : ` ${was}`}`;
    context.say(context.t(`${flag} is now ${now}`, `${flag} 现写作 ${now}`));
  }
  const naming = (name: string, option: MethodOption) => `--${flagOf(name, option)}`;
  return {
    options: checkOptions(card.name, card.options, found.options, naming),
    output: checkOptions(card.name, card.output ?? {}, found.output, naming),
  };
}

/** `balance-e` as commander calls it: `balanceE`. */
function camel(flag: string): string {
  return flag.replace(/-([a-z])/g, (_, c: string) => c.toUpperCase());
}
