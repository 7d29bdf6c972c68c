import type { Command } from "commander";
import { Store } from "../../../store/index.js";
import { importAnnualReports, parseColumnMap } from "../../../text/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { nameList, wholeNumber } from "../../options.js";
import { printImport } from "./import-summary.js";

interface Options {
  readonly year?: number;
  readonly map?: string[];
  readonly threads?: number;
}

/** `xinzhi import annual-reports`: annual reports of listed firms into the store. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "annual-reports",
    summary: {
      en: "annual reports of listed firms: 600000_2019.txt, or tables with firm, year, text",
      zh: "上市公司年报：600000_2019.txt，或含 firm、year、text 列的表",
    },
    examples: ["xinzhi import annual-reports corpus/reports/960100_2015.txt --db annual.db"],
  })
    .argument("<path...>", t("files or folders", "文件或文件夹"))
    .option(
      "--year <year>",
      t("year where the name does not say", "文件名未写明时的年份"),
      wholeNumber("--year", 1949),
    )
    .option(
      "--map <pairs>",
      t("columns of tables: firm=证券代码,text=正文", "表格列对应：firm=证券代码,text=正文"),
      nameList,
    )
    .option(
      "--threads <n>",
      t("threads that read files (default all cores)", "读文件的线程数（默认全部核心）"),
      wholeNumber("--threads", 1),
    )
    .action(async (paths: string[], options: Options) => {
      const store = await Store.open(context.db);
      try {
        const summary = await importAnnualReports(store, paths, {
          run: context.io.now().toISOString(),
          map: parseColumnMap(options.map ?? []),
          progress: context.progress,
          signal: context.io.signal,
          ...(options.threads === undefined ? {} : { threads: options.threads }),
          ...(options.year === undefined ? {} : { year: options.year }),
        });
        printImport(context, "import-annual-reports", summary);
      } finally {
        store.close();
      }
    });
}
