import type { Command } from "commander";
import type { Context } from "../context.js";
import { defineCommand } from "../define-command.js";

/** `xinzhi import patents`: patent exports into the store. */
export function build(context: Context): Command {
  return defineCommand(context, {
    name: "patents",
    summary: { en: "patent exports (incoPat, Patentics, …)", zh: "专利导出表" },
    examples: ["xinzhi import patents corpus/patents.csv"],
  });
}
