import { createRng } from "../../base/index.js";
import type { City004 } from "./cities.js";
import { type Settings004, STREAM_004 } from "./settings.js";
import type { Splits004 } from "./splits.js";
import type { Variables004 } from "./variables.js";

/** What an indicator is divided by in the system `nqp-26`. */
type Base = "总人口" | "政府财政支出" | "行政区域面积" | "GDP" | "none";

/** Columns that move with the common level: name, denominator, mean of the ratio. */
const RISING: readonly (readonly [string, Base, number])[] = [
  ["普通高等院校在校人数", "总人口", 190],
  ["教育支出", "政府财政支出", 0.17],
  ["信息传输计算机服务和软件业从业人员占比", "none", 0.013],
  ["科学研究与技术服务业从业人员占比", "none", 0.016],
  ["移动电话用户数", "总人口", 1.05],
  ["互联网用户数", "总人口", 0.27],
  ["长途光缆线路长度", "行政区域面积", 1100],
  ["电信业务收入", "总人口", 0.11],
  ["机器人安装数", "总人口", 2.4],
  ["环境保护支出", "政府财政支出", 0.03],
  ["科技支出", "政府财政支出", 0.021],
  ["数字发明专利授权数", "总人口", 0.35],
  ["数字实用新型专利授权数", "总人口", 0.9],
  ["绿色专利授权数", "总人口", 0.5],
  ["高技术产业企业数", "总人口", 0.31],
  ["高技术产业营业收入", "GDP", 0.13],
  ["新能源充电桩企业数", "总人口", 0.05],
  ["人工智能企业数", "总人口", 0.2],
  ["建成区绿化覆盖率", "none", 0.4],
];

/** Pollution: falls with the standing of the city and over time; no policy moves it. */
const FALLING: readonly (readonly [string, number])[] = [
  ["工业废气排放总量", 3.1],
  ["工业废水排放总量", 2.4],
  ["工业废物排放总量", 1.5],
  ["化学需氧量排放", 0.4],
];

/** Inputs of the two systems whose coupling is an indicator; no policy moves them. */
const DIGITAL = ["宽带接入端口", "电子商务销售额", "软件业务收入", "数字普惠金融指数"] as const;
const REAL = ["工业增加值", "固定资产投资", "社会消费品零售总额", "货物进出口总额"] as const;

/** Slope of each rising indicator (as a share of its mean) in the common level. */
export const LEVEL_SLOPE = 9;

/** Mean of the ratio that a rising column is the numerator of. */
export function meanRatio(name: string): number {
  return RISING.find(([column]) => column === name)![2];
}

/** Raw columns of the yearbook by name, cities in blocks of years. */
export type YearbookColumns = ReadonlyMap<string, Float64Array>;

/** Columns that no level moves: denominators, pollution, production, both economies. */
export function fixedColumns(
  settings: Settings004,
  seed: number,
  cities: readonly City004[],
  splits: Splits004,
  variables: Variables004,
): Map<string, Float64Array> {
  const { first, last } = settings.years;
  const T = last - first + 1;
  const draw = panelDraws(seed, cities, T);
  const columns = new Map<string, Float64Array>();
  const total = variables.areas.reduce((a, b) => a + b, 0);
  const at = (value: (city: number, t: number, i: number) => number): Float64Array =>
    Float64Array.from({ length: cities.length * T }, (_, i) => value(Math.floor(i / T), i % T, i));
  columns.set("总人口", splits.population);
  columns.set(
    "行政区域面积",
    at((c) => variables.areas[c]!),
  );
  // National GDP grows by 6.5 %; a city has its share by the agglomeration and its area.
  const gdp = at((c, t, i) => {
    const nation = 480_000 * 1.065 ** t;
    return (variables.agglomeration[i]! * variables.areas[c]! * nation) / total;
  });
  columns.set("GDP", gdp);
  const shift = draw(1, 0.2, 0.03);
  columns.set(
    "政府财政支出",
    at((c, t, i) => 0.2 * splits.population[i]! * Math.exp(0.08 * t + shift(c, t))),
  );
  FALLING.forEach(([name, mean], j) => {
    const own = draw(10 + j, 0.15, 0.05);
    columns.set(
      name,
      at((c, t, i) => {
        const ratio = 1 - 0.05 * cities[c]!.standing - 0.03 * t + own(c, t);
        return mean * Math.max(0.05, ratio) * gdp[i]!;
      }),
    );
  });
  [...DIGITAL, ...REAL].forEach((name, j) => {
    const own = draw(20 + j, 0.4, 0.06);
    const trend = j < DIGITAL.length ? 0.11 : 0.06;
    columns.set(
      name,
      at((c, t) => 40 * Math.exp(0.5 * cities[c]!.standing + trend * t + own(c, t))),
    );
  });
  setProduction(columns, seed, cities, T, splits);
  return columns;
}

/** Output, capital and labour of a frontier with inefficiency that fades. */
function setProduction(
  columns: Map<string, Float64Array>,
  seed: number,
  cities: readonly City004[],
  T: number,
  splits: Splits004,
): void {
  const n = cities.length * T;
  const [output, capital, labour] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  cities.forEach((city, c) => {
    const rng = createRng(seed, STREAM_004.indicators, 90, c);
    const u = Math.abs(0.45 * rng.normal()) * Math.exp(-0.25 * city.standing);
    const intensity = 2.6 + 0.5 * city.standing + 0.4 * rng.normal();
    for (let t = 0; t < T; t++) {
      const i = c * T + t;
      const lnL = Math.log(0.52 * splits.population[i]!) + 0.05 * rng.normal();
      const lnK = lnL + intensity + 0.09 * t + 0.05 * rng.normal();
      const fading = u * Math.exp(-0.03 * (t - T + 1));
      labour[i] = Math.exp(lnL);
      capital[i] = Math.exp(lnK);
      output[i] = Math.exp(0.4 + 0.52 * lnK + 0.46 * lnL + 0.06 * rng.normal() - fading);
    }
  });
  columns.set("非农实际产出", output);
  columns.set("资本存量", capital);
  columns.set("从业人员", labour);
}

/** Columns that move with the common level, linearly.   中文: 随共同水平变动的指标 */
export function risingColumns(
  settings: Settings004,
  seed: number,
  cities: readonly City004[],
  fixed: YearbookColumns,
  level: Float64Array,
): Map<string, Float64Array> {
  const T = settings.years.last - settings.years.first + 1;
  const { indicatorCity, indicatorYear } = settings.noise;
  const draw = panelDraws(seed, cities, T);
  return new Map(
    RISING.map(([name, base, mean], j) => {
      // Some indicators follow the common level closely, others loosely: weights differ.
      const loose = 0.5 + 0.15 * (j % 7);
      const own = draw(40 + j, loose * indicatorCity, loose * indicatorYear);
      const below = base === "none" ? undefined : fixed.get(base)!;
      const values = Float64Array.from(level, (l, i) => {
        const ratio = mean * (1 + LEVEL_SLOPE * l + own(Math.floor(i / T), i % T));
        return below === undefined ? ratio : ratio * below[i]!;
      });
      return [name, values];
    }),
  );
}

/** City effect + yearly shock, bounded; each city has a stream of its own. */
function panelDraws(seed: number, cities: readonly City004[], T: number) {
  return (stream: number, city: number, year: number): ((c: number, t: number) => number) => {
    const drawn = cities.map((_, c) => {
      const rng = createRng(seed, STREAM_004.indicators, stream, c);
      const level = city * bounded(rng.normal());
      return Array.from({ length: T }, () => level + year * bounded(rng.normal()));
    });
    return (c, t) => drawn[c]![t]!;
  };
}

function bounded(z: number): number {
  return Math.min(2.5, Math.max(-2.5, z));
}
