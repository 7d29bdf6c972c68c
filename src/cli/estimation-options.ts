import type { Command } from "commander";
import { useThreads } from "../jobs/index.js";
import {
  type Family,
  type RegressOptions,
  regressFamilies,
  type SscSpec,
  type VcovSpec,
} from "../regress/index.js";
import type { Context } from "./context.js";
import { cliError } from "./errors.js";
import {
  clusterNames,
  confidenceLevel,
  nameList,
  oneOf,
  realNumber,
  repeatable,
  wholeNumber,
} from "./options.js";

const VCOV_TYPES = ["iid", "hc1", "hc2", "hc3", "cluster", "dk", "nw", "conley"] as const;

/** The shared options as commander hands them over. */
export interface RawEstimationOptions {
  readonly cluster?: string[];
  readonly vcov?: (typeof VCOV_TYPES)[number];
  readonly lat?: string;
  readonly lon?: string;
  readonly cutoff?: number;
  readonly lag?: number;
  readonly wild?: "rademacher" | "webb";
  readonly draws?: number;
  readonly ssc?: SscSpec;
  readonly weights?: string;
  readonly offset?: string;
  readonly where?: string;
  readonly panel?: { readonly unit: string; readonly time: string };
  /** commander: `--keep-singletons` */
  readonly keepSingletons?: boolean;
  readonly trend?: string;
  readonly tolerance?: number;
  readonly family: Family;
  readonly seed: number;
  readonly threads?: number;
  readonly output?: string[];
  readonly level?: number;
}

/** The shared options after their rules were applied.   中文: 估计选项 */
export interface EstimationRequest {
  readonly options: RegressOptions;
  readonly family: Family;
  readonly wild: { readonly weights: "rademacher" | "webb"; readonly draws: number } | null;
  readonly seed: number;
  readonly outputs: readonly string[];
  /** Set when no variance was asked for: the sentence that says which one was taken. */
  readonly vcovNote: string | null;
}

/** Adds the options that `regress` and `did` share.   中文: 添加共用的估计选项 */
export function addEstimationOptions(command: Command, context: Context): Command {
  const t = context.t.bind(context);
  const families = regressFamilies().map((f) => f.name);
  return command
    .option("--cluster <columns>", t("cluster by a,b", "按 a,b 聚类"), clusterNames)
    .option("--vcov <type>", VCOV_TYPES.join(" | "), vcovType)
    .option("--lat <column>", t("latitude, for conley", "纬度列（conley）"))
    .option("--lon <column>", t("longitude, for conley", "经度列（conley）"))
    .option(
      "--cutoff <km>",
      t("distance, for conley", "距离阈值（conley）"),
      realNumber("--cutoff"),
    )
    .option("--lag <n>", t("lags, for dk and nw", "滞后阶数（dk、nw）"), wholeNumber("--lag"))
    .option(
      "--wild <weights>",
      t("wild cluster bootstrap: rademacher | webb", "wild 聚类自助法：rademacher | webb"),
      oneOf("--wild", ["rademacher", "webb"]),
    )
    .option("--draws <n>", t("bootstrap draws", "自助抽样次数"), wholeNumber("--draws", 1))
    .option(
      "--ssc <rule>",
      t(
        "fixest | reghdfe | none, or parts: kAdj=true,kFixef=full,gAdj=true,gDf=min,tDf=min",
        "fixest | reghdfe | none，或分项：kAdj=true,kFixef=full,gAdj=true,gDf=min,tDf=min",
      ),
      parseSsc,
    )
    .option("--weights <column>", t("positive row weights", "权重列"))
    .option("--offset <column>", t("added with coefficient 1", "系数为 1 的附加项"))
    .option("--where <condition>", t("rows to use", "样本条件"))
    .option("--panel <unit,time>", t("columns of unit and time", "单位列,时间列"), parsePanel)
    .option("--keep-singletons", t("keep rows alone in an effect", "保留单例观测"))
    .option("--trend <unit>", t("a linear trend for each unit", "各单位的线性趋势"))
    .option(
      "--tolerance <x>",
      t("of the sweep (default 1e-10)", "固定效应扫除的容差（默认 1e-10）"),
      realNumber("--tolerance"),
    )
    .option("--family <name>", families.join(" | "), oneOf("--family", families), "gaussian")
    .option("--level <percent>", t("of the intervals (95)", "置信水平（95）"), confidenceLevel)
    .option("--seed <n>", t("seed of random draws", "随机种子"), wholeNumber("--seed"), 1)
    .option("--threads <n>", t("worker threads", "线程数"), wholeNumber("--threads", 1))
    .option(
      "-o, --output <file>",
      t("write .docx .html .tex .xlsx .md .csv .json; repeatable", "输出文件；可重复"),
      repeatable,
    );
}

/** What Stata and fixest call them. */
const VCOV_WORDS: Readonly<Record<string, (typeof VCOV_TYPES)[number]>> = {
  robust: "hc1",
  hetero: "hc1",
  heteroskedastic: "hc1",
  standard: "iid",
};

function vcovType(text: string): (typeof VCOV_TYPES)[number] {
  const columns = /^~\s*(.+)$|^cluster[ (]\s*(.+?)\)?$/.exec(text);
  if (columns !== null) {
    const names = (columns[1] ?? columns[2])!.split(/[\s+,]+/).join(",");
    throw cliError("bad-option", {
      option: "--vcov",
      value: text,
      expected: `--cluster ${names} in its place`,
    });
  }
  const word = text.toLowerCase();
  return VCOV_WORDS[word] ?? oneOf("--vcov", VCOV_TYPES)(word);
}

const DEFAULT_DRAWS = 9999;

/**
 * Applies the rules of the shared options; `unit` is the panel's unit where the command knows it.
 *
 * The one default of the house: clustered by unit when a panel is declared, HC1 otherwise; it is
 * printed with the result.
 */
export function readEstimation(
  raw: RawEstimationOptions,
  context: Context,
  unit: string | undefined = raw.panel?.unit,
): EstimationRequest {
  const { vcov, note } = chooseVcov(raw, context, unit);
  if (raw.wild !== undefined && vcov.type !== "cluster") {
    throw cliError("bad-option", {
      option: "--wild",
      value: raw.wild,
      expected: "a clustered variance (--cluster)",
    });
  }
  useThreads(raw.threads ?? 1);
  return {
    options: {
      vcov,
      ...(raw.ssc === undefined ? {} : { ssc: raw.ssc }),
      ...(raw.weights === undefined ? {} : { weights: raw.weights }),
      ...(raw.offset === undefined ? {} : { offset: raw.offset }),
      ...(raw.where === undefined ? {} : { where: raw.where }),
      ...(raw.panel === undefined ? {} : { panel: raw.panel }),
      ...(raw.keepSingletons ? { singletons: "keep" as const } : {}),
      ...(raw.trend === undefined ? {} : { trend: raw.trend }),
      ...(raw.tolerance === undefined ? {} : { tolerance: raw.tolerance }),
      ...(raw.level === undefined ? {} : { level: raw.level }),
    },
    family: raw.family,
    wild: raw.wild === undefined ? null : { weights: raw.wild, draws: raw.draws ?? DEFAULT_DRAWS },
    seed: raw.seed,
    outputs: raw.output ?? [],
    vcovNote: note,
  };
}

function chooseVcov(
  raw: RawEstimationOptions,
  context: Context,
  unit: string | undefined,
): { vcov: VcovSpec; note: string | null } {
  const type = raw.vcov ?? (raw.cluster === undefined ? undefined : "cluster");
  rejectUnused(raw, type);
  const lag = raw.lag === undefined ? {} : { lag: raw.lag };
  switch (type) {
    case undefined:
      return unit === undefined
        ? {
            vcov: { type: "hc1" },
            note: context.t(
              "no variance was asked for: HC1 is used",
              "未指定方差类型：采用 HC1 稳健标准误",
            ),
          }
        : {
            vcov: { type: "cluster", cluster: [unit] },
            note: context.t(
              `no variance was asked for: clustered by ${unit}`,
              `未指定方差类型：按 ${unit} 聚类`,
            ),
          };
    case "cluster": {
      const cluster = raw.cluster ?? (unit === undefined ? undefined : [unit]);
      if (cluster === undefined) {
        throw cliError("bad-option", {
          option: "--vcov",
          value: "cluster",
          expected: "--cluster a,b with it",
        });
      }
      return { vcov: { type, cluster }, note: null };
    }
    case "conley": {
      const { lat, lon, cutoff } = raw;
      if (lat === undefined || lon === undefined || cutoff === undefined) {
        throw cliError("bad-option", {
          option: "--vcov",
          value: "conley",
          expected: "--lat, --lon and --cutoff with it",
        });
      }
      return { vcov: { type, lat, lon, cutoff }, note: null };
    }
    case "dk":
    case "nw":
      return { vcov: { type, ...lag }, note: null };
    default:
      return { vcov: { type }, note: null };
  }
}

/** No option may be silently ignored because of another. */
function rejectUnused(raw: RawEstimationOptions, type: string | undefined): void {
  const conflicts: readonly [string, unknown, boolean, string][] = [
    ["--cluster", raw.cluster, type === "cluster", "--vcov cluster"],
    ["--lag", raw.lag, type === "dk" || type === "nw", "--vcov dk or nw"],
    ["--lat", raw.lat, type === "conley", "--vcov conley"],
    ["--lon", raw.lon, type === "conley", "--vcov conley"],
    ["--cutoff", raw.cutoff, type === "conley", "--vcov conley"],
    ["--draws", raw.draws, raw.wild !== undefined, "--wild"],
  ];
  for (const [option, value, used, expected] of conflicts) {
    if (value !== undefined && !used) {
      throw cliError("bad-option", {
        option,
        value: String(value),
        expected: `${expected} with it`,
      });
    }
  }
}

function parsePanel(text: string): { unit: string; time: string } {
  const [unit, time, more] = nameList(text);
  if (unit === undefined || time === undefined || more !== undefined) {
    throw cliError("bad-option", { option: "--panel", value: text, expected: "unit,time" });
  }
  return { unit, time };
}

const SSC_PARTS = {
  kAdj: ["true", "false"],
  kFixef: ["full", "nonnested", "none"],
  gAdj: ["true", "false"],
  gDf: ["min", "conventional"],
  tDf: ["min", "conventional"],
} as const;

function parseSsc(text: string): SscSpec {
  if (!text.includes("=")) return oneOf("--ssc", ["fixest", "reghdfe", "none"])(text);
  const parts: Record<string, string | boolean> = {};
  for (const piece of nameList(text)) {
    const [key = "", value = ""] = piece.split("=");
    const name = oneOf("--ssc", Object.keys(SSC_PARTS) as (keyof typeof SSC_PARTS)[])(key);
    const choice = oneOf<string>(`--ssc ${name}`, SSC_PARTS[name])(value);
    parts[name] = choice === "true" ? true : choice === "false" ? false : choice;
  }
  return parts as SscSpec;
}
