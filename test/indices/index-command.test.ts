import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { columnsOf, openSystem } from "../../src/indices/index.js";
import { readTable } from "../../src/table/index.js";
import { runWords } from "../run-words.js";
import { gap, golden, goldenYaml } from "./golden.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-index-"));
afterAll(() => rmSync(folder, { recursive: true }));
const panel = "test/golden/index/resilience.csv";
const system = join(folder, "system.yaml");
writeFileSync(system, goldenYaml("pooled"));

const run = (...argv: string[]) => runWords(["index", ...argv]);

describe("xinzhi index", () => {
  it("writes keys, dimension scores and the composite, and prints the weights", async () => {
    const file = join(folder, "out.csv");
    const { code, out } = await run(system, panel, "-o", file);
    expect(code).toBe(0);
    expect(out).toContain("0.1554");
    const lines = readFileSync(file, "utf8").trim().split("\n");
    expect(lines[0]).toBe("city,year,抵抗力,恢复力,转型力,resilience");
    expect(lines).toHaveLength(595);
  });

  it("prints one JSON value with full precision", async () => {
    const { code, out } = await run(system, panel, "--json", "--explain", "C001,2009");
    expect(code).toBe(0);
    const json = JSON.parse(out);
    const weights = json.weights.map((i: { weight: number }) => i.weight);
    expect(gap(weights, golden.entropy_pooled.w)).toBeLessThan(1e-10);
    expect(json.explained[0].parts[0].cells[0].row).toBe(2);
    expect(json.provenance.input.file).toBe(panel);
  });

  it("answers a misspelt method with the nearest one and exit code 2", async () => {
    const { code, err } = await run(system, panel, "--weights", "entropi");
    expect(code).toBe(2);
    expect(err).toContain('Did you mean "entropy"?');
  });

  it("runs the example of its help as printed", async () => {
    const help = await run("--help");
    const example = /xinzhi index (.*) -o index\.csv/.exec(help.out)![1]!.split(" ");
    expect((await run(...example)).code).toBe(0);
  });
});

describe("xinzhi index, what an index is made of", () => {
  it("compares variants and shows the distribution by group", async () => {
    const example = ["dictionaries/systems/example.yaml", "corpus/panel.csv"];
    const { code, out } = await run(...example, "--sensitivity", "--group", "province", "--json");
    expect(code).toBe(0);
    const { sensitivity, distribution } = JSON.parse(out);
    expect(sensitivity.methods).toContain("topsis");
    expect(distribution.dagum).toHaveLength(12);
    expect(distribution.transition.ergodic).toHaveLength(4);
    expect(distribution.moran).toBeNull();
    const alone = await run(...example, "--spatial", "w.csv");
    expect(alone.code).toBe(2);
    expect(alone.err).toContain("--group");
  });

  it("takes spatial weights from a list and reports islands", async () => {
    const list = join(folder, "w.csv");
    const pairs = Array.from({ length: 53 }, (_, i) => {
      const name = (n: number) => `C${String(n).padStart(3, "0")}`;
      return `${name(i + 1)},${name(i + 2)}`;
    });
    writeFileSync(list, `from,to\n${pairs.slice(0, 52).join("\n")}\n`);
    const { code, err, out } = await run(
      ...[system, panel, "--group", "city", "--spatial", list, "--draws", "19", "--json"],
    );
    expect(code, err).toBe(0);
    const { moran } = JSON.parse(out).distribution;
    expect(moran.periods).toHaveLength(11);
    expect(moran.periods[0].local).toHaveLength(54);
    expect(moran.warnings[0].code).toBe("indices/islands");
  });

  it("reads given weights from a table and names what is missing", async () => {
    const file = join(folder, "given.csv");
    writeFileSync(
      file,
      `indicator,weight\n${[1, 2, 3, 4, 5, 6, 7, 8].map((j) => `Y${j},1`).join("\n")}\n`,
    );
    const { code, err } = await run(system, panel, "--weights", `given:${file}`);
    expect(code).toBe(2);
    expect(err).toContain("Y9");
  });

  it("draws what was computed, each picture with its numbers", async () => {
    const out = join(folder, "pictures");
    const small = join(folder, "small.csv");
    const rows = readFileSync(panel, "utf8").split("\n");
    const kept = rows.filter((row) => /^(city|C00[1-5],20(09|10|19))/.test(row));
    writeFileSync(small, `${kept.join("\n")}\n`);
    const map = join(folder, "map.geojson");
    const square = [
      [110, 30],
      [111, 30],
      [111, 31],
      [110, 31],
      [110, 30],
    ];
    const feature = {
      type: "Feature",
      properties: { name: "C001" },
      geometry: { type: "Polygon", coordinates: [square] },
    };
    writeFileSync(map, JSON.stringify({ type: "FeatureCollection", features: [feature] }));
    const { code, err } = await run(
      ...[
        system,
        small,
        "--weights",
        "pca",
        "--figures",
        out,
        "--map",
        map,
        "--units",
        "C001,C002",
      ],
    );
    expect(code, err).toBe(0);
    const names = readdirSync(out).sort();
    for (const name of ["lines", "weights", "heat-map", "scree", "map"]) {
      expect(names).toContain(`${name}.svg`);
      expect(names).toContain(`${name}.png`);
      expect(names).toContain(`${name}.csv`);
    }
    for (const ending of ["docx", "html", "csv"]) {
      expect(names).toContain(`ranking-table.${ending}`);
      expect(names).toContain(`weights-table.${ending}`);
    }
    expect(readFileSync(join(out, "ranking-table.csv"), "utf8")).toMatch(/C00[1-5],[\d.-]+,\d/);
    const lines = readFileSync(join(out, "lines.csv"), "utf8");
    expect(lines).toContain("C002,2019,");
    expect(readFileSync(join(out, "map.csv"), "utf8")).toContain("C001,C001,2019,");
    const broken = await run(system, small, "--figures", out, "--map", system);
    expect(broken.code).toBe(2);
    expect(broken.err).toContain("report/bad-geojson");
  });
});

describe("xinzhi index --weight-table", () => {
  it.each([
    ["pharma-chain-resilience", 9, "combined:entropy,independence"],
    ["nqp-24", 24, "entropy"],
    ["nqp-26", 26, "given"],
  ])(
    "writes the table of %s: %i rows of one layout, weights that sum to 1",
    async (name, k, weights) => {
      const { unit, time, indicators } = openSystem(name);
      const columns = [...new Set(indicators.flatMap((i) => columnsOf(i.expression)))];
      const rows = Array.from({ length: 60 }, (_, i) => [
        `c${i % 12}`,
        2010 + Math.floor(i / 12),
        ...columns.map((_, j) => 50 + 40 * Math.sin((j + 1) * (i + 1))),
      ]);
      const data = join(folder, `${name}.csv`);
      const head = [unit, time, ...columns].map((c) => `"${c}"`).join(",");
      writeFileSync(data, `${head}\n${rows.map((row) => row.join(",")).join("\n")}\n`);
      const file = join(folder, `${name}-weights.csv`);
      const { code, err } = await run(name, data, "--weights", weights, "--weight-table", file);
      expect(code, err).toBe(0);
      const table = await readTable(file);
      expect(table.names.slice(0, 4)).toEqual(["dimension", "subdimension", "indicator", "label"]);
      expect(table.nrow).toBe(k);
      const found = table.number("weight");
      expect(found.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
      if (weights !== "given") return;
      const published = await readTable("dictionaries/systems/nqp-26-weights.csv");
      expect(gap(found, published.number("weight"))).toBeLessThan(1e-12);
    },
  );
});
