import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  buildIndex,
  bundledSystems,
  columnsOf,
  type IndicatorSystem,
  openSystem,
  systemTable,
  systemWeights,
  weightTable,
  withDirections,
} from "../../src/indices/index.js";
import { Panel, readTable, Table } from "../../src/table/index.js";

const folder = new URL("../../dictionaries/systems/", import.meta.url);

/** A panel with every column that a system reads, different numbers in each. */
function panelFor(system: IndicatorSystem, units = 12): Panel {
  const names = new Set(system.indicators.flatMap((i) => columnsOf(i.expression)));
  const data: Record<string, readonly number[] | string[]> = {
    [system.unit]: Array.from({ length: units * 5 }, (_, i) => `c${i % units}`),
    [system.time]: Array.from({ length: units * 5 }, (_, i) => 2010 + Math.floor(i / units)),
  };
  let seed = 0;
  for (const name of names) {
    seed++;
    data[name] = Array.from({ length: units * 5 }, (_, i) => 50 + 40 * Math.sin(seed * (i + 1)));
  }
  return new Panel(Table.of(data), system);
}

describe("bundled indicator systems", () => {
  it("are listed in the manifest with their hash", () => {
    const manifest = JSON.parse(readFileSync(new URL("manifest.json", folder), "utf8"));
    for (const [file, entry] of Object.entries<{ sha256: string }>(manifest.files)) {
      const bytes = readFileSync(new URL(file, folder));
      expect(createHash("sha256").update(bytes).digest("hex"), file).toBe(entry.sha256);
    }
    for (const name of bundledSystems()) expect(manifest.files).toHaveProperty(`${name}.yaml`);
  });

  it.each([
    ["pharma-chain-resilience", 9, 3, ["Y5"]],
    ["nqp-24", 24, 3, ["污染防治质量"]],
    ["nqp-26", 26, 4, ["工业废气减排", "工业废水减排", "工业废物减排", "化学需氧量减排"]],
  ])("%s has %i indicators in %i dimensions and builds an index", (name, k, dimensions, minus) => {
    const system = openSystem(name);
    expect(system.indicators).toHaveLength(k);
    expect(system.indicators.filter((i) => i.direction === "-").map((i) => i.name)).toEqual(minus);
    const result = buildIndex(panelFor(system), system);
    expect(result.dimensions).toHaveLength(dimensions);
    expect(weightTable(result).nrow).toBe(k);
  });

  it("nqp-26 carries the 26 published weights, which sum to 1, also as a table", async () => {
    const system = openSystem("nqp-26");
    const table = await readTable(new URL("nqp-26-weights.csv", folder).pathname);
    const weights = table.number("weight");
    expect(weights).toHaveLength(26);
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(weights).toEqual(systemTable(system).number("weight"));
    const result = buildIndex(panelFor(system), system, { weights: systemWeights(system) });
    expect(result.weights[0]!.values[0]).toBeCloseTo(0.0512, 12);
    expect(result.warnings).toHaveLength(0);
  });

  it("nqp-24 keeps the printed direction of energy intensity under a mark, and can be turned", () => {
    const system = openSystem("nqp-24");
    const energy = system.indicators.find((i) => i.name === "能源强度")!;
    expect(energy).toMatchObject({ direction: "+", asPublished: true });
    const turned = withDirections(system, { 能源强度: "-" });
    const panel = panelFor(system);
    const j = system.indicators.indexOf(energy);
    const before = buildIndex(panel, system).standardised[j]!;
    const after = buildIndex(panel, turned).standardised[j]!;
    after.forEach((value, i) => {
      expect(value).toBeCloseTo(1 - before[i]!, 12);
    });
    expect(() => withDirections(system, { 能源强: "-" })).toThrow(/能源强度/);
  });

  it("answers a misspelt name with the nearest one", () => {
    expect(() => openSystem("nqp-25")).toThrow(/nqp-2/);
  });
});
