import { createRng } from "../../base/index.js";
import { perpetualInventory } from "../../indices/index.js";
import { mean, median } from "../../math/index.js";
import { Panel } from "../../table/index.js";
import { demoSentences } from "../demo/demo-settings.js";
import { answerVariable } from "../parts/answer-variable.js";
import { assignCohorts } from "../parts/assign-cohorts.js";
import { blendScores } from "../parts/blend-scores.js";
import { drawVariable } from "../parts/draw-variable.js";
import { matchMoments } from "../parts/match-moments.js";
import { type PanelSize, panelScores } from "../parts/panel-scores.js";
import { plantedSlopes } from "../parts/planted-slopes.js";
import { quotientColumn } from "../parts/quotient-column.js";
import {
  type InventedCity,
  inventedCities,
  regionTable,
} from "../parts/records/invented-cities.js";
import { panelTable } from "../parts/records/panel-table.js";
import { policyTable } from "../parts/records/policy-table.js";
import type { SimulatedFiles } from "../parts/records/simulated-files.js";
import { roundTo } from "../parts/round-to.js";
import { stochasticCount } from "../parts/stochastic-count.js";
import { treatmentDummy } from "../parts/treatment-dummy.js";
import { unitColumn } from "../parts/unit-column.js";
import { firms001 } from "./firms.js";
import { keywordCounts001 } from "./keyword-counts.js";
import { patents001 } from "./patents.js";
import { reports001 } from "./reports.js";
import { type Settings001, STREAM_001 } from "./settings.js";

type Columns = Record<string, Float64Array>;

/**
 * Study 001: 284 invented cities, of which 107 become smart cities; the effect on innovation differs
 * between groups of cities and with two moderators around the planted average.
 * 中文: 研究 001 的模拟数据
 */
export function simulate001(settings: Settings001, seed: number): SimulatedFiles {
  const base = base001(settings, seed);
  const { cities, years, size, did } = base;
  const controls = Object.entries(settings.variables).map(([name, shape], j) => {
    const rng = createRng(seed, STREAM_001.variables, j);
    return [name, drawVariable(size, shape, rng, base.wealth)] as const;
  });
  const values: Columns = Object.fromEntries(controls.map(([name, v]) => [name, v.values]));
  const moderators = moderators001(settings, seed, base);
  const { planted } = settings;
  const slopes = plantedSlopes(size, did, planted.did, [
    { by: base.policies.ip!.dummy, shift: planted.ipCity },
    { by: moderators.east, shift: planted.east },
    { by: moderators.lowHuman, shift: planted.lowHuman },
    { by: moderators.lowPhysical, shift: planted.lowPhysical },
    { by: moderators.manufacturing.quotients, shift: planted.manufacturing },
    { by: moderators.finance, shift: planted.finance },
  ]);
  const innovation = innovation001(settings, seed, base, controls, slopes);
  const answers = answers001(settings, seed, base);
  const known = (unknown: number): Float64Array =>
    unitColumn(
      size,
      cities.map((_, i) => Number(i >= size.units - unknown)).map((v) => 1 - v),
    );
  const counts = keywordCounts001(size, settings, seed, did);
  const sentences = demoSentences();
  return {
    tables: {
      "regions.csv": () => regionTable(cities),
      "panel.csv": () =>
        panelTable(cities, years, {
          east: moderators.east,
          innovation,
          ...values,
          human: moderators.human,
          jobs: base.jobs,
          manufacturing_jobs: roundTo(moderators.manufacturing.values, 8),
          loans: roundTo(
            until(size, 13, moderators.finance, 1).map((v, i) => v * base.area[i]!),
            6,
          ),
          area: base.area,
          people: base.people,
          telecom: roundTo(
            until(size, 13, answers.telecom, 0).map((v, i) => Math.exp(v) * base.people[i]!),
            6,
          ),
          mobile: roundTo(
            until(size, 13, answers.infrastructure, 12).map((v, i) => 1.4 * v * base.people[i]!),
            8,
          ),
          internet: roundTo(
            until(size, 13, answers.infrastructure, 12).map((v, i) => 0.6 * v * base.people[i]!),
            8,
          ),
          stock: unitColumn(size, base.stock),
          known_bigdata: known(1),
          known_innovative: known(2),
        }),
      "capital.csv": () => moderators.capital,
      "firms.csv": () => firms001(size, settings, seed, cities, did),
      "smart-city.csv": () => policyTable("智慧城市试点", cities, base.first),
      ...Object.fromEntries(
        Object.entries(base.policies).map(([name, p]) => [
          `${name}.csv`,
          () => policyTable(p.title, cities, p.first),
        ]),
      ),
      "patents.csv": () => patents001(seed, cities, years, answers, sentences),
    },
    texts: () => reports001(seed, cities, years, counts, sentences),
  };
}

/** Cities, years, treatment and what does not answer to it. */
function base001(settings: Settings001, seed: number) {
  const cities = inventedCities(settings.cities, { east: settings.east });
  const { first: start, last } = settings.years;
  const years = Array.from({ length: last - start + 1 }, (_, t) => start + t);
  const size: PanelSize = { units: cities.length, times: years.length };
  const first = assignCohorts(size.units, settings.cohorts, createRng(seed, STREAM_001.cohorts));
  const policies = Object.fromEntries(
    Object.entries(settings.policies).map(([name, p], j) => {
      const from = assignCohorts(size.units, p.cohorts, createRng(seed, STREAM_001.policies, j));
      return [name, { title: p.title, first: from, dummy: treatmentDummy(size, start, from) }];
    }),
  );
  const rng = createRng(seed, STREAM_001.wealth);
  const wealth = panelScores(size, { between: 0.9, trend: 0, persistence: 0.8 }, rng);
  const level = (centre: number, sd: number): Float64Array =>
    Float64Array.from(cities, () => Number((centre * Math.exp(sd * rng.normal())).toFixed(2)));
  const people = unitColumn(size, level(380, 0.6));
  return {
    cities,
    years,
    size,
    first,
    did: treatmentDummy(size, start, first),
    policies,
    wealth,
    people,
    jobs: roundTo(
      people.map((v) => 0.12 * v),
      4,
    ),
    area: unitColumn(size, level(12_000, 0.6)),
    stock: level(900, 1.2),
  };
}

type Base001 = ReturnType<typeof base001>;

/** What groups and interactions go by. */
function moderators001(settings: Settings001, seed: number, base: Base001) {
  const { size, cities, years, wealth } = base;
  const draw = (name: keyof Settings001["moderators"], stream: number): Float64Array => {
    const rng = createRng(seed, STREAM_001.moderators, stream);
    return drawVariable(size, settings.moderators[name], rng, wealth).values;
  };
  const human = draw("human", 0);
  const capital = capitalTable(settings, seed, cities, years);
  const panel = new Panel(capital, { unit: "city", time: "year" });
  const stocks = perpetualInventory(panel, "investment", { deflator: "price" }).values;
  // The stock of the year before the first is not part of the panel.
  const physical = stocks.filter((_, i) => i % (size.times + 1) > 0);
  return {
    east: unitColumn(
      size,
      cities.map((c) => Number(c.area === "东部")),
    ),
    human,
    lowHuman: below(size, human),
    lowPhysical: below(size, physical),
    capital,
    manufacturing: quotientColumn(size, draw("manufacturing", 2), base.jobs, 0.25),
    finance: draw("finance", 3),
  };
}

/** 1 in cities whose mean does not exceed the median of all cities' means. */
function below(size: PanelSize, values: Float64Array): Float64Array {
  const means = Float64Array.from({ length: size.units }, (_, i) =>
    mean(values.slice(i * size.times, (i + 1) * size.times)),
  );
  const cut = median(means);
  return unitColumn(
    size,
    means.map((v) => Number(v <= cut)),
  );
}

/** Fixed investment and its price from the year before the panel on. */
function capitalTable(
  settings: Settings001,
  seed: number,
  cities: readonly InventedCity[],
  years: readonly number[],
) {
  const longer: PanelSize = { units: cities.length, times: years.length + 1 };
  const rng = createRng(seed, STREAM_001.moderators, 1);
  const { values } = drawVariable(longer, settings.moderators.investment, rng);
  const price = values.map((_, cell) => Number((1.02 ** (cell % longer.times)).toFixed(6)));
  return panelTable(cities, [years[0]! - 1, ...years], { investment: values, price });
}

/** The innovation index: its log ratio to the base year has the printed moments. */
function innovation001(
  settings: Settings001,
  seed: number,
  base: Base001,
  controls: readonly (readonly [string, { readonly scores: Float64Array }])[],
  slopes: Float64Array,
): Float64Array {
  const { size, did } = base;
  const own = panelScores(size, settings.outcome, createRng(seed, STREAM_001.outcome));
  // The trend fills the printed range, so that it is mapped with the rest rather than added.
  const scores = blendScores([
    { scores: own, weight: 1 },
    ...controls.map(([name, v]) => ({
      scores: v.scores,
      weight: settings.outcome.loads[name] ?? 0,
    })),
  ]);
  const added = did.map((d, i) => d * slopes[i]!);
  const fixed = did.map((_, i) => (i % size.times === 0 ? 0 : Number.NaN));
  const ratio = matchMoments(scores, settings.outcome, { added, fixed });
  const rng = createRng(seed, STREAM_001.outcome, 1);
  const start = unitColumn(
    size,
    Float64Array.from({ length: size.units }, () => 2 * Math.exp(rng.normal())),
  );
  return ratio.map((v, i) => Number((start[i]! * Math.exp(v)).toPrecision(12)));
}

/** What answers to treatment; patents as whole numbers whose logarithm is right on average. */
function answers001(settings: Settings001, seed: number, base: Base001) {
  const { size, did } = base;
  const { answers, withoutTransfers } = settings;
  const answer = (name: keyof Settings001["answers"], stream: number): Float64Array =>
    answerVariable(size, answers[name], did, createRng(seed, STREAM_001.answers, stream));
  const rng = createRng(seed, STREAM_001.answers, 9);
  const joint = answer("joint", 0).map((v) => stochasticCount(v, rng.uniform()));
  const transfers = answer("transfers", 1).map((v) => 1 + stochasticCount(v, rng.uniform()));
  for (const cell of rng.permutation(transfers.length).slice(0, withoutTransfers)) {
    transfers[cell] = 0;
  }
  return {
    joint,
    transfers,
    telecom: answer("telecom", 2),
    infrastructure: answer("infrastructure", 3),
  };
}

/** Values of the first periods, less `missing` cells spread over the units; NaN otherwise. */
function until(
  size: PanelSize,
  times: number,
  values: Float64Array,
  missing: number,
): Float64Array {
  return values.map((v, cell) => {
    const unit = Math.floor(cell / size.times);
    const t = cell % size.times;
    const absent = t === 5 && unit < missing;
    return t < times && !absent ? v : Number.NaN;
  });
}
