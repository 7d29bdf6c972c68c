import type { Command } from "commander";
import type { Localized } from "../base/index.js";
import type { TableStyle } from "../report/index.js";
import type { Context } from "./context.js";
import { cliError } from "./errors.js";
import { oneOf, repeatable, wholeNumber } from "./options.js";

/** Options of the tables that `regress` and `did` write. */
export interface RawTableOptions {
  readonly title?: string;
  readonly label?: readonly string[];
  readonly digits?: number;
  readonly parentheses?: "se" | "t";
  readonly stars?: "show" | "none";
}

/** Their names, which every method of `did` takes. */
export const TABLE_OPTIONS = ["title", "label", "digits", "parentheses", "stars"] as const;

/** Adds the options of the written table.   中文: 添加输出表格选项 */
export function addTableOptions(command: Command, context: Context): Command {
  const t = context.t.bind(context);
  return command
    .option("--title <text>", t("title of the written table", "输出表格的标题"))
    .option(
      "--label <name=text>",
      t("name in the written table; repeatable", "输出表格中的名称；可重复"),
      repeatable,
    )
    .option("--digits <n>", t("digits of estimates", "系数的小数位数"), wholeNumber("--digits"))
    .option(
      "--parentheses <what>",
      t("in parentheses: se | t", "括号内：se | t"),
      oneOf("--parentheses", ["se", "t"]),
    )
    .option("--stars <rule>", "show | none", oneOf("--stars", ["show", "none"]));
}

/**
 * The style that the options ask for; null where none was given.   中文: 读取表格样式
 *
 * Errors    cli/bad-option — no file is written, or a label without "=".
 */
export function readTableStyle(
  raw: RawTableOptions,
  outputs: readonly string[],
): TableStyle | null {
  const given = TABLE_OPTIONS.filter((name) => raw[name] !== undefined);
  if (given.length === 0) return null;
  const [first] = given;
  if (outputs.length === 0) {
    throw cliError("bad-option", {
      option: `--${first}`,
      value: String(raw[first!]),
      expected: "-o FILE with it: it is about the table that is written",
    });
  }
  const { title, digits, parentheses, stars } = raw;
  const labels = Object.fromEntries((raw.label ?? []).map(labelOf));
  return {
    ...(title === undefined ? {} : { title }),
    ...(digits === undefined ? {} : { digits }),
    ...(parentheses === undefined ? {} : { parentheses }),
    ...(stars === undefined ? {} : { stars }),
    labels,
  };
}

function labelOf(text: string): [string, Localized] {
  const at = text.indexOf("=");
  const name = text.slice(0, at).trim();
  const label = text.slice(at + 1).trim();
  if (at > 0 && name !== "" && label !== "") return [name, { en: label, zh: label }];
  throw cliError("bad-option", { option: "--label", value: text, expected: "name=text" });
}
