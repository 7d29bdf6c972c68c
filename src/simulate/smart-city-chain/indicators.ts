import { createRng } from "../../base/index.js";
import { type PanelSize, panelScores } from "../parts/panel-scores.js";
import { roundTo } from "../parts/round-to.js";
import { type Settings000, STREAM_000 } from "./settings.js";

type Columns = Record<string, Float64Array>;

/** Columns of `pharma-chain-resilience` that are an indicator as they stand. */
const PLAIN: Readonly<Record<string, readonly [column: string, digits: number]>> = {
  Y1: ["医药制造业总产值", 2],
  Y2: ["医药制造业总资产", 2],
  Y3: ["医药制造业利润总额", 2],
  Y4: ["医药制造业研发机构数", 4],
  Y6: ["医药制造业就业人数", 2],
  Y8: ["医药专利授权量", 4],
};

/**
 * The raw columns of the nine indicators. Each indicator is a straight line in the resilience path
 * plus noise of its own, so that a linear composite answers linearly too; Y5 falls with it.
 * 中文: 九个指标的原始列
 *
 * `slopes`: what one unit of the path is on the min–max scale of each indicator.
 */
export function indicators000(
  size: PanelSize,
  settings: Settings000,
  seed: number,
  path: Float64Array,
  gdp: Float64Array,
): { readonly columns: Columns; readonly slopes: Readonly<Record<string, number>> } {
  const { noise, noiseBetween, indicators } = settings.index;
  const shape = { between: noiseBetween, trend: 0, persistence: 0.5 };
  const drawn: Columns = {};
  const slopes: Record<string, number> = {};
  Object.entries(indicators).forEach(([name, range], j) => {
    const own = panelScores(size, shape, createRng(seed, STREAM_000.indicators, j));
    const sign = name === "Y5" ? -1 : 1;
    const mixed = path.map((v, i) => sign * (v + noise * settings.outcome.sd * own[i]!));
    const [least, most] = extremes(mixed);
    slopes[name] = 1 / (most - least);
    drawn[name] = mixed.map(
      (v) => range.low + (range.high - range.low) * slopes[name]! * (v - least),
    );
  });
  const plain = Object.entries(PLAIN).map(
    ([name, [column, digits]]) => [column, roundTo(drawn[name]!, digits)] as const,
  );
  const columns: Columns = Object.fromEntries(plain);
  return {
    slopes,
    columns: {
      ...columns,
      GDP: gdp,
      能源消费量: times(drawn.Y5!, gdp),
      医药制造业RD经费: times(drawn.Y7!, columns.医药制造业总产值!),
      医药制造业研发人员: times(drawn.Y9!, columns.医药制造业就业人数!),
    },
  };
}

function times(ratio: Float64Array, of: Float64Array): Float64Array {
  return roundTo(
    ratio.map((v, i) => v * of[i]!),
    4,
  );
}

function extremes(values: Float64Array): [least: number, most: number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const v of values) {
    least = Math.min(least, v);
    most = Math.max(most, v);
  }
  return [least, most];
}
