import { join } from "node:path";
import type { Command } from "commander";
import { packageRoot } from "../../../base/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { runStudyFile } from "./run-study-file.js";

/** `xinzhi demo`: the bundled simulated study from reports and patents to the Word file. */
export function build(context: Context): Command {
  return defineCommand(context, {
    name: "demo",
    summary: {
      en: "run the bundled simulated study into out/demo/",
      zh: "运行随附的模拟研究，结果写入 out/demo/",
    },
    examples: ["xinzhi demo", "xinzhi demo --lang zh -o my-demo"],
  })
    .option("-o, --out <folder>", context.t("where to write", "输出文件夹"))
    .option("--force", context.t("run every step again", "全部重新运行"))
    .action(async (flags: { out?: string; force?: boolean }) => {
      await runStudyFile(context, {
        file: join(packageRoot(), "studies", "demo.yaml"),
        out: flags.out,
        only: undefined,
        rerun: flags.force === true ? "all" : "changed",
      });
    });
}
