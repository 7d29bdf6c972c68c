import { getHeapStatistics } from "node:v8";
import { type Command, CommanderError } from "commander";
import {
  fileError,
  Interrupted,
  nearest,
  parseLimits,
  terminalText,
  UserError,
  useLimits,
  useStopFlag,
} from "../base/index.js";
import { whenBusy } from "../store/index.js";
import { type CommandEntry, commands } from "./commands.js";
import { Context, EXIT } from "./context.js";
import { cliError } from "./errors.js";
import { firstPage } from "./first-page.js";
import { INTERRUPTED_WORDS } from "./interrupted-words.js";
import type { Io } from "./io.js";
import { optionValue } from "./language.js";
import { typedLine } from "./typed-line.js";
import { usageWords } from "./usage-words.js";

/**
 * Runs one command line and returns its exit code; prints nowhere but through `io`.
 * 中文: 运行命令行
 *
 * @example await runCli(["--version"], io) // 0
 */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  const context = new Context(io, argv);
  try {
    if (io.stop !== undefined) useStopFlag(io.stop);
    whenBusy((file) =>
      context.say(
        context.t(
          `${file}: another run is using the store; waiting for it …`,
          `${file}：另一个任务正在使用该数据库，等待中…`,
        ),
      ),
    );
    useLimits(parseLimits(optionValue(argv, "--limits") ?? ""));
    await dispatch(argv, context);
    return context.exitCode;
  } catch (error) {
    return report(error, context);
  }
}

async function dispatch(argv: readonly string[], context: Context): Promise<void> {
  const name = argv[0];
  const page = firstPage(argv, context.io.env);
  if (name === undefined || page !== null) {
    context.io.stdout(page ?? "");
    return;
  }
  const entry: CommandEntry | undefined = Object.hasOwn(commands, name)
    ? commands[name]
    : undefined;
  if (entry === undefined) {
    const at = name.startsWith("-") ? undefined : nearest(name, Object.keys(commands));
    throw cliError("unknown-command", { name, nearest: at, typed: typedLine(argv) });
  }
  const command = (await entry.load()).build(context);
  prepare(command, context);
  await command.parseAsync(argv.slice(1), { from: "user" });
}

/** Sends commander's words through `io` and turns its exits into exceptions, at every depth. */
function prepare(command: Command, context: Context): void {
  command.exitOverride().configureOutput({
    writeOut: context.io.stdout,
    writeErr: () => {},
  });
  if (command.parent === null) command.name(`xinzhi ${command.name()}`);
  for (const child of command.commands) prepare(child, context);
}

function report(error: unknown, context: Context): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.done;
    const command = context.argv[0] ?? "";
    const message = usageWords(error.message);
    return report(cliError("usage", { message, command, typed: typedLine(context.argv) }), context);
  }
  if (error instanceof Interrupted || context.io.signal.aborted) {
    context.io.stderr(`${context.local(INTERRUPTED_WORDS)}\n`);
    return EXIT.interrupted;
  }
  if (error instanceof UserError) {
    context.io.stderr(
      `${context.t("Error", "错误")} [${error.code}]: ${terminalText(error.toText(context.lang))}\n`,
    );
    return EXIT.userError;
  }
  const own = knownTrouble(error);
  if (own !== undefined) return report(own, context);
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const cause =
    error instanceof Error && error.cause !== undefined ? `\ncause: ${error.cause}` : "";
  context.io.stderr(
    `${context.t(
      "This is a fault of xinzhi, not of your input. Please report it with these lines:",
      "这是 xinzhi 的缺陷，不是您的输入有误。请将以下内容报告给我们：",
    )}\n${terminalText(detail + cause)}\n`,
  );
  return EXIT.fault;
}

/** An array or a text larger than the engine has room for. */
const OUT_OF_ROOM = /allocation failed|Invalid string length|string longer than/;

/** Trouble of the world outside that reached the top: said as such, not as a fault of ours. */
function knownTrouble(error: unknown): UserError | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === "SourceError") {
    const { url, reason, retry } = error as Error & Record<"url" | "reason" | "retry", string>;
    const cause = error.cause instanceof Error ? `: ${error.cause.message}` : "";
    return cliError("source", { url, reason: `${reason}${cause}`, retry });
  }
  if (error instanceof RangeError && /call stack/.test(error.message)) {
    return cliError("too-deep", {}, error);
  }
  if (error instanceof RangeError && OUT_OF_ROOM.test(error.message)) {
    const megabytes = Math.floor(getHeapStatistics().heap_size_limit / 2 ** 20);
    return cliError("memory", { megabytes }, error);
  }
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (code !== undefined && /^(?:EROFS|EACCES|EPERM|ENOSPC|EDQUOT|ENOTDIR|EIO)$/.test(code)) {
    return fileError("not-writable", { file: path ?? syscall ?? "?", reason: code }, error);
  }
  return undefined;
}
