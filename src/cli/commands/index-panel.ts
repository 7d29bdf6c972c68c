import type { Command } from "commander";
import {
  buildIndex,
  explainIndex,
  type IndexExtra,
  type IndexOptions,
  indexJson,
  indexSensitivity,
  indexTable,
  meanWeights,
  openSystem,
  parseWeightChoice,
  type RetainRule,
  readGivenWeights,
  sensitivityJson,
  sensitivityTable,
  systemWeights,
  weightTable,
} from "../../indices/index.js";
import type { IndexResult, IndexSensitivity } from "../../result/index.js";
import { Panel, readTable, writeTable } from "../../table/index.js";
import type { Context } from "../context.js";
import { defineCommand } from "../define-command.js";
import { oneOf, realNumber, repeatable, wholeNumber } from "../options.js";

interface Options {
  readonly output?: string;
  readonly weights: string;
  readonly composite: "linear" | "topsis";
  readonly shift: number;
  readonly missing: "drop" | "error";
  readonly fill: "none" | keyof typeof FILLS;
  readonly retain: string;
  readonly negative: "keep" | "abs" | "error";
  readonly with?: readonly IndexExtra[];
  readonly weightTable?: string;
  readonly explain?: readonly string[];
  readonly sensitivity?: string | true;
}

/** What `--fill` means: inside a unit, and beyond its first and last observation. */
const FILLS = {
  linear: { inside: "linear", ends: "none" },
  growth: { inside: "growth", ends: "growth" },
  "linear+growth": { inside: "linear", ends: "growth" },
} as const;

/** `xinzhi index`: weights, composite and contributions of an indicator system. */
export function build(context: Context): Command {
  const t = context.t.bind(context);
  const extras = ["raw", "standardised", "contributions"] as const;
  return defineCommand(context, {
    name: "index",
    summary: {
      en: "build a composite index from an indicator system and a panel",
      zh: "由指标体系与面板构建综合指数",
    },
    examples: [
      "xinzhi index dictionaries/systems/example.yaml corpus/panel.csv -o index.csv",
      "xinzhi index dictionaries/systems/example.yaml corpus/panel.csv --weights combined:entropy,independence --json",
    ],
  })
    .argument(
      "<system>",
      t(
        "indicator system: a YAML file, or nqp-24, nqp-26, pharma-chain-resilience",
        "指标体系：YAML 文件，或内置的 nqp-24、nqp-26、pharma-chain-resilience",
      ),
    )
    .argument("<panel>", t("panel with the indicators' columns", "含指标各列的面板数据"))
    .option("-o, --output <file>", t("table of scores", "指数结果文件"))
    .option(
      "--weights <method>",
      "entropy | pca | critic | independence | cv | equal | given | given:FILE | combined:a,b[:multiplicative|additive|game]",
      "entropy",
    )
    .option(
      "--composite <kind>",
      "linear | topsis",
      oneOf("--composite", ["linear", "topsis"]),
      "linear",
    )
    .option(
      "--shift <e>",
      t("added to standardised values before weighting", "赋权前对标准化值的平移量"),
      realNumber("--shift"),
      0,
    )
    .option(
      "--missing <policy>",
      t("rows without all indicators: drop | error", "指标不全的行：drop | error"),
      oneOf("--missing", ["drop", "error"]),
      "drop",
    )
    .option(
      "--fill <rule>",
      t(
        "fill gaps first: none | linear | growth | linear+growth (inside + ends)",
        "先填补缺失：none | linear（内部线性）| growth（平均增长率）| linear+growth（内部线性、两端平均增长率）",
      ),
      oneOf("--fill", ["none", "linear", "growth", "linear+growth"]),
      "none",
    )
    .option(
      "--retain <rule>",
      t(
        "components of PCA weights: kaiser | a share such as 0.85 | a number",
        "主成分保留规则：kaiser | 累计贡献率（如 0.85）| 个数",
      ),
      "kaiser",
    )
    .option(
      "--negative <policy>",
      t("negative PCA weights: keep | abs | error", "主成分负权重：keep | abs | error"),
      oneOf("--negative", ["keep", "abs", "error"]),
      "keep",
    )
    .option(
      "--with <columns>",
      t(
        "add raw, standardised or contributions to the output (repeatable)",
        "输出中附加 raw（原值）、standardised（标准化值）、contributions（贡献），可重复",
      ),
      (text: string, before: string[] | undefined) =>
        repeatable(oneOf("--with", extras)(text), before),
    )
    .option("--weight-table <file>", t("write the weight table", "另存权重表"))
    .option(
      "--sensitivity [file]",
      t(
        "the index under all methods, without each indicator, other scales",
        "稳健性：全部赋权方法、逐一剔除指标、其他标准化",
      ),
    )
    .option(
      "--explain <unit,time>",
      t("take one value apart (repeatable)", "分解某单位某年的指数（可重复）"),
      repeatable,
    )
    .action((system: string, panel: string, options: Options) =>
      run(context, system, panel, options),
    );
}

async function run(context: Context, systemPath: string, panelPath: string, options: Options) {
  const system = openSystem(systemPath);
  const table = await readTable(panelPath);
  const panel = new Panel(table, system);
  const weights = await parseWeightChoice(options.weights, async (path) =>
    path === null ? systemWeights(system) : readGivenWeights(path),
  );
  const { composite, shift, missing } = options;
  const pca = { retain: retainRule(options.retain), negative: options.negative };
  const fill = options.fill === "none" ? "none" : FILLS[options.fill];
  const build: IndexOptions = { weights, composite, shift, missing, pca, fill };
  const result = buildIndex(panel, system, build);
  const sensitivity =
    options.sensitivity === undefined ? undefined : indexSensitivity(panel, system, build);
  if (sensitivity !== undefined && typeof options.sensitivity === "string") {
    await writeTable(options.sensitivity, sensitivityTable(sensitivity));
  }
  context.warn(result.warnings);
  const extra = options.with ?? [];
  if (options.output !== undefined) await writeTable(options.output, indexTable(result, extra));
  if (options.weightTable !== undefined) await writeTable(options.weightTable, weightTable(result));
  const explained = (options.explain ?? []).map((text) => {
    const comma = text.lastIndexOf(",");
    const at = { unit: text.slice(0, comma).trim(), time: Number(text.slice(comma + 1)) };
    return explainIndex(result, panel, at);
  });
  context.print(report(context, result, options.output), {
    ...indexJson(result, extra),
    ...(explained.length === 0 ? {} : { explained }),
    ...(sensitivity === undefined ? {} : { sensitivity: sensitivityJson(sensitivity) }),
    provenance: context.provenance({
      file: panelPath,
      ...(table.origin?.sha256 === undefined ? {} : { sha256: table.origin.sha256 }),
    }),
  });
  if (context.json) return;
  if (sensitivity !== undefined) context.print(comparison(context, sensitivity), null);
  for (const why of explained) context.print(explanation(context, why), null);
}

function retainRule(text: string): RetainRule {
  if (text === "kaiser") return "kaiser";
  const value = realNumber("--retain")(text);
  if (value > 0 && value < 1) return { share: value };
  return { components: wholeNumber("--retain", 1)(text) };
}

function report(context: Context, result: IndexResult, output: string | undefined): string {
  const t = context.t.bind(context);
  const weights = meanWeights(result);
  const rows = result.indicators.map((indicator, j) => [
    indicator.dimension ?? "",
    indicator.label,
    indicator.direction,
    weights[j]!.toFixed(4),
  ]);
  const head = [
    t("dimension", "维度"),
    t("indicator", "指标"),
    t("dir.", "方向"),
    t("weight", "权重"),
  ];
  const where = output === undefined ? "" : t(`  → ${output}`, `  → ${output}`);
  const { nobs } = result;
  return [
    t(
      `${result.label}: ${result.method}, ${result.scale}, ${result.composite}; ${nobs} rows${where}`,
      `${result.label}：${result.method}，${result.scale}，${result.composite}；${nobs} 行${where}`,
    ),
    ...align([head, ...rows]),
  ].join("\n");
}

function comparison(context: Context, found: IndexSensitivity): string {
  const t = context.t.bind(context);
  const head = [
    t("variant", "方案"),
    t("Spearman", "秩相关"),
    t("largest change of rank", "最大位次变动"),
    t("mean", "平均"),
  ];
  const rows = found.variants.map((v) => [
    v.name,
    v.spearman.toFixed(4),
    String(v.maxRankShift),
    v.meanRankShift.toFixed(1),
  ]);
  const failed = found.failures.map((f) => `${f.name}: ${context.local(f.reason)}`);
  return ["", ...align([head, ...rows]), ...failed].join("\n");
}

function explanation(context: Context, why: ReturnType<typeof explainIndex>): string {
  const number = (value: number | null) => (value === null ? "" : value.toPrecision(6));
  const rows = why.parts.map((part) => [
    part.indicator,
    number(part.raw),
    number(part.standardised),
    number(part.weight),
    number(part.contribution),
    part.cells.map((c) => `${c.column}=${number(c.value)} (${c.mark}, ${c.row ?? "?"})`).join("; "),
  ]);
  const t = context.t.bind(context);
  const head = [
    t("indicator", "指标"),
    t("value", "原值"),
    t("standardised", "标准化"),
    t("weight", "权重"),
    t("contribution", "贡献"),
    t("cells (mark, row of the file)", "单元格（来源，文件行号）"),
  ];
  return [`\n${why.unit} ${why.time}: ${number(why.value)}`, ...align([head, ...rows])].join("\n");
}

/** Columns padded to one width; a Chinese character takes two places. */
function align(rows: readonly (readonly string[])[]): string[] {
  const width = (text: string) =>
    [...text].reduce((sum, c) => sum + (c.codePointAt(0)! > 0x2e7f ? 2 : 1), 0);
  const widths = rows[0]!.map((_, j) => Math.max(...rows.map((row) => width(row[j]!))));
  return rows.map((row) =>
    row
      .map((text, j) => text + " ".repeat(widths[j]! - width(text)))
      .join("  ")
      .trimEnd(),
  );
}
