import type { Command } from "commander";
import type { Context } from "../../context.js";
import { addEstimationOptions } from "../../estimation-options.js";
import { addCardOptions } from "../../method/card-flags.js";
import { oneOf } from "../../options.js";
import { addTableOptions } from "../../table-options.js";
import type { DidMethod } from "./did-method.js";

/** Adds the options of the methods to the command. */
export function addDidOptions(
  command: Command,
  context: Context,
  methods: Readonly<Record<string, DidMethod>>,
): Command {
  const t = context.t.bind(context);
  addEstimationOptions(command, context);
  addTableOptions(command, context);
  command
    .requiredOption("--unit <column>", t("column of units", "单位列"))
    .requiredOption("--time <column>", t("column of periods (whole numbers)", "时期列（整数）"))
    .option(
      "--first <column>",
      t(
        "first treated year; 0 or Inf = never, empty = not in the sample (never where the column has no 0 or Inf)",
        "首次处理年份；0 或 Inf = 从未处理，空 = 不在样本中（列中没有 0 或 Inf 时为从未处理）",
      ),
    )
    .option(
      "--treatment <column>",
      t(
        "0/1 treatment, from which the first year is taken, instead of --first",
        "0/1 处理变量，由其推出首次处理年份（代替 --first）",
      ),
    )
    .option(
      "--empty <meaning>",
      t(
        "what an empty first year stands for: never | excluded",
        "首次处理年份为空的含义：never | excluded",
      ),
      oneOf("--empty", ["never", "excluded"]),
    );
  addCardOptions(
    command,
    context,
    Object.values(methods).map((m) => m.card),
  );
  return command;
}
