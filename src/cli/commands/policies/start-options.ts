import type { Command } from "commander";
import type { Context } from "../../context.js";
import { cliError } from "../../errors.js";
import { oneOf } from "../../options.js";

/** `--start` and `--start-map`: from when a pilot counts. */
export function addStartOptions(command: Command, context: Context): void {
  const t = context.t.bind(context);
  command
    .option(
      "--start <rule>",
      t(
        "announcement | following: the list's year or the year after",
        "announcement | following：公布当年或次年",
      ),
      oneOf("--start", ["announcement", "following"]),
      "announcement",
    )
    .option(
      "--start-map <map>",
      t(
        "batch years as a paper has them: 2013:1=2012,2013:2=2013",
        "按论文口径指定批次年份：2013:1=2012,2013:2=2013",
      ),
      parseStartMap,
    );
}

function parseStartMap(text: string, before?: ReadonlyMap<string, number>): Map<string, number> {
  const map = new Map(before);
  for (const part of text.split(",")) {
    const at = part.lastIndexOf("=");
    const year = Number(part.slice(at + 1));
    if (at <= 0 || !Number.isInteger(year)) {
      throw cliError("bad-option", {
        option: "--start-map",
        value: part,
        expected: "YEAR:BATCH=START, as in 2013:1=2012",
      });
    }
    map.set(part.slice(0, at).trim(), year);
  }
  return map;
}
