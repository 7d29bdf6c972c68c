import { defineErrors } from "../base/index.js";

/** Errors about policy lists.   中文: 政策名单错误 */
export const policyError = defineErrors("policy", {
  unknown: (f: { name: string; nearest?: string | undefined; known: readonly string[] }) => ({
    what: { en: `there is no policy list "${f.name}".`, zh: `没有政策名单“${f.name}”。` },
    fix: f.nearest
      ? { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` }
      : {
          en: `Name a CSV file of your own, or one of: ${f.known.join(", ")}.`,
          zh: `请给出自己的 CSV 文件，或以下之一：${f.known.join("、")}。`,
        },
  }),
  "no-year": (f: { name: string; unit: string; file?: string; row?: number; count: number }) => ({
    what: {
      en: `${f.count} row(s) of ${f.name} have no effective_year (first: ${f.unit}): the list says who, not when.`,
      zh: `${f.name} 有 ${f.count} 行没有 effective_year（首个：${f.unit}）：名单只说明“谁”，未说明“何时”。`,
    },
    fix: {
      en: "Fill in effective_year in a copy of the list, or give the batch a year with --start-map BATCH=YEAR.",
      zh: "请在名单副本中补全 effective_year，或用 --start-map 批次=年份 指定。",
    },
  }),
  "not-applicable": (f: { name: string }) => ({
    what: {
      en: `"${f.name}" holds yearly counts, not cities: it cannot be applied to a panel.`,
      zh: `“${f.name}”只有年度数量而无城市，不能用于面板。`,
    },
    fix: {
      en: "Supply a list of cities of your own (xinzhi policies show smart-cities --json shows the form).",
      zh: "请自备城市名单（格式见 xinzhi policies show smart-cities --json）。",
    },
  }),
  "bad-row": (f: {
    file: string;
    row: number;
    column: string;
    value: string;
    expected: string;
  }) => ({
    what: {
      en: `found "${f.value}", expected ${f.expected}.`,
      zh: `此处为“${f.value}”，应为 ${f.expected}。`,
    },
    fix: { en: "Correct the cell.", zh: "请更正该单元格。" },
  }),
  "bad-start-map": (f: { key: string; known: readonly string[] }) => ({
    what: {
      en: `the start map names "${f.key}", which no row of the lists has.`,
      zh: `起始年映射中的“${f.key}”与名单各行都不符。`,
    },
    fix: {
      en: `Use YEAR:BATCH=START, BATCH=START or YEAR=START; there are: ${f.known.join(", ")}.`,
      zh: `请写成 年份:批次=起始年、批次=起始年 或 年份=起始年；现有：${f.known.join("、")}。`,
    },
  }),
  "no-city-column": (f: { file?: string; have: readonly string[]; what: string }) => ({
    what: {
      en: `no column of the data was recognised as ${f.what}.`,
      zh: `没有识别出数据中的${f.what === "the year" ? "年份" : f.what === "the province" ? "省份" : "城市"}列。`,
    },
    fix: {
      en: `Name it with ${f.what === "the year" ? "--time" : "--city"}; the columns are: ${f.have.slice(0, 30).join(", ")}.`,
      zh: `请用 ${f.what === "the year" ? "--time" : "--city"} 指定；现有的列：${f.have.slice(0, 30).join("、")}。`,
    },
  }),
  "not-csv": (f: { file: string }) => ({
    what: {
      en: "a policy list is a text table (.csv, .tsv) or a workbook (.xlsx, .xls).",
      zh: "政策名单须为文本表格（.csv、.tsv）或工作簿（.xlsx、.xls）。",
    },
    fix: {
      en: `Convert it first: xinzhi panel convert ${f.file} -o list.csv`,
      zh: `请先转换：xinzhi panel convert ${f.file} -o list.csv`,
    },
  }),
  "no-counterpart": (f: { name: string; known: readonly string[] }) => ({
    what: {
      en: `no bundled list shares a city with ${f.name}.`,
      zh: `内置名单中没有与 ${f.name} 有共同城市的。`,
    },
    fix: {
      en: `Name one with --against: ${f.known.join(", ")}.`,
      zh: `请用 --against 指定：${f.known.join("、")}。`,
    },
  }),
  "two-years": (f: { file: string; row: number; units: readonly string[] }) => ({
    what: {
      en: `${f.units.length} unit(s) stand with two years (rows in brackets): ${f.units.slice(0, 6).join("; ")}.`,
      zh: `${f.units.length} 个单位有两个年份（括号内为行号）：${f.units.slice(0, 6).join("；")}。`,
    },
    fix: {
      en: "Keep the row that counts, or take the earliest with --repeats earliest.",
      zh: "请只保留应采用的一行，或用 --repeats earliest 取最早年份。",
    },
  }),
  "list-of-provinces": (f: {
    name: string;
    file: string;
    row: number;
    provinces: number;
    rows: number;
  }) => ({
    what: {
      en: `${f.provinces} of the ${f.rows} rows of ${f.name} name provinces, not cities.`,
      zh: `${f.name} 的 ${f.rows} 行中有 ${f.provinces} 行是省份而非城市。`,
    },
    fix: {
      en: "For a panel of provinces give --region-level province; for all cities of these provinces write province in a column unit_level.",
      zh: "省级面板请加 --region-level province；若指这些省的全部城市，请增加一列 unit_level 并写 province。",
    },
  }),
  "nobody-treated": (f: {
    name: string;
    column: string;
    listed: number;
    why: readonly { readonly en: string; readonly zh: string }[];
  }) => ({
    what: {
      en: `no unit of the data is treated by ${f.name} (${f.listed} units in the list; data read from "${f.column}"): ${f.why.map((w) => w.en).join("; ")}.`,
      zh: `数据中没有单位受 ${f.name} 处理（名单 ${f.listed} 个单位；数据取自“${f.column}”）：${f.why.map((w) => w.zh).join("；")}。`,
    },
    fix: {
      en: "Check the names of the list (xinzhi policies check LIST), the column of cities (--city) and --partial.",
      zh: "请核对名单（xinzhi policies check 名单）、城市列（--city）与 --partial。",
    },
  }),
  "nothing-matched": (f: { name: string; units: number; examples: readonly string[] }) => ({
    what: {
      en: `none of the ${f.units} cities of the data stands in the list ${f.name} or in the region tables (${f.examples.join(", ")}).`,
      zh: `数据中的 ${f.units} 个城市在名单 ${f.name} 与区划表中都找不到（${f.examples.join("、")}）。`,
    },
    fix: {
      en: "Check that --city names the column of city names or six-digit codes.",
      zh: "请检查 --city 是否为城市名称或六位代码所在的列。",
    },
  }),
  "too-few-ranked": (f: { year: number; needed: number; available: number; column: string }) => ({
    what: {
      en: `${f.needed} new units are needed in ${f.year}, but only ${f.available} have a value to rank by.`,
      zh: `${f.year} 年需要 ${f.needed} 个新单位，但只有 ${f.available} 个有可排序的值。`,
    },
    fix: {
      en: "Fill the ranking column, or rank by another one.",
      zh: "请补全排序列，或改用其他列。",
    },
  }),
});
