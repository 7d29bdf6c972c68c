import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Store } from "../../../src/store/index.js";
import { readStudy, runStudy, type StudyRun } from "../../../src/study/index.js";
import { smallStudy } from "../small-study.js";

const SECTIONS = `
  - { make: index-lines, units: [c00, c01] }
  - { make: index-lines, id: grouped, groups: province, average: none }
  - { make: index-map, map: map.geojson, period: 2012, classes: 3 }
  - { make: index-lines, id: wrong, index: wealht }
  - { make: index-map, id: torn, map: torn.geojson }
  - { make: index-map, id: gone, map: nowhere.geojson }
`;

const SYSTEM = `
name: wealth
label: Wealth
unit: city
time: year
scale: pooled
indicators:
  - { name: gdp, column: gdp, direction: "+" }
  - { name: fin, column: fin, direction: "+" }
`;

function square(name: string, x: number) {
  const ring = [
    [x, 30],
    [x + 1, 30],
    [x + 1, 31],
    [x, 31],
    [x, 30],
  ];
  return {
    type: "Feature",
    properties: { name },
    geometry: { type: "Polygon", coordinates: [ring] },
  };
}

let folder: string;
let run: StudyRun;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-index-"));
  const file = smallStudy(folder, SECTIONS, (t) =>
    t.replace("samples:", "indices:\n  - { system: wealth.yaml, weights: entropy }\nsamples:"),
  );
  writeFileSync(join(folder, "wealth.yaml"), SYSTEM);
  const features = ["c00", "c01", "c02"].map((name, i) => square(name, 100 + 2 * i));
  const map = JSON.stringify({ type: "FeatureCollection", features });
  writeFileSync(join(folder, "map.geojson"), map);
  writeFileSync(join(folder, "torn.geojson"), map.slice(0, 40));
  const store = await Store.open(join(folder, "study.db"));
  const now = () => new Date("2026-01-01T00:00:00Z");
  run = await runStudy(readStudy(file), store, { folder: join(folder, "stages"), now });
  store.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const figureOf = (name: string) =>
  run.sections.find((s) => s.name === name)!.output!.figures[0]!.model;

describe("figures of an index", () => {
  it("draw the units that are named, over all years, with the values of the index", () => {
    const index = run.frame.indices[0]!;
    const marks = figureOf("index-lines").panels[0]!.marks.filter((m) => m.kind === "line");
    const ours = marks.filter((m) => /c0[01]/.test(JSON.stringify(m.name)));
    expect(ours).toHaveLength(2);
    const at = index.units.findIndex((u, i) => String(u) === "c00" && index.times[i] === 2012);
    const point = ours[0]!.points.find((p) => p.x === 2012)!;
    expect(point.y).toBeCloseTo(index.values[at]!, 12);
    expect(ours[0]!.points).toHaveLength(8);
  });

  it("draw the means of groups", () => {
    const marks = figureOf("grouped").panels[0]!.marks.filter((m) => m.kind === "line");
    expect(marks).toHaveLength(6);
    expect(JSON.stringify(marks[0]!.name)).toContain("province = p");
  });

  it("colour the regions of the user's map", () => {
    const text = JSON.stringify(figureOf("index-map"));
    for (const name of ["c00", "c01", "c02"]) expect(text).toContain(name);
  });

  it("fail alone for a misspelt index and for a map that is torn or not there", () => {
    const codes = run.sections.flatMap((s) =>
      s.error === undefined ? [] : [[s.name, s.error.code]],
    );
    expect(codes).toEqual([
      ["wrong", "study/unknown-index"],
      ["torn", "report/bad-geojson"],
      ["gone", "file/not-found"],
    ]);
    const wrong = run.sections.find((s) => s.name === "wrong")!.error!;
    expect(wrong.text.fix.en).toContain('"wealth"');
  });
});
