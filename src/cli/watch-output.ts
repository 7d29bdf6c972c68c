import type { UserError } from "../base/index.js";

/**
 * Listens to the output: a closed pipe (`| head`) ends the process quietly, a full disk with a
 * sentence and the code that `broken` is given.   中文: 监听输出错误
 */
export function watchOutput(argv: readonly string[], broken: (code: number) => void): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // A closed pipe is not an error of ours.
    if (error.code === "EPIPE") process.exit(0);
    void import("./errors.js").then(async ({ cliError }) => {
      broken(await tell(cliError("output", { reason: error.code ?? error.message }), argv));
    });
  });
  // Nobody hears what cannot be said.
  process.stderr.on("error", () => {});
}

/** Says an error of the user in the language of the command line; the exit code. */
export async function tell(error: UserError, argv: readonly string[]): Promise<number> {
  const { languageOf } = await import("./language.js");
  const lang = languageOf(argv, process.env);
  const word = lang === "zh" ? "错误" : "Error";
  process.stderr.write(`${word} [${error.code}]: ${error.toText(lang)}\n`);
  return 2;
}
