import type { Command } from "commander";
import {
  distanceMatrix,
  distanceTable,
  harmoniseBoundaries,
  matchRegions,
  type RegionLevel,
  Regions,
} from "../../../region/index.js";
import { readTable } from "../../../table/index.js";
import type { Context } from "../../context.js";
import { defineCommand } from "../../define-command.js";
import { cliError } from "../../errors.js";
import { nameList, oneOf } from "../../options.js";
import { addOutput, deliver } from "./panel-output.js";

/** match-regions, boundaries, distances: what region names and coordinates are good for. */
export function regionCommands(context: Context): Command[] {
  return [matchCommand(context), boundariesCommand(context), distancesCommand(context)];
}

interface MatchFlags {
  readonly column: string;
  readonly level: RegionLevel;
  readonly province?: string;
  readonly names: "as-written" | "today";
  readonly output?: string;
}

function matchCommand(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "match-regions",
    summary: {
      en: "codes for a column of region names, with a report",
      zh: "为地区名称匹配代码并报告",
    },
    examples: [
      "xinzhi panel match-regions dictionaries/policies/free-trade-zones.csv --column city -o coded.csv",
    ],
  })
    .argument("<data>", t("data file", "数据文件"))
    .requiredOption("--column <name>", t("column of names or codes", "名称或代码列"))
    .option(
      "--region-level, --level <level>",
      "province | prefecture | county",
      oneOf("--region-level", ["province", "prefecture", "county"]),
      "prefecture",
    )
    .option(
      "--to <level>",
      t(
        "prefecture: a county or district stands for its own prefecture (default: unmatched)",
        "prefecture：县区归并到所属地级市（缺省：不匹配）",
      ),
      oneOf("--to", ["prefecture"]),
    )
    .option("--province <column>", t("column of provinces, to settle names", "省份列（消除同名）"))
    .option(
      "--names <which>",
      t("codes and names: today | as-written", "代码与名称：today（今）| as-written（按原名）"),
      oneOf("--names", ["as-written", "today"]),
      "today",
    );
  return addOutput(command, context).action(async (file: string, o: MatchFlags) => {
    const { table, warnings, ...report } = matchRegions(
      await readTable(file),
      o.column,
      Regions.load(),
      o,
    );
    const how = Object.entries(report.how)
      .map(([name, count]) => `${name} ${count}`)
      .join(", ");
    const share = Number.isNaN(report.share) ? "–" : (100 * report.share).toFixed(1);
    const summary = t(
      `${report.matched} of ${report.distinct} distinct values matched (${share} % of names of this level; ${how})`,
      `${report.distinct} 个不同值中匹配 ${report.matched} 个（占本级名称的 ${share} %；${how}）`,
    );
    await deliver(
      context,
      "match-regions",
      { table, summary, report, warnings, input: file },
      o.output,
    );
  });
}

interface BoundaryFlags {
  readonly city: string;
  readonly time: string;
  readonly sum: string[];
  readonly mean?: string[];
  readonly merged: "combine" | "drop" | "keep";
  readonly split: "drop" | "keep";
  readonly output?: string;
}

function boundariesCommand(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "boundaries",
    summary: {
      en: "city-years in the boundaries of today, by rule",
      zh: "按规则统一到今天的行政区划",
    },
    examples: [
      "xinzhi panel boundaries corpus/examples/cities.csv --city city --time year --sum gdp,pop --mean rate:pop -o today.csv",
    ],
  })
    .argument("<data>", t("data file", "数据文件"))
    .requiredOption("--city <column>", t("column of city names or codes", "城市名称或代码列"))
    .requiredOption("--time <column>", t("column of times", "时间列"))
    .requiredOption("--sum <names>", t("columns that add up", "可加总的列"), nameList)
    .option(
      "--mean <pairs>",
      t("averaged columns as COLUMN:WEIGHT", "加权平均的列，写作 列:权重"),
      nameList,
    )
    .option(
      "--merged <rule>",
      t("merged cities: combine | drop | keep", "并入他市者：combine | drop | keep"),
      oneOf("--merged", ["combine", "drop", "keep"]),
      "combine",
    )
    .option(
      "--split <rule>",
      t("split cities: drop | keep", "拆分者：drop | keep"),
      oneOf("--split", ["drop", "keep"]),
      "drop",
    );
  return addOutput(command, context).action(async (file: string, o: BoundaryFlags) => {
    const mean = (o.mean ?? []).map(parsePair);
    const { table, report, warnings } = harmoniseBoundaries(await readTable(file), Regions.load(), {
      ...o,
      mean,
    });
    const summary = t(
      `${report.renamed.length} renamed, ${report.combined.length} combined, ${report.dropped.length} dropped, ${report.kept.length} kept`,
      `更名 ${report.renamed.length}，合并 ${report.combined.length}，剔除 ${report.dropped.length}，保留 ${report.kept.length}`,
    );
    await deliver(
      context,
      "boundaries",
      { table, summary, report, warnings, input: file },
      o.output,
    );
  });
}

function parsePair(text: string): readonly [string, string] {
  const [column, weight, more] = text.split(":");
  if (!column || !weight || more !== undefined) {
    throw cliError("bad-option", { option: "--mean", value: text, expected: "COLUMN:WEIGHT" });
  }
  return [column, weight];
}

interface DistanceFlags {
  readonly unit: string;
  readonly lat: string;
  readonly lon: string;
  readonly output?: string;
}

function distancesCommand(context: Context): Command {
  const t = context.t.bind(context);
  const command = defineCommand(context, {
    name: "distances",
    summary: { en: "great-circle distances between units (km)", zh: "单位间大圆距离矩阵（公里）" },
    examples: [
      "xinzhi panel distances corpus/examples/coordinates.csv --unit city --lat lat --lon lon -o km.csv",
    ],
  })
    .argument("<data>", t("data file", "数据文件"))
    .requiredOption("--unit <column>", t("column of units", "单位列"))
    .requiredOption("--lat <column>", t("latitude in degrees", "纬度（度）"))
    .requiredOption("--lon <column>", t("longitude in degrees", "经度（度）"));
  return addOutput(command, context).action(async (file: string, o: DistanceFlags) => {
    const options = { unit: o.unit, latitude: o.lat, longitude: o.lon };
    const table = distanceTable(distanceMatrix(await readTable(file), options));
    await deliver(
      context,
      "distances",
      { table, summary: "", report: {}, warnings: [], input: file },
      o.output,
    );
  });
}
