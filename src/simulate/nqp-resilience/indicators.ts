import { createRng } from "../../base/index.js";
import { drawVariable } from "../parts/draw-variable.js";
import type { PanelSize } from "../parts/panel-scores.js";
import { roundTo } from "../parts/round-to.js";
import { type Settings002, STREAM_002 } from "./settings.js";

type Columns = Record<string, Float64Array>;

/** Formulas of `nqp-24` that are a ratio: indicator → numerator and denominator. */
const RATIOS: Readonly<Record<string, readonly [string, string]>> = {
  经济产出: ["GDP", "总人口"],
  就业结构: ["第三产业就业人数", "总就业人数"],
  培育经费: ["教育支出", "财政总支出"],
  知识积累潜能: ["在校学生数", "总人口"],
  信息化水平: ["电子商务企业数", "企业总数"],
  战略性产业占比: ["新兴战略产业增加值", "GDP"],
  环境保护力度: ["环境保护支出", "财政总支出"],
  绿色发明成果: ["绿色专利申请数", "专利申请数"],
  数字基础设施: ["互联网宽带接入端口数", "总人口"],
  能源强度: ["能源消耗量", "GDP"],
  人均专利数量: ["专利授权数量", "总人口"],
  新产品经济投入: ["新产品开发经费", "GDP"],
};

/** Indicators that are a column as it stands. */
const PLAIN: Readonly<Record<string, string>> = {
  经济收入: "在岗职工平均工资",
  文化程度: "人均受教育平均年限",
  创新精神: "RD人员全时当量",
  创业精神: "每百人新创企业数",
  绿色资源: "森林覆盖率",
  绿色能源消耗水平: "能源消费结构低碳化指数",
  污染防治潜力: "废气治理设施处理能力",
  数字经济: "数字经济指数",
  企业数字化: "企业数字化水平",
};

/** Jobs of the nation, in the unit of the cities' jobs: any constant would do. */
const NATIONAL_JOBS = 76_000;

/**
 * The columns behind the 24 indicators: each indicator is drawn to its level, with its load on the
 * common factor, and taken apart into the columns of its formula.   中文: 24 个指标的原始列
 *
 * `denominators` hold 总人口, 总就业人数, 财政总支出, 企业总数, 专利申请数; GDP per head is that of the
 * controls.
 */
export function indicators002(
  size: PanelSize,
  settings: Settings002,
  seed: number,
  factor: Float64Array,
  given: { readonly denominators: Columns; readonly gdpPerHead: Float64Array },
): Columns {
  const drawn: Columns = { 经济产出: given.gdpPerHead };
  Object.entries(settings.indicators).forEach(([name, shape], j) => {
    const rng = createRng(seed, STREAM_002.indicators, j);
    drawn[name] = drawVariable(size, { ...shape, wealth: shape.load }, rng, factor).values;
  });
  const columns: Columns = { ...given.denominators };
  columns.GDP = product(given.gdpPerHead, columns.总人口!, 2);
  for (const [name, [over, under]] of Object.entries(RATIOS)) {
    if (over !== "GDP") columns[over] = product(drawn[name]!, columns[under]!, 4);
  }
  for (const [name, column] of Object.entries(PLAIN)) columns[column] = drawn[name]!;
  return { ...columns, ...composed(drawn, columns) };
}

/** Indicators of three quantities or of a product. */
function composed(drawn: Columns, columns: Columns): Columns {
  const jobs = columns.总就业人数!.map((n) => 0.35 * n);
  const roads = drawn.传统基础设施!;
  const emissions = product(drawn.污染防治质量!, columns.GDP!, 4);
  return {
    工业就业人数: roundTo(jobs, 4),
    全国总就业人数: jobs.map(() => NATIONAL_JOBS),
    工业机器人安装数: roundTo(
      drawn.未来产业!.map((v, i) => (v * NATIONAL_JOBS) / Number(jobs[i]!.toFixed(4))),
      2,
    ),
    公路里程: roundTo(
      roads.map((v) => 0.62 * v),
      2,
    ),
    铁路里程: roundTo(
      roads.map((v) => 0.03 * v),
      2,
    ),
    光纤长度: roundTo(
      roads.map((v) => 0.35 * v),
      2,
    ),
    化学需氧量排放: roundTo(
      emissions.map((v) => 0.6 * v),
      4,
    ),
    二氧化硫排放: roundTo(
      emissions.map((v) => 0.4 * v),
      4,
    ),
  };
}

function product(ratio: Float64Array, of: Float64Array, digits: number): Float64Array {
  return roundTo(
    ratio.map((v, i) => v * of[i]!),
    digits,
  );
}
