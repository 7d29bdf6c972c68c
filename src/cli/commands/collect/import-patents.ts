import type { Command } from "commander";
import { writeAtomic } from "../../../base/index.js";
import {
  importPatents,
  type PatentImport,
  parseUserMap,
  type UnplacedApplicant,
  unplacedApplicants,
} from "../../../patent/index.js";
import { Regions } from "../../../region/index.js";
import { Store } from "../../../store/index.js";
import { numberColumn, Table, textColumn, toCsv } from "../../../table/index.js";
import { type Context, EXIT } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { wholeNumber } from "../../options.js";
import { textTable } from "../../text-table.js";

interface Options {
  readonly map?: string;
  readonly regions?: string;
  readonly threads?: number;
  readonly unplaced?: string;
}

/** `xinzhi import patents`: patent exports and gazette records into the store. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  return defineCommand(context, {
    name: "patents",
    summary: {
      en: "import patent exports (incoPat, Patentics, PatSnap, Derwent, CNIPA, CNRDS) and gazette XML",
      zh: "导入专利导出表（incoPat、Patentics、PatSnap、Derwent、CNIPA、CNRDS）与公报 XML",
    },
    examples: [
      "xinzhi import patents corpus/patents.csv --regions corpus/regions.csv",
      "xinzhi import patents corpus/patents.csv --map id=公开号,ipc=IPC",
    ],
  })
    .argument(
      "<path...>",
      t("files (.csv .xlsx .xls .xml) or folders", "文件（.csv .xlsx .xls .xml）或文件夹"),
    )
    .option(
      "--map <pairs>",
      t("columns by field: id=公开号,ipc=国际分类", "指定列：id=公开号,ipc=国际分类"),
    )
    .option(
      "--regions <file>",
      t("own units besides the bundled regions (CSV)", "自备行政单位表（CSV）"),
    )
    .option(
      "--threads <n>",
      t("threads that read (default: one for each processor)", "读取线程数（默认每个处理器一个）"),
      wholeNumber("--threads", 1),
    )
    .option(
      "--unplaced <file>",
      t(
        "applicants without a city, most frequent first (CSV)",
        "未识别城市的申请人清单，按专利数排列（CSV）",
      ),
    )
    .action((paths: string[], options: Options) => run(context, paths, options));
}

async function run(context: Context, paths: string[], options: Options): Promise<void> {
  const regions =
    options.regions === undefined ? Regions.load() : Regions.loadWith(options.regions);
  const store = await Store.open(context.db);
  try {
    const result = await importPatents(store, paths, {
      regions,
      progress: context.progress,
      signal: context.io.signal,
      ...(options.threads === undefined ? {} : { threads: options.threads }),
      ...(options.map === undefined ? {} : { map: parseUserMap(options.map) }),
    });
    if (options.unplaced !== undefined) {
      writeAtomic(options.unplaced, toCsv(unplacedTable(unplacedApplicants(store, regions))));
      context.say(`→ ${options.unplaced}`);
    }
    context.print(summary(context, result), {
      kind: "patent-import",
      ...result,
      provenance: context.provenance({ file: context.db }),
    });
    // Nothing at all to show for it: the input was wrong, not some records of it.
    const kept = result.stored + result.merged + result.duplicates;
    if (result.failed > 0) context.exitCode = kept === 0 ? EXIT.userError : EXIT.partial;
  } finally {
    store.close();
  }
}

function unplacedTable(list: readonly UnplacedApplicant[]): Table {
  const text = (name: string, value: (u: UnplacedApplicant) => string) =>
    textColumn(name, list.map(value));
  return new Table([
    text("applicant", (u) => u.name),
    text("address", (u) => u.address ?? ""),
    numberColumn(
      "patents",
      list.map((u) => u.patents),
    ),
    text("candidates", (u) => u.candidates.join(";")),
  ]);
}

/** The printed summary of an import. */
function summary(context: Context, result: PatentImport): string {
  const t = context.t.bind(context);
  const head = [
    t("file", "文件"),
    t("service", "来源"),
    t("records", "记录"),
    t("stored", "存入"),
    t("merged", "并入"),
    t("duplicate", "重复"),
    t("failed", "失败"),
    t("empty rows", "空行"),
  ];
  const rows = result.files.map((f) => [
    f.path,
    f.service,
    f.records,
    f.stored,
    f.merged,
    f.duplicates,
    f.failed,
    f.empty,
  ]);
  const { held } = result;
  const notes = Object.entries(result.notes).map(([code, n]) => `${code} ${n}`);
  const failures = result.failures
    .slice(0, 20)
    .map(
      (f) =>
        `  ${f.path}${f.record === null ? "" : `, ${t("row", "第")} ${f.record}${t("", " 行")}`}: ${f.reason}`,
    );
  const lines = [
    textTable([head, ...rows]),
    t(
      `stored ${result.stored}, merged ${result.merged}, duplicates ${result.duplicates}, failed ${result.failed}`,
      `存入 ${result.stored}，并入 ${result.merged}，重复 ${result.duplicates}，失败 ${result.failed}`,
    ),
    t(
      `the store holds ${held.documents} documents of ${held.applications} applications`,
      `库中现有 ${held.documents} 条文献，属 ${held.applications} 件申请`,
    ),
    t(
      `doubtful among the stored: ${notes.join(", ") || "none"}; no city found for ${result.withoutCity}`,
      `存入记录中的疑点：${notes.join("，") || "无"}；${result.withoutCity} 条未识别城市`,
    ),
    ...result.skipped.map((s) => `${t("passed over", "略过")} ${s.path}: ${s.reason}`),
    ...(failures.length === 0 ? [] : [t("Failed:", "失败："), ...failures]),
  ];
  return lines.join("\n");
}
