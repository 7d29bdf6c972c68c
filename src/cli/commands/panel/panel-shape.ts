import type { Command } from "commander";
import {
  columnMeta,
  dataDictionary,
  dropDuplicates,
  duplicates,
  type KeepRule,
  mergeTables,
  numberColumn,
  parseCell,
  readTable,
  readYearbook,
  reshapeLong,
  reshapeWide,
  type Table,
  withDictionary,
} from "../../../table/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import { nameList, oneOf, wholeNumber } from "../../options.js";
import { textTable } from "../../text-table.js";
import { splitAtEquals } from "./panel-columns.js";
import { addOutput, deliver } from "./panel-output.js";

/** merge, reshape, duplicates, convert, dictionary, read-yearbook. */
export function shapeCommands(context: Context): Command[] {
  return [
    mergeCommand(context),
    reshapeCommand(context),
    duplicatesCommand(context),
    convertCommand(context),
    dictionaryCommand(context),
    yearbookCommand(context),
  ];
}

interface MergeFlags {
  readonly on: string[];
  readonly keep: "left" | "inner" | "outer";
  readonly relation: "1:1" | "m:1" | "1:m" | "m:m";
  readonly conflict: "error" | "left" | "suffix";
  readonly output?: string;
}

function mergeCommand(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "merge",
    summary: { en: "join two files by keys, with a report", zh: "按键合并两个文件并报告未匹配键" },
    examples: [
      "xinzhi panel merge dictionaries/policies/free-trade-zones.csv dictionaries/regions/cities.csv --on adcode --conflict left -o merged.csv",
    ],
  })
    .argument("<left>", t("data file", "左表"))
    .argument("<right>", t("data file", "右表"))
    .requiredOption(
      "--on <columns>",
      t(
        "key columns; LEFT=RIGHT where the names differ",
        "键（逗号分隔）；两表列名不同时写 左表列=右表列",
      ),
      nameList,
    )
    .option(
      "--keep <rows>",
      "left | inner | outer",
      oneOf("--keep", ["left", "inner", "outer"]),
      "left",
    )
    .option(
      "--relation <kind>",
      "1:1 | m:1 | 1:m | m:m",
      oneOf("--relation", ["1:1", "m:1", "1:m", "m:m"]),
      "m:1",
    )
    .option(
      "--conflict <rule>",
      t("columns of both: error | left | suffix", "同名列：error | left | suffix"),
      oneOf("--conflict", ["error", "left", "suffix"]),
      "error",
    );
  return addOutput(command, context).action(async (left: string, right: string, o: MergeFlags) => {
    const second = await readTable(right);
    const on = o.on.map((key) =>
      key.includes("=") ? splitAtEquals(key, "--on", "COLUMN or LEFT=RIGHT") : key,
    );
    const first = await readTable(left);
    const merged = mergeTables(first, second, { ...o, on });
    const { table, report } = merged;
    const read = [first, second].flatMap((part) => part.origin?.notices ?? []);
    const warnings = [...read, ...merged.warnings];
    const summary = t(
      `matched rows ${report.matched}; keys of the left only ${report.leftOnly}, of the right only ${report.rightOnly}`,
      `匹配 ${report.matched} 行；仅左表有 ${report.leftOnly} 个键，仅右表有 ${report.rightOnly} 个键`,
    );
    await deliver(context, "merge", { table, summary, report, warnings, input: left }, o.output);
  });
}

interface ReshapeFlags {
  readonly stubs?: string[];
  readonly values?: string[];
  readonly unit?: string;
  readonly time: string;
  readonly output?: string;
}

function reshapeCommand(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "reshape",
    summary: { en: "wide to long, or long to wide", zh: "宽表与长表互转" },
    examples: [
      "xinzhi panel reshape wide corpus/panel.csv --values gdp --unit city -o wide.csv",
      "xinzhi panel reshape long wide.csv --stubs gdp -o long.csv",
    ],
  })
    .argument("<direction>", "long | wide", oneOf("direction", ["long", "wide"]))
    .argument("<data>", t("data file", "数据文件"))
    .option("--stubs <names>", t("long: stems of the columns", "long：列名前缀"), nameList)
    .option("--values <names>", t("wide: columns to spread", "wide：要展开的列"), nameList)
    .option("--unit <column>", t("wide: column of units", "wide：单位列"))
    .option("--time <column>", t("column of times", "时间列"), "year");
  return addOutput(command, context).action(
    async (direction: "long" | "wide", file: string, o: ReshapeFlags) => {
      const source = await readTable(file);
      const table = direction === "long" ? toLong(source, o) : toWide(source, o);
      const summary = t(
        `${source.nrow} × ${source.columns.length} → ${table.nrow} × ${table.columns.length}`,
        `${source.nrow} 行 ${source.columns.length} 列 → ${table.nrow} 行 ${table.columns.length} 列`,
      );
      await deliver(
        context,
        "reshape",
        { table, summary, report: { direction }, warnings: [], input: file },
        o.output,
      );
    },
  );
}

function toLong(table: Table, o: ReshapeFlags): Table {
  if (o.stubs === undefined) throw lacking("reshape long", "--stubs");
  return reshapeLong(table, { stubs: o.stubs, time: o.time });
}

function toWide(table: Table, o: ReshapeFlags): Table {
  if (o.values === undefined || o.unit === undefined) {
    throw lacking("reshape wide", "--values and --unit");
  }
  const kept = table.select([o.unit, o.time, ...o.values]);
  return reshapeWide(kept, { values: o.values, unit: o.unit, time: o.time });
}

function lacking(what: string, option: string): Error {
  const message = { en: `${what} needs ${option}`, zh: `${what} 需要 ${option}` };
  return cliError("usage", { message, command: `panel reshape` });
}

interface DuplicateFlags {
  readonly keys: string[];
  readonly keep?: KeepRule;
  readonly output?: string;
}

function duplicatesCommand(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "duplicates",
    summary: { en: "list, or drop, rows that share a key", zh: "列出或去除重复观测" },
    examples: ["xinzhi panel duplicates corpus/panel.csv --keys city,year"],
  })
    .argument("<data>", t("data file", "数据文件"))
    .requiredOption("--keys <columns>", t("key columns", "键（列名，逗号分隔）"), nameList)
    .option(
      "--keep <rule>",
      t("drop all but: first | last | fullest | none", "去重并保留：first | last | fullest | none"),
      oneOf("--keep", ["first", "last", "fullest", "none"]),
    );
  return addOutput(command, context).action(async (file: string, o: DuplicateFlags) => {
    const source = await readTable(file);
    const groups = duplicates(source, o.keys);
    if (o.keep !== undefined) {
      const table = dropDuplicates(source, o.keys, o.keep);
      const summary = t(
        `${groups.length} keys stood more than once; ${source.nrow - table.nrow} rows dropped`,
        `${groups.length} 个键重复；去除 ${source.nrow - table.nrow} 行`,
      );
      await deliver(
        context,
        "duplicates",
        { table, summary, report: { groups }, warnings: [], input: file },
        o.output,
      );
      return;
    }
    const head = [...o.keys, t("rows of the file", "文件行号"), t("differ in", "不同的列")];
    const lines = groups.map((g) => [
      ...g.key,
      g.fileRows.join(", "),
      g.differ.slice(0, 6).join(", "),
    ]);
    const none = t("no key stands more than once", "没有重复的键");
    context.print(groups.length === 0 ? none : textTable([head, ...lines]), {
      kind: "panel-duplicates",
      groups,
      provenance: context.provenance({ file }),
    });
  });
}

interface ConvertFlags {
  readonly sheet?: string;
  readonly labels: "keep" | "text";
  readonly text?: string[];
  readonly numeric?: string[];
  readonly dictionary?: string;
  readonly output?: string;
}

function convertCommand(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "convert",
    summary: { en: "from one format to another", zh: "格式转换" },
    examples: ["xinzhi panel convert corpus/panel.csv -o panel.dta"],
  })
    .argument("<data>", t("data file", "数据文件"))
    .option("--sheet <name>", t("sheet of a workbook, by name or number", "工作表名或序号"))
    .option(
      "--labels <rule>",
      t("labelled numbers of .dta: keep | text", "带值标签的数值：keep | text"),
      oneOf("--labels", ["keep", "text"]),
      "keep",
    )
    .option(
      "--text <names>",
      t("columns that stay text (codes)", "按文本读取的列（如代码）"),
      nameList,
    )
    .option(
      "--numeric <names>",
      t("text columns to read as figures", "按年鉴数值解析的文本列"),
      nameList,
    )
    .option(
      "--dictionary <file>",
      t("labels, units, sources by variable", "数据字典（variable,label,unit,source）"),
    );
  return addOutput(command, context).action(async (file: string, o: ConvertFlags) => {
    const sheet = o.sheet !== undefined && /^\d+$/.test(o.sheet) ? Number(o.sheet) : o.sheet;
    let table = await readTable(file, {
      labels: o.labels,
      ...(o.text === undefined ? {} : { text: o.text }),
      ...(sheet === undefined ? {} : { sheet }),
    });
    for (const name of o.numeric ?? []) table = asFigures(table, name);
    if (o.dictionary !== undefined) table = withDictionary(table, await readTable(o.dictionary));
    await deliver(
      context,
      "convert",
      {
        table,
        summary: readFrom(context, table),
        report: { sheet: table.origin?.sheet ?? null },
        warnings: [],
        input: file,
      },
      o.output,
    );
  });
}

/** The sheet that was read; nothing for other formats. */
function readFrom(context: Context, table: Table): string {
  const sheet = table.origin?.sheet;
  return sheet === undefined ? "" : context.t(`sheet ${sheet}`, `工作表 ${sheet}`);
}

/** A text column as figures; a cell that is none is an error that names its row. */
function asFigures(table: Table, name: string): Table {
  const column = table.column(name);
  if (column.kind === "number") return table;
  const values = Float64Array.from(column.codes, (code) => {
    const parsed = parseCell(code < 0 ? null : column.levels[code]!);
    return parsed.kind === "number" ? parsed.value : Number.NaN;
  });
  const isOdd = column.levels.map((level) => parseCell(level).kind === "text");
  if (column.codes.some((code) => code >= 0 && isOdd[code])) table.number(name);
  return table.withColumns([numberColumn(name, values, columnMeta(column))]);
}

function dictionaryCommand(context: Context): Command {
  const command = defineCommand(context, {
    name: "dictionary",
    summary: { en: "variable, label, unit, source of each column", zh: "导出数据字典" },
    examples: ["xinzhi panel dictionary corpus/panel.csv -o dictionary.csv"],
  }).argument("<data>", context.t("data file", "数据文件"));
  return addOutput(command, context).action(async (file: string, o: { output?: string }) => {
    const table = dataDictionary(await readTable(file));
    await deliver(
      context,
      "dictionary",
      { table, summary: "", report: {}, warnings: [], input: file },
      o.output,
    );
  });
}

interface YearbookFlags {
  readonly sheets?: string[];
  readonly unit: string;
  readonly time: string;
  readonly variable?: string;
  readonly region?: string;
  readonly year?: number;
  readonly output?: string;
}

function yearbookCommand(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "read-yearbook",
    summary: { en: "yearbook workbooks to one tidy panel", zh: "统计年鉴表转整洁面板" },
    examples: ["xinzhi panel read-yearbook corpus/examples/yearbook.xlsx -o panel.csv"],
  })
    .argument(
      "<files...>",
      t("workbooks (.xlsx .xls) or .csv files", "Excel 文件（.xlsx .xls）或 .csv 文件"),
    )
    .option("--sheets <names>", t("only these sheets", "只读这些工作表"), nameList)
    .option("--unit <name>", t("name of the column of units", "单位列名"), "city")
    .option("--time <name>", t("name of the column of years", "年份列名"), "year")
    .option(
      "--variable <name>",
      t("name where only years stand over the columns", "列标题只有年份时的变量名"),
    )
    .option(
      "--region <name>",
      t(
        "region of sheets that list indicators by row and name none",
        "各行为指标且未注明地区时的地区名",
      ),
    )
    .option(
      "--year <year>",
      t("year of files that name none", "文件未注明时的年份"),
      wholeNumber("--year"),
    );
  return addOutput(command, context).action(async (files: string[], o: YearbookFlags) => {
    const { table, report, warnings } = await readYearbook(files, o);
    const signs = Object.entries(report.missingSigns).map(([s, n]) => `${s} ${n}`);
    const summary = t(
      `${report.sheets.length} sheets read, ${report.skipped.length} skipped; signs for no figure: ${signs.join(", ") || "none"}; ${report.oddCells.length} odd cells`,
      `读取 ${report.sheets.length} 个工作表，跳过 ${report.skipped.length} 个；无数据符号：${signs.join("、") || "无"}；异常单元格 ${report.oddCells.length} 个`,
    );
    await deliver(
      context,
      "read-yearbook",
      { table, summary, report, warnings, input: files.join(", ") },
      o.output,
    );
  });
}
