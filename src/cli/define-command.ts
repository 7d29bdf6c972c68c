import { Command } from "commander";
import type { Localized } from "../base/index.js";
import type { Context } from "./context.js";

/** How a command presents itself. */
export interface CommandFace {
  readonly name: string;
  readonly summary: Localized;
  /** Examples that run as printed. */
  readonly examples: readonly string[];
}

/**
 * A command with the options that all commands share (`--json --lang --db --quiet`), strict about
 * unknown options, and with runnable examples in its help.   中文: 定义命令
 */
export function defineCommand(context: Context, face: CommandFace): Command {
  const t = context.t.bind(context);
  const command = new Command(face.name)
    .description(context.local(face.summary))
    .option("--json", t("print exactly one JSON value", "只输出一个 JSON 值"))
    .option("--lang <zh|en>", t("language of messages", "界面语言"))
    .option("--db <file>", t("SQLite store", "SQLite 数据库文件"), "xinzhi.db")
    .option(
      "--limits <list>",
      t(
        "other limits of input: seconds=600,yamlNodes=1e7",
        "放宽输入限制：seconds=600,yamlNodes=1e7",
      ),
    )
    .option("--quiet", t("no progress and remarks on stderr", "不显示进度与说明"))
    .helpOption("-h, --help", t("show this help", "显示帮助"))
    .showSuggestionAfterError(true)
    .allowExcessArguments(false);
  const title = t("Examples", "示例");
  if (face.examples.length > 0) {
    command.addHelpText("after", `\n${title}:\n${face.examples.map((e) => `  ${e}`).join("\n")}\n`);
  }
  return command;
}
