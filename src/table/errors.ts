import { defineErrors } from "../base/index.js";

const didYouMean = (nearest: string | undefined, en: string, zh: string) =>
  nearest === undefined
    ? { en, zh }
    : { en: `Did you mean "${nearest}"?`, zh: `是否想写“${nearest}”？` };

/** Errors of tables and their files.   中文: 数据表错误 */
export const tableError = defineErrors("table", {
  "missing-column": (f: {
    column: string;
    file?: string;
    nearest?: string | undefined;
    have: readonly string[];
  }) => ({
    what: { en: "there is no such column.", zh: "没有这一列。" },
    fix: didYouMean(
      f.nearest,
      `The columns are: ${f.have.slice(0, 40).join(", ")}.`,
      `现有的列：${f.have.slice(0, 40).join("、")}。`,
    ),
  }),
  "non-numeric": (f: {
    column: string;
    file?: string;
    row?: number;
    value: string;
    count: number;
    fullWidth: boolean;
  }) => ({
    what: {
      en: `a number is needed, found ${JSON.stringify(f.value)} (${f.count} such ${f.count === 1 ? "cell" : "cells"} in all).`,
      zh: `此处需要数值，却是 ${JSON.stringify(f.value)}（共 ${f.count} 个这样的单元格）。`,
    },
    fix: f.fullWidth
      ? {
          en: "The cell holds full-width digits: write it with half-width digits (0-9).",
          zh: "单元格中是全角数字：请改为半角数字（0-9）。",
        }
      : {
          en: "Correct the cell, or leave it empty if the value is missing.",
          zh: "请更正该单元格；缺失值请留空。",
        },
  }),
  "not-text": (_f: { column: string; file?: string }) => ({
    what: {
      en: "a text column is needed, this one is numeric.",
      zh: "此处需要文本列，却是数值列。",
    },
    fix: { en: "Name another column.", zh: "请换一列。" },
  }),
  "length-mismatch": (f: { column: string; rows: number; expected: number }) => ({
    what: {
      en: `the column has ${f.rows} rows, the table ${f.expected}.`,
      zh: `该列有 ${f.rows} 行，而表有 ${f.expected} 行。`,
    },
    fix: { en: "Give columns of one length.", zh: "请保证各列等长。" },
  }),
  "duplicate-column": (_f: { column: string; file?: string }) => ({
    what: { en: "the name stands over two columns.", zh: "列名重复。" },
    fix: { en: "Rename one of them.", zh: "请改名其中一列。" },
  }),
  "duplicate-keys": (f: {
    file?: string;
    count: number;
    examples: readonly string[];
    unit: string;
    time: string;
  }) => ({
    what: {
      en: `${f.count} unit-time pairs (${f.unit}, ${f.time}) stand more than once: ${f.examples.join("; ")}.`,
      zh: `有 ${f.count} 个（${f.unit}，${f.time}）重复出现：${f.examples.join("；")}。`,
    },
    fix: {
      en: "Keep one row for each unit and time (xinzhi panel duplicates lists them).",
      zh: "每个单位每期只保留一行（可用 xinzhi panel duplicates 列出）。",
    },
  }),
  "missing-keys": (f: { file?: string; column: string; row?: number; count: number }) => ({
    what: {
      en: `the unit or time is missing in ${f.count} row(s).`,
      zh: `有 ${f.count} 行缺少单位或时间。`,
    },
    fix: { en: "Fill it in or remove the row.", zh: "请补全或删去这些行。" },
  }),
  "non-integer-time": (f: { file?: string; column: string; value: number }) => ({
    what: {
      en: `time must be whole numbers, found ${f.value}.`,
      zh: `时间须为整数，却是 ${f.value}。`,
    },
    fix: {
      en: "Give the year (or another counter) as a whole number.",
      zh: "请以整数给出年份（或其他期数）。",
    },
  }),
  "no-header": (_f: { file: string }) => ({
    what: { en: "the file is empty: there is no header line.", zh: "文件为空：没有表头。" },
    fix: { en: "The first line must name the columns.", zh: "第一行须为列名。" },
  }),
  "no-rows": (_f: { file: string }) => ({
    what: { en: "the file has a header but no rows.", zh: "文件只有表头，没有数据行。" },
    fix: { en: "Give a file with data.", zh: "请给出有数据的文件。" },
  }),
  "wrong-field-count": (f: { file: string; row: number; found: number; expected: number }) => ({
    what:
      f.found < f.expected
        ? {
            en: `the row is short: it has ${f.found} fields, the header ${f.expected}.`,
            zh: `该行不完整：只有 ${f.found} 个字段，而表头有 ${f.expected} 个。`,
          }
        : {
            en: `the row has ${f.found} fields, the header ${f.expected}.`,
            zh: `该行有 ${f.found} 个字段，而表头有 ${f.expected} 个。`,
          },
    fix:
      f.found < f.expected
        ? {
            en: "Fill in what is missing, and check for a line break inside a value: such a value needs quotes.",
            zh: "请补全缺少的字段，并检查值中是否含有换行：这样的值要加引号。",
          }
        : {
            en: "Check for a comma (or what else parts the fields) inside a value: such a value needs quotes.",
            zh: "请检查值中是否含有逗号（或其他分隔符）：这样的值要加引号。",
          },
  }),
  "unclosed-quote": (_f: { file: string; row: number }) => ({
    what: {
      en: "a quoted value that begins here is never closed.",
      zh: "从此处开始的引号没有结束。",
    },
    fix: {
      en: "Close the quote, or double it inside the value.",
      zh: "请补上引号；值中的引号要写两个。",
    },
  }),
  "not-a-table": (f: { file: string; kind: string }) => ({
    what: {
      en: `this is ${f.kind}, whatever its name says; no table is read from it.`,
      zh: `内容是 ${f.kind}（与文件名无关），不从中读取表格。`,
    },
    fix: {
      en: "Save the table as .xlsx, .csv, .dta or .parquet.",
      zh: "请把表格另存为 .xlsx、.csv、.dta 或 .parquet。",
    },
  }),
  "no-such-sheet": (f: {
    file: string;
    sheet: string;
    nearest?: string | undefined;
    have: readonly string[];
  }) => ({
    what: { en: `there is no sheet "${f.sheet}".`, zh: `没有工作表“${f.sheet}”。` },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
      : { en: `The sheets are: ${f.have.join(", ")}.`, zh: `工作表有：${f.have.join("、")}。` },
  }),
  "unreadable-workbook": (f: { file: string; reason: string }) => ({
    what: {
      en: `the workbook cannot be read (${f.reason}).`,
      zh: `无法读取该工作簿（${f.reason}）。`,
    },
    fix: {
      en: "Open it in a spreadsheet and save it again as .xlsx, or as CSV.",
      zh: "请用电子表格软件打开后另存为 .xlsx 或 CSV。",
    },
  }),
  "workbook-too-large": (f: { file: string; bytes: number; limit: number }) => ({
    what: {
      en: `the workbook unpacks to ${f.bytes} bytes; at most ${f.limit} are read.`,
      zh: `工作簿解压后有 ${f.bytes} 字节，上限为 ${f.limit}。`,
    },
    fix: { en: "Save it as CSV: CSV is read as a stream.", zh: "请另存为 CSV（可流式读取）。" },
  }),
  "no-table": (f: { file: string; sheets: readonly string[] }) => ({
    what: {
      en: `no sheet holds a table with a header row (${f.sheets.join(", ")}).`,
      zh: `没有含表头的工作表（${f.sheets.join("、")}）。`,
    },
    fix: {
      en: "Name the sheet, or put the names of the columns in one row above the data.",
      zh: "请指定工作表，或在数据上方以一行写明列名。",
    },
  }),
  "nested-column": (_f: { file: string; column: string }) => ({
    what: { en: "the column holds lists or records.", zh: "该列含有列表或嵌套记录。" },
    fix: {
      en: "Flatten it first: one plain value for each row and column.",
      zh: "请先展开：每行每列只能有一个值。",
    },
  }),
  "too-few-rows": (f: { columns: readonly string[]; rows: number; needed: number }) => ({
    what: {
      en: `${f.columns.join(", ")}: ${f.rows} complete rows, at least ${f.needed} are needed.`,
      zh: `${f.columns.join("、")}：完整的行只有 ${f.rows} 行，至少需要 ${f.needed} 行。`,
    },
    fix: { en: "Choose columns with more values.", zh: "请选用缺失较少的列。" },
  }),
  "not-two-groups": (f: { column: string; found: number }) => ({
    what: {
      en: `two groups are needed, found ${f.found}.`,
      zh: `需要两个组，却有 ${f.found} 个。`,
    },
    fix: { en: "Name a column with two values.", zh: "请给出只有两个取值的列。" },
  }),
  "not-unique": (f: {
    file?: string;
    side: string;
    count: number;
    examples: readonly string[];
  }) => ({
    what: {
      en: `${f.count} keys stand more than once in the ${f.side} table: ${f.examples.join("; ")}.`,
      zh: `${f.side === "right" ? "右" : "左"}表有 ${f.count} 个键重复：${f.examples.join("；")}。`,
    },
    fix: {
      en: "Remove the duplicates (xinzhi panel duplicates), or name another --relation.",
      zh: "请先去重（xinzhi panel duplicates），或改用其他 --relation。",
    },
  }),
  "name-conflict": (f: { column: string; names: readonly string[] }) => ({
    what: {
      en: `both tables have ${f.names.join(", ")}.`,
      zh: `两表都有列 ${f.names.join("、")}。`,
    },
    fix: {
      en: "Choose with --conflict left | suffix, or make them keys with --on.",
      zh: "请用 --conflict left | suffix 选择，或用 --on 设为键。",
    },
  }),
  "no-match": (f: {
    on: readonly string[];
    left: readonly string[];
    right: readonly string[];
  }) => ({
    what: {
      en: `no key (${f.on.join(", ")}) of the tables agrees: left ${f.left.join("; ")}; right ${f.right.join("; ")}.`,
      zh: `两表的键（${f.on.join("、")}）没有一个相同：左 ${f.left.join("；")}；右 ${f.right.join("；")}。`,
    },
    fix: {
      en: "Check spelling and type; xinzhi panel match-regions gives cities one name and code.",
      zh: "请检查写法与类型；xinzhi panel match-regions 可统一城市名称与代码。",
    },
  }),
  "no-such-stub": (f: { stub: string; have: readonly string[] }) => ({
    what: {
      en: `no column is named "${f.stub}" followed by a year.`,
      zh: `没有形如“${f.stub}＋年份”的列。`,
    },
    fix: {
      en: `The columns are: ${f.have.slice(0, 30).join(", ")}.`,
      zh: `现有的列：${f.have.slice(0, 30).join("、")}。`,
    },
  }),
  "not-constant": (f: { file?: string; column: string; unit: string }) => ({
    what: {
      en: `the column changes within unit ${f.unit}.`,
      zh: `该列在单位 ${f.unit} 内有变化。`,
    },
    fix: {
      en: "Name it among the values to spread, or remove it.",
      zh: "请将其列入要展开的变量，或先去掉该列。",
    },
  }),
  "no-base-year": (f: {
    file?: string;
    year: number;
    group: string;
    years: readonly number[];
  }) => ({
    what: {
      en: `the price index${f.group === "" ? "" : ` of ${f.group}`} has no year ${f.year} (${f.years[0]}–${f.years.at(-1)}).`,
      zh: `价格指数${f.group === "" ? "" : `（${f.group}）`}没有 ${f.year} 年（${f.years[0]}—${f.years.at(-1)}）。`,
    },
    fix: { en: "Choose a base year that is there.", zh: "请选择数据中有的基期。" },
  }),
  "broken-chain": (f: {
    file?: string;
    column: string;
    group: string;
    year: number;
    reason: string;
  }) => ({
    what: {
      en: `the price index${f.group === "" ? "" : ` of ${f.group}`} ${f.reason} in ${f.year}.`,
      zh: `价格指数${f.group === "" ? "" : `（${f.group}）`}在 ${f.year} 年缺失、非正或不一致。`,
    },
    fix: {
      en: "Fill it in first (xinzhi panel fill); a chain is never bridged silently.",
      zh: "请先补全（xinzhi panel fill）；链式指数不会被悄悄跨越。",
    },
  }),
  "no-logarithm": (f: {
    file?: string;
    row: number;
    column: string;
    value: number;
    count: number;
    zero: string;
  }) => ({
    what: {
      en: `${f.value} has no logarithm${f.zero === "one" ? " even after adding 1" : ""} (${f.count} such values).`,
      zh: `${f.value} ${f.zero === "one" ? "加 1 后仍" : ""}无法取对数（共 ${f.count} 个）。`,
    },
    fix: {
      en: "Say what zeros become: --zero missing | one | asinh.",
      zh: "请用 --zero missing | one | asinh 声明零值的处理。",
    },
  }),
  "no-year": (f: { file: string; sheet: string }) => ({
    what: {
      en: `no year stands over the columns, in the title, or in the name of sheet "${f.sheet}".`,
      zh: `列标题、表题与工作表名“${f.sheet}”中都没有年份。`,
    },
    fix: { en: "Give it with --year.", zh: "请用 --year 指定。" },
  }),
  "no-region": (f: { file: string; sheet: string }) => ({
    what: {
      en: `the rows of sheet "${f.sheet}" are indicators or years, and no line 地区：… says of which region.`,
      zh: `工作表“${f.sheet}”的各行是指标或年份，但没有“地区：…”一行说明属于哪个地区。`,
    },
    fix: { en: "Give it with --region.", zh: "请用 --region 指定。" },
  }),
  "cell-twice": (f: {
    file: string;
    cell: string;
    first: number | string;
    second: number | string;
  }) => ({
    what: {
      en: `${f.cell} has two figures, ${f.first} and ${f.second}.`,
      zh: `${f.cell} 有两个不同的数值：${f.first} 与 ${f.second}。`,
    },
    fix: {
      en: "Read the sheets one by one (--sheets), or correct the file.",
      zh: "请用 --sheets 分别读取，或更正文件。",
    },
  }),
  "unit-differs": (f: {
    file: string;
    sheet: string;
    variable: string;
    first: string;
    second: string;
  }) => ({
    what: {
      en: `sheet ${f.sheet}: ${f.variable} is in ${f.second}, before it was in ${f.first}.`,
      zh: `工作表 ${f.sheet}：${f.variable} 的单位是 ${f.second}，此前为 ${f.first}。`,
    },
    fix: {
      en: "Read the sheets or files of each unit on their own (--sheets), convert one of them, then merge.",
      zh: "请按单位分别读取（--sheets），换算后再合并。",
    },
  }),
  corrupt: (f: { file: string; format: string; reason: string }) => ({
    what: {
      en: `this is no sound ${f.format} file: ${f.reason}.`,
      zh: `文件不是完好的 ${f.format} 文件：${f.reason}。`,
    },
    fix: {
      en: "Get the file again; it may have been cut short or damaged on the way.",
      zh: "请重新获取该文件，它可能在传输中被截断或损坏。",
    },
  }),
  "dta-release": (f: { file: string; release: number }) => ({
    what: {
      en: `Stata file format ${f.release} is not read; 113 to 119 are (Stata 8 and later).`,
      zh: `不支持 Stata 文件格式 ${f.release}；可读 113—119（Stata 8 及以后）。`,
    },
    fix: {
      en: "Open it in Stata and save it again.",
      zh: "请在 Stata 中打开后重新保存。",
    },
  }),
  "not-representable": (f: { format: string; column: string; row: number; value: string }) => ({
    what: {
      en: `${f.value} cannot be written to ${f.format}.`,
      zh: `${f.value} 无法写入 ${f.format}。`,
    },
    fix: {
      en: "Replace it, or write CSV or Parquet.",
      zh: "请替换该值，或改写为 CSV、Parquet。",
    },
  }),
  "unknown-format": (f: { file: string; extension: string; known: readonly string[] }) => ({
    what: {
      en: `files ending in "${f.extension}" are not read or written here.`,
      zh: `不支持后缀为“${f.extension}”的文件。`,
    },
    fix: { en: `Use one of: ${f.known.join(", ")}.`, zh: `请使用：${f.known.join("、")}。` },
  }),
  "bad-cuts": (f: { low: number; high: number }) => ({
    what: {
      en: `percentiles must satisfy 0 <= low < high <= 100, found ${f.low} and ${f.high}.`,
      zh: `百分位须满足 0 <= 下限 < 上限 <= 100，却是 ${f.low} 与 ${f.high}。`,
    },
    fix: { en: "Write for instance 1,99.", zh: "例如写 1,99。" },
  }),
  "constant-column": (_f: { column: string; file?: string }) => ({
    what: {
      en: "the column has no spread: it cannot be standardised.",
      zh: "该列没有变化，无法标准化。",
    },
    fix: { en: "Leave the column out.", zh: "请去掉该列。" },
  }),
  "bad-empty": (f: { row: number; value: string }) => ({
    what: {
      en: `the dictionary says "${f.value}" for empty cells; it may say never or excluded.`,
      zh: `数据字典对空单元格写的是“${f.value}”，只能是 never 或 excluded。`,
    },
    fix: {
      en: "Write never (never treated) or excluded (not in the sample), or leave the cell empty.",
      zh: "请写 never（从未处理）或 excluded（不在样本中），或留空。",
    },
  }),
});
