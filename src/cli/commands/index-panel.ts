import type { Command } from "commander";
import {
  buildIndex,
  distributionJson,
  explainIndex,
  type IndexExtra,
  type IndexOptions,
  indexDistribution,
  indexJson,
  indexSensitivity,
  indexTable,
  inverseDistanceWeights,
  openSystem,
  ownOptions,
  parseWeightChoice,
  readGivenWeights,
  sensitivityJson,
  sensitivityTable,
  spatialWeights,
  systemWeights,
  weightMethods,
  weightOptions,
  weightTable,
} from "../../indices/index.js";
import { distanceMatrix } from "../../region/index.js";
import type { IndexResult } from "../../result/index.js";
import { Panel, readTable, writeTable } from "../../table/index.js";
import type { Context } from "../context.js";
import { defineCommand } from "../define-command.js";
import { cliError } from "../errors.js";
import { writeIndexPictures } from "../index-figures.js";
import {
  distributionReport,
  explanationReport,
  sensitivityReport,
  weightReport,
} from "../index-report.js";
import { addCardOptions, readCardOptions } from "../method/card-flags.js";
import { nameList, oneOf, realNumber, repeatable, wholeNumber } from "../options.js";
import { readData } from "../read-data.js";

interface Options {
  readonly output?: string;
  readonly weights: string;
  readonly composite: "linear" | "topsis";
  readonly shift: number;
  readonly missing: "drop" | "error";
  readonly fill: "none" | keyof typeof FILLS;
  readonly with?: readonly IndexExtra[];
  readonly weightTable?: string;
  readonly explain?: readonly string[];
  readonly sensitivity?: string | true;
  readonly group?: string;
  readonly spatial?: string;
  readonly figures?: string;
  readonly units?: readonly string[];
  readonly map?: string;
  readonly draws: number;
  readonly seed: number;
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
  const command = defineCommand(context, {
    name: "index",
    summary: {
      en: "build a composite index from an indicator system and a panel",
      zh: "由指标体系与面板构建综合指数",
    },
    examples: [
      "xinzhi index dictionaries/systems/example.yaml corpus/panel.csv -o index.csv",
      "xinzhi index dictionaries/systems/example.yaml corpus/panel.csv --weights combined:entropy,independence --json",
    ],
  });
  command
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
      `${weightMethods()
        .map((m) => m.name)
        .join(" | ")} | given | given:FILE | combined:a,b[:multiplicative|additive|game]`,
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
      "--group <column>",
      t(
        "show inequality inside and between these groups, convergence and transitions",
        "按该列分组展示差异分解、收敛与转移（如 region）",
      ),
    )
    .option(
      "--spatial <file|lat,lon>",
      t(
        "with --group: Moran's I, by a list (from,to), a matrix, or inverse distance of two columns",
        "与 --group 合用：莫兰指数，权重取自邻接表（from,to）、矩阵，或两列经纬度的反距离",
      ),
    )
    .option(
      "--draws <n>",
      t("permutations of Moran's I", "莫兰指数置换次数"),
      wholeNumber("--draws"),
      999,
    )
    .option("--seed <s>", t("seed of the permutations", "随机种子"), wholeNumber("--seed"), 2026)
    .option(
      "--figures <folder>",
      t(
        "draw lines, weights, heat map and whatever else was computed, with CSV; weight and ranking tables",
        "输出折线图、权重图、热力图等（附 CSV 数据），以及权重表与排名表",
      ),
    )
    .option("--units <names>", t("units of the line chart", "折线图中的单位，以逗号分隔"), nameList)
    .option(
      "--map <geojson>",
      t("with --figures: a map of the last year", "与 --figures 合用：末年填色地图"),
    )
    .option(
      "--explain <unit,time>",
      t("take one value apart (repeatable)", "分解某单位某年的指数（可重复）"),
      repeatable,
    )
    .action((system: string, panel: string, options: Options) =>
      run(context, command, { system, panel }, options),
    );
  addCardOptions(command, context, weightMethods());
  return command;
}

/** The options of every weight method, as one card. */
const methodOptions = () => ({ name: "index", options: weightOptions() });

async function run(
  context: Context,
  command: Command,
  { system: systemPath, panel: panelPath }: { readonly system: string; readonly panel: string },
  options: Options,
) {
  const system = openSystem(systemPath);
  const table = await readData(context, panelPath);
  const panel = new Panel(table, system);
  const weights = await parseWeightChoice(options.weights, async (path) =>
    path === null ? systemWeights(system) : readGivenWeights(path),
  );
  const { composite, shift, missing } = options;
  const all = readCardOptions(command, context, methodOptions()).options;
  // With a sensitivity analysis, an option may be that of another method that is compared.
  const own = options.sensitivity === undefined ? all : ownOptions(weights, all);
  const fill = options.fill === "none" ? "none" : FILLS[options.fill];
  const build: IndexOptions = { weights, composite, shift, missing, options: own, fill };
  const result = buildIndex(panel, system, build);
  const sensitivity =
    options.sensitivity === undefined
      ? undefined
      : indexSensitivity(panel, system, { ...build, options: all });
  if (sensitivity !== undefined && typeof options.sensitivity === "string") {
    await writeTable(options.sensitivity, sensitivityTable(sensitivity));
  }
  const distribution = await distributionOf(panel, result, options);
  context.warn(result.warnings);
  const extra = options.with ?? [];
  if (options.output !== undefined) await writeTable(options.output, indexTable(result, extra));
  if (options.weightTable !== undefined) await writeTable(options.weightTable, weightTable(result));
  const explained = (options.explain ?? []).map((text) => {
    const comma = text.lastIndexOf(",");
    const at = { unit: text.slice(0, comma).trim(), time: Number(text.slice(comma + 1)) };
    return explainIndex(result, panel, at);
  });
  if (options.figures !== undefined) {
    const { units, map } = options;
    const pictures = { result, sensitivity, distribution, units, map };
    const files = await writeIndexPictures(context, options.figures, pictures);
    context.say(`${options.figures}: ${files.join(", ")}`);
  }
  context.print(weightReport(context, result, options.output), {
    ...indexJson(result, extra),
    ...(explained.length === 0 ? {} : { explained }),
    ...(sensitivity === undefined ? {} : { sensitivity: sensitivityJson(sensitivity) }),
    ...(distribution === undefined ? {} : { distribution: distributionJson(distribution) }),
    provenance: context.provenance(
      {
        file: panelPath,
        ...(table.origin?.sha256 === undefined ? {} : { sha256: table.origin.sha256 }),
      },
      distribution?.moran?.seed ?? null,
    ),
  });
  if (context.json) return;
  if (sensitivity !== undefined) context.print(sensitivityReport(context, sensitivity), null);
  if (distribution !== undefined) context.print(distributionReport(context, distribution), null);
  for (const why of explained) context.print(explanationReport(context, why), null);
}

async function distributionOf(panel: Panel, result: IndexResult, options: Options) {
  const { group, spatial, draws, seed } = options;
  if (group === undefined) {
    if (spatial === undefined) return undefined;
    throw cliError("bad-option", {
      option: "--spatial",
      value: spatial,
      expected: "to stand beside --group",
    });
  }
  panel.column(group);
  const groups = Array.from({ length: panel.nrow }, (_, i) => String(panel.value(i, group)));
  const units = panel.unitFactor.levels.map(String);
  const weights =
    spatial === undefined ? {} : { spatial: await weightsFrom(panel, units, spatial) };
  return indexDistribution(result, { groups, draws, seed, ...weights });
}

async function weightsFrom(panel: Panel, units: readonly string[], spatial: string) {
  const [lat, lon, ...rest] = nameList(spatial);
  const isColumns = lat !== undefined && lon !== undefined && rest.length === 0;
  if (!isColumns) return spatialWeights(await readTable(spatial), units);
  const columns = { unit: panel.unit, latitude: lat, longitude: lon };
  return inverseDistanceWeights(distanceMatrix(panel, columns));
}
