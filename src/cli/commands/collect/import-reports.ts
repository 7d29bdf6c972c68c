import type { Command } from "commander";
import { Store } from "../../../store/index.js";
import { importReports, parseColumnMap } from "../../../text/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { nameList, oneOf, wholeNumber } from "../../options.js";
import { printImport, readKnownRegions } from "./import-summary.js";

interface Options {
  readonly region?: string;
  readonly year?: number;
  readonly map?: string[];
  readonly threads?: number;
  readonly accept: "reports" | "all";
  readonly script: "keep" | "characters" | "vocabulary";
  readonly regions?: string;
}

/** `xinzhi import reports`: government work reports of any form into the store. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "reports",
    summary: {
      en: "government work reports (.txt .html .docx .doc .pdf .csv .jsonl .tsv)",
      zh: "政府工作报告（.txt .html .docx .doc .pdf .csv .jsonl .tsv）",
    },
    examples: ["xinzhi import reports corpus/reports --db demo.db"],
  })
    .argument("<path...>", t("files or folders", "文件或文件夹"))
    .option("--region <name>", t("region where the text does not say", "文本未写明时的地区"))
    .option(
      "--year <year>",
      t("year where the text does not say", "文本未写明时的年份"),
      wholeNumber("--year", 1949),
    )
    .option(
      "--map <pairs>",
      t("columns of tables: text=正文,year=年份", "表格列对应：text=正文,year=年份"),
      nameList,
    )
    .option(
      "--accept <what>",
      t("reports: leave out other texts; all: take them", "reports：略过非报告；all：全部导入"),
      oneOf("--accept", ["reports", "all"]),
      "reports",
    )
    .option(
      "--script <way>",
      t(
        "traditional characters: keep | characters | vocabulary (of the mainland)",
        "繁体：keep 保留 | characters 转字 | vocabulary 转字与用词",
      ),
      oneOf("--script", ["keep", "characters", "vocabulary"]),
      "keep",
    )
    .option(
      "--regions <file>",
      t("further regions, CSV: code,name,level", "补充地区 CSV：code,name,level"),
    )
    .option(
      "--threads <n>",
      t("threads that read files (default all cores)", "读文件的线程数（默认全部核心）"),
      wholeNumber("--threads", 1),
    )
    .action(async (paths: string[], options: Options) => {
      const regions = await readKnownRegions(options.regions);
      const store = await Store.open(context.db);
      try {
        const summary = await importReports(store, paths, {
          run: context.io.now().toISOString(),
          accept: options.accept,
          script: options.script,
          regions,
          map: parseColumnMap(options.map ?? []),
          progress: context.progress,
          signal: context.io.signal,
          ...(options.region === undefined ? {} : { region: options.region }),
          ...(options.threads === undefined ? {} : { threads: options.threads }),
          ...(options.year === undefined ? {} : { year: options.year }),
        });
        printImport(context, "import-reports", summary);
      } finally {
        store.close();
      }
    });
}
