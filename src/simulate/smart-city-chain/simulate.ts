import { createRng } from "../../base/index.js";
import { buildIndex, openSystem, parseWeightChoice } from "../../indices/index.js";
import { variance } from "../../math/index.js";
import { Panel } from "../../table/index.js";
import { assignCohorts } from "../parts/assign-cohorts.js";
import { blendScores } from "../parts/blend-scores.js";
import { drawVariable } from "../parts/draw-variable.js";
import { matchMoments } from "../parts/match-moments.js";
import { type PanelSize, panelScores } from "../parts/panel-scores.js";
import {
  type InventedCity,
  inventedCities,
  regionTable,
} from "../parts/records/invented-cities.js";
import { panelTable } from "../parts/records/panel-table.js";
import { policyTable } from "../parts/records/policy-table.js";
import type { SimulatedFiles } from "../parts/records/simulated-files.js";
import { roundTo } from "../parts/round-to.js";
import { treatmentDummy } from "../parts/treatment-dummy.js";
import { twfeAverage } from "../parts/twfe-average.js";
import { type UntreatedOutcome, untreatedOutcome } from "../parts/untreated-outcome.js";
import { indicators000 } from "./indicators.js";
import { type Settings000, STREAM_000 } from "./settings.js";

type Columns = Record<string, Float64Array>;

/** Rounds in which the planted effect is brought to what it is to be on the index's scale. */
const ROUNDS = 6;

/**
 * Study 000: 54 invented cities whose nine indicators follow a path of resilience that treatment
 * lifts.   中文: 研究 000 的模拟数据
 *
 * The index is a noisy image of the path, mapped to the printed mean and sd. The effect on the path
 * is scaled until its image on the mapped index is the planted one.
 */
export async function simulate000(settings: Settings000, seed: number): Promise<SimulatedFiles> {
  const cities = inventedCities(settings.cities);
  const { first, last } = settings.years;
  const years = Array.from({ length: last - first + 1 }, (_, t) => first + t);
  const size: PanelSize = { units: cities.length, times: years.length };
  const start = assignCohorts(size.units, settings.cohorts, createRng(seed, STREAM_000.cohorts));
  const did = treatmentDummy(size, first, start);
  const wealth = panelScores(
    size,
    { between: 0.9, trend: 0, persistence: 0.8 },
    createRng(seed, STREAM_000.wealth),
  );
  const controls = Object.entries(settings.variables).map(([name, shape], j) => {
    const rng = createRng(seed, STREAM_000.variables, j);
    return [name, drawVariable(size, shape, rng, wealth)] as const;
  });
  const values: Columns = Object.fromEntries(controls.map(([name, v]) => [name, v.values]));
  const tech = mediator(settings, size, seed, did, wealth);
  const policies = Object.entries(settings.policies).map(([name, p], j) => {
    const from = assignCohorts(size.units, p.cohorts, createRng(seed, STREAM_000.policies, j));
    return { name, ...p, from, dummy: treatmentDummy(size, first, from) };
  });
  const added = plantedPart(settings, size, did, tech, values.iil!);
  for (const { dummy, effect } of policies) {
    dummy.forEach((d, i) => {
      added[i]! += effect * d;
    });
  }
  const untreated = untreatedOutcome(
    size,
    settings.outcome,
    controls.map(([name, v]) => ({
      scores: v.scores,
      weight: settings.outcome.loads[name] ?? 0,
    })),
    createRng(seed, STREAM_000.outcome),
  );
  const raw = await indicatorsWithEffect(settings, seed, cities, years, {
    untreated,
    added,
    gdp: roundTo(values.cgdp!.map(Math.exp), 2),
  });
  const columns = leaveOut({ ...values, tech, ...raw }, settings, size, start, seed);
  return {
    tables: {
      "regions.csv": () => regionTable(cities),
      "panel.csv": () => panelTable(cities, years, columns),
      "smart-city.csv": () => policyTable("智慧城市试点", cities, start),
      ...Object.fromEntries(
        policies.map((p) => [`${p.name}.csv`, () => policyTable(p.title, cities, p.from)]),
      ),
    },
    texts: () => ({}),
  };
}

/** The mediator: printed moments, with what treatment adds. */
function mediator(
  settings: Settings000,
  size: PanelSize,
  seed: number,
  did: Float64Array,
  wealth: Float64Array,
): Float64Array {
  const { effect, digits, ...shape } = settings.mediator;
  const own = panelScores(size, shape, createRng(seed, STREAM_000.mediator));
  const scores = blendScores([
    { scores: own, weight: Math.sqrt(1 - shape.wealth ** 2) },
    { scores: wealth, weight: shape.wealth },
  ]);
  return roundTo(matchMoments(scores, shape, { added: did.map((d) => effect * d) }), digits);
}

/** Treatment directly and through the mediator, and its moderation around the average effect. */
function plantedPart(
  settings: Settings000,
  size: PanelSize,
  did: Float64Array,
  tech: Float64Array,
  iil: Float64Array,
): Float64Array {
  const { planted, mediator: channel } = settings;
  const slope = planted.mediator / channel.sd;
  const direct = planted.did - slope * channel.effect;
  const { min, max } = settings.variables.iil!;
  const moderator = iil.map((v) => (v - min) / (max - min));
  const centre = twfeAverage(size, did, moderator);
  return did.map(
    (d, i) =>
      d * (direct + planted.moderation * (moderator[i]! - centre)) +
      slope * (tech[i]! - channel.mean),
  );
}

/** The raw indicators of a path whose effect is the planted one after the index stage's mapping. */
async function indicatorsWithEffect(
  settings: Settings000,
  seed: number,
  cities: readonly InventedCity[],
  years: readonly number[],
  parts: { untreated: UntreatedOutcome; added: Float64Array; gdp: Float64Array },
): Promise<Columns> {
  const size: PanelSize = { units: cities.length, times: years.length };
  const weights = await parseWeightChoice(settings.index.weights, () => {
    throw new RangeError("weights of study 000 are not given by hand");
  });
  const system = openSystem(settings.index.system);
  let scale = 1;
  let columns: Columns = {};
  for (let round = 0; round < ROUNDS; round++) {
    const { scores, trend } = parts.untreated;
    const added = parts.added.map((v, i) => scale * v + trend[i]!);
    const path = matchMoments(scores, settings.outcome, { added });
    const made = indicators000(size, settings, seed, path, parts.gdp);
    columns = made.columns;
    const panel = new Panel(panelTable(cities, years, columns), { unit: "city", time: "year" });
    const index = buildIndex(panel, system, { weights });
    const slope = index.indicators.reduce(
      (sum, { name }, j) => sum + index.weights[0]!.values[j]! * made.slopes[name]!,
      0,
    );
    const mapping = settings.index.sd / Math.sqrt(variance(index.values));
    scale = 1 / (slope * mapping);
  }
  return columns;
}

/** Some cells of never treated cities are not observed; the study fills them. */
function leaveOut(
  columns: Columns,
  settings: Settings000,
  size: PanelSize,
  start: Float64Array,
  seed: number,
): Columns {
  const rng = createRng(seed, STREAM_000.missing);
  const never = Array.from(start.keys()).filter((i) => start[i] === 0);
  const out = { ...columns };
  for (const name of settings.missing.columns) {
    const values = Float64Array.from(out[name]!);
    for (let k = 0; k < settings.missing.cells; k++) {
      const unit = never[rng.integer(never.length)]!;
      values[unit * size.times + 1 + rng.integer(size.times - 1)] = Number.NaN;
    }
    out[name] = values;
  }
  return out;
}
