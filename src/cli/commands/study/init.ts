import { join } from "node:path";
import type { Command } from "commander";
import { writeTemplate } from "../../../study/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";

/** `xinzhi init [DIR]`: a commented study that runs as it stands. */
export function build(context: Context): Command {
  return defineCommand(context, {
    name: "init",
    summary: {
      en: "write a commented study file that runs as it stands, on simulated data",
      zh: "生成带注释、可直接运行（模拟数据）的研究文件",
    },
    examples: ["xinzhi init my-study"],
  })
    .argument("[folder]", context.t("where to write", "写到哪个文件夹"), ".")
    .action((folder: string) => {
      const files = writeTemplate(folder);
      const file = join(folder, "study.yaml");
      context.print(
        context.t(
          `${file} is written, with simulated data in ${join(folder, "data")}.\nNext: xinzhi study run ${file}`,
          `已生成 ${file}，模拟数据在 ${join(folder, "data")}。\n下一步：xinzhi study run ${file}`,
        ),
        { kind: "init", folder, files },
      );
    });
}
