import type { Command } from "commander";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { build as buildAnnualReports } from "./import-annual-reports.js";
import { build as buildPatents } from "./import-patents.js";
import { build as buildReports } from "./import-reports.js";

/** `xinzhi import`: files into the store.   中文: 导入文件 */
export function build(context: Context): Command {
  const root = defineCommand(context, {
    name: "import",
    summary: {
      en: "put reports, annual reports and patents into the store",
      zh: "将政府工作报告、年报与专利导入数据库",
    },
    examples: ["xinzhi import reports corpus/reports", "xinzhi import patents corpus/patents.csv"],
  });
  root.addCommand(buildReports(context));
  root.addCommand(buildAnnualReports(context));
  root.addCommand(buildPatents(context));
  return root;
}
