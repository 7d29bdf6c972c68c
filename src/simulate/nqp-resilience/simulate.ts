import { createRng } from "../../base/index.js";
import { buildIndex, openSystem } from "../../indices/index.js";
import { mean, variance } from "../../math/index.js";
import { numberColumn, Panel, Table, textColumn } from "../../table/index.js";
import { demoSentences } from "../demo/demo-settings.js";
import { answerVariable } from "../parts/answer-variable.js";
import { blendScores } from "../parts/blend-scores.js";
import { drawVariable } from "../parts/draw-variable.js";
import { matchMoments } from "../parts/match-moments.js";
import { type PanelSize, panelScores } from "../parts/panel-scores.js";
import { plantedSlopes } from "../parts/planted-slopes.js";
import {
  type InventedCity,
  inventedCities,
  regionTable,
} from "../parts/records/invented-cities.js";
import { panelTable } from "../parts/records/panel-table.js";
import type { SimulatedFiles } from "../parts/records/simulated-files.js";
import { roundTo } from "../parts/round-to.js";
import { timeColumn } from "../parts/time-column.js";
import { unitColumn } from "../parts/unit-column.js";
import { untreatedOutcome } from "../parts/untreated-outcome.js";
import { indicators002 } from "./indicators.js";
import { patents002 } from "./patents.js";
import { reports002 } from "./reports.js";
import { type Settings002, STREAM_002 } from "./settings.js";
import { structure002 } from "./structure.js";

type Columns = Record<string, Float64Array>;

/**
 * Study 002: 230 invented cities, 24 indicators whose index moves the resilience of growth.
 * 中文: 研究 002 的模拟数据
 *
 * The outcome is built on the index itself (as the study's index stage will compute it from the
 * rounded indicators), so that the planted effect is that of the index, exactly.
 */
export function simulate002(settings: Settings002, seed: number): SimulatedFiles {
  const base = base002(settings, seed);
  const { cities, years, size } = base;
  const factor = factorScores(settings, base, seed);
  const controls = Object.entries(settings.variables).map(([name, shape], j) => {
    const rng = createRng(seed, STREAM_002.variables, j);
    return [name, drawVariable(size, shape, rng, base.wealth)] as const;
  });
  const values: Columns = Object.fromEntries(controls.map(([name, v]) => [name, v.values]));
  const gdpPerHead = roundTo(values.lngdp!.map(Math.exp), 2);
  const raw = indicators002(size, settings, seed, factor, {
    denominators: base.denominators,
    gdpPerHead,
  });
  const nqp = mappedIndex(settings, cities, years, raw);
  const groups = groupsOf(base, values.science!);
  const slopes = plantedSlopes(size, nqp, settings.planted.nqp, [
    { by: groups.nonResource, shift: settings.planted.nonResource },
    { by: groups.governmentScience, shift: settings.planted.governmentScience },
    { by: groups.rank, shift: settings.planted.rank },
  ]);
  const untreated = untreatedOutcome(
    size,
    settings.outcome,
    controls.map(([name, v]) => ({
      scores: v.scores,
      weight: settings.outcome.loads[name] ?? 0,
    })),
    createRng(seed, STREAM_002.outcome),
  );
  const added = nqp.map((x, i) => slopes[i]! * (x - settings.index.mean) + untreated.trend[i]!);
  const resilience = matchMoments(untreated.scores, settings.outcome, { added });
  const answers = answersTo(nqp, settings, seed, size);
  const sentences = demoSentences();
  const people = base.denominators.总人口!;
  return {
    tables: {
      "regions.csv": () => regionTable(cities),
      "panel.csv": () =>
        panelTable(cities, years, {
          municipality: unitColumn(
            size,
            cities.map((c) => Number(c.municipality)),
          ),
          ...values,
          ...raw,
          ...structure002(size, seed, answers, raw.总就业人数!),
          unemployment: roundTo(answers.unemployment, 6),
          recovery: roundTo(answers.recovery, 6),
          relief: roundTo(unitColumn(size, base.relief), 4),
          phones1984: roundTo(unitColumn(size, base.phones), 2),
          resource: groups.nonResource.map((v) => 1 - v),
          high_rank: groups.rank,
        }),
      "growth.csv": () => growthTable(settings, base, resilience),
      "nation.csv": () => nationTable(years),
      "patents.csv": () =>
        patents002(
          seed,
          cities,
          years,
          answers.patents.map((v, i) => v * people[i]!),
          sentences,
        ),
    },
    texts: () => reports002(settings, seed, base.provinces, sentences),
  };
}

/** Cities, years, and what does not change with the draws of the variables. */
function base002(settings: Settings002, seed: number) {
  const cities = inventedCities(settings.cities);
  const { first, last } = settings.years;
  const years = Array.from({ length: last - first + 1 }, (_, t) => first + t);
  const size: PanelSize = { units: cities.length, times: years.length };
  const rng = createRng(seed, STREAM_002.base);
  const wealth = panelScores(size, { between: 0.9, trend: 0, persistence: 0.8 }, rng);
  const relief = Float64Array.from(cities, () => 150 * Math.exp(0.35 * rng.normal()));
  const phones = Float64Array.from(cities, () => 28 * Math.exp(0.6 * rng.normal()));
  const codes = [...new Set(cities.map((c) => c.provinceCode))];
  const shared = panelScores(
    { units: codes.length, times: years.length },
    { between: 0.4, trend: 0, persistence: 0.6 },
    rng,
  );
  const provinces = codes.map((code, p) => ({
    code,
    name: cities.find((c) => c.provinceCode === code)!.province,
    scores: shared.slice(p * years.length, (p + 1) * years.length),
  }));
  const order = Array.from(rng.permutation(cities.length));
  const resource = new Set(
    order.filter((i) => !cities[i]!.municipality).slice(0, settings.groups.resourceCities),
  );
  const high = new Set([
    ...order.filter((i) => cities[i]!.municipality),
    ...order.filter((i) => !cities[i]!.municipality && !resource.has(i)),
  ]);
  const highRank = new Set([...high].slice(0, settings.groups.highRankCities));
  const people = unitColumn(
    size,
    Float64Array.from(cities, () => 100 * Math.exp(0.45 * rng.normal())),
  );
  const scaled = (level: number, sd: number, growth: number): Float64Array => {
    const own = Float64Array.from(cities, () => level * Math.exp(sd * rng.normal()));
    return roundTo(
      people.map((v, cell) => {
        const t = cell % size.times;
        return v * own[Math.floor(cell / size.times)]! * Math.exp(growth * t);
      }),
      2,
    );
  };
  const denominators: Columns = {
    总人口: scaled(1, 0, 0.004),
    总就业人数: scaled(0.55, 0.1, 0.005),
    财政总支出: scaled(1200, 0.2, 0.09),
    企业总数: scaled(60, 0.3, 0.1),
    专利申请数: scaled(9, 0.5, 0.12),
  };
  const users = Float64Array.from({ length: years.length + 1 }, (_, t) =>
    Number((3.8 + 0.53 * t).toFixed(2)),
  );
  return {
    cities,
    years,
    size,
    wealth,
    relief,
    phones,
    provinces,
    resource,
    highRank,
    denominators,
    /** National internet users from the year before the first on. */
    users,
  };
}

type Base002 = ReturnType<typeof base002>;

/** The common factor of the indicators: own path, wealth, instruments, province. */
function factorScores(settings: Settings002, base: Base002, seed: number): Float64Array {
  const { size, cities, provinces } = base;
  const { factor } = settings;
  const own = panelScores(size, factor, createRng(seed, STREAM_002.factor));
  const lagged = standardised(base.users.slice(0, size.times));
  const times = (constant: Float64Array): Float64Array => {
    const c = standardised(constant);
    return own.map((_, cell) => c[Math.floor(cell / size.times)]! * lagged[cell % size.times]!);
  };
  const place = cities.map((city) => provinces.findIndex((p) => p.code === city.provinceCode));
  const province = own.map(
    (_, cell) => provinces[place[Math.floor(cell / size.times)]!]!.scores[cell % size.times]!,
  );
  return blendScores([
    { scores: own, weight: 1 },
    { scores: base.wealth, weight: factor.wealth },
    { scores: times(base.relief), weight: factor.relief },
    { scores: times(base.phones), weight: factor.phones },
    { scores: province, weight: factor.province },
  ]);
}

/** The index that the study's index stage will find, mapped to the printed mean and sd. */
function mappedIndex(
  settings: Settings002,
  cities: readonly InventedCity[],
  years: readonly number[],
  raw: Columns,
): Float64Array {
  const panel = new Panel(panelTable(cities, years, raw), { unit: "city", time: "year" });
  const index = buildIndex(panel, openSystem(settings.index.system), { weights: "entropy" });
  return toMoments(index.values, settings.index);
}

/** Dummies of the three groups by which the effect differs. */
function groupsOf(base: Base002, science: Float64Array) {
  const { size, resource, highRank } = base;
  const dummy = (holds: (unit: number) => boolean): Float64Array =>
    unitColumn(
      size,
      Array.from({ length: size.units }, (_, i) => Number(holds(i))),
    );
  const whole = mean(science);
  const own = (i: number): number => mean(science.slice(i * size.times, (i + 1) * size.times));
  return {
    nonResource: dummy((i) => !resource.has(i)),
    governmentScience: dummy((i) => own(i) > whole),
    rank: dummy((i) => highRank.has(i)),
  };
}

function answersTo(nqp: Float64Array, settings: Settings002, seed: number, size: PanelSize) {
  const answer = (name: keyof Settings002["answers"], stream: number): Float64Array =>
    answerVariable(size, settings.answers[name], nqp, createRng(seed, STREAM_002.answers, stream));
  return {
    unemployment: answer("unemployment", 0),
    recovery: answer("recovery", 1),
    rationalisation: answer("rationalisation", 2),
    advancement: answer("advancement", 3),
    talent: answer("talent", 4),
    patents: answer("patents", 5),
  };
}

/** Real output whose growth less the nation's is the resilience, with the year before the first. */
function growthTable(settings: Settings002, base: Base002, resilience: Float64Array) {
  const { cities, years, size } = base;
  const { nationalGrowth, growthSd, mean: centre, sd } = settings.outcome;
  const longer: PanelSize = { units: size.units, times: size.times + 1 };
  const output = new Float64Array(longer.units * longer.times);
  for (let i = 0; i < longer.units; i++) {
    const start = i * longer.times;
    output[start] = 100;
    for (let t = 1; t < longer.times; t++) {
      const own = (growthSd * (resilience[i * size.times + t - 1]! - centre)) / sd;
      output[start + t] = output[start + t - 1]! * (1 + (nationalGrowth[t - 1]! + own) / 100);
    }
  }
  const nation = [Number.NaN, ...nationalGrowth.map((g) => g / 100)];
  return panelTable(cities, [years[0]! - 1, ...years], {
    real_gdp: roundTo(output, 8),
    g_nation: timeColumn(longer, nation),
    internet: timeColumn(longer, base.users),
  });
}

/** One row a year for what is counted in the national reports. */
function nationTable(years: readonly number[]): Table {
  return new Table([
    textColumn(
      "code",
      years.map(() => "100000"),
    ),
    numberColumn("year", years),
  ]);
}

function toMoments(values: Float64Array, to: { readonly mean: number; readonly sd: number }) {
  const centre = mean(values);
  const slope = to.sd / Math.sqrt(variance(values));
  return values.map((v) => to.mean + slope * (v - centre));
}

function standardised(values: Float64Array): Float64Array {
  return toMoments(values, { mean: 0, sd: 1 });
}
