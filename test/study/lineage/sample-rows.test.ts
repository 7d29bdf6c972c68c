import { describe, expect, it } from "vitest";
import { sampleRows } from "../../../src/study/lineage/sample-rows.js";
import { numberColumn, Panel, Table, textColumn } from "../../../src/table/index.js";

function panelOf(units: number, years: number): Panel {
  const rows = Array.from({ length: units * years }, (_, i) => i);
  return new Panel(
    new Table([
      textColumn(
        "city",
        rows.map((i) => `c${String(Math.floor(i / years)).padStart(4, "0")}`),
      ),
      numberColumn(
        "year",
        rows.map((i) => 2000 + (i % years)),
      ),
    ]),
    { unit: "city", time: "year" },
  );
}

describe("the rows whose way back is shown", () => {
  it("are all rows of a small panel", () => {
    expect(sampleRows(panelOf(54, 11), 9)).toHaveLength(594);
  });

  it("are whole units, spread evenly over a large one", () => {
    const panel = panelOf(300, 10);
    const rows = sampleRows(panel);
    const units = [...new Set(rows.map((i) => panel.unitFactor.codes[i]!))];
    expect(rows).toHaveLength(600);
    expect(units).toHaveLength(60);
    expect(units.slice(0, 3)).toEqual([0, 5, 10]);
    expect(units.at(-1)).toBe(295);
  });

  it("are fewer the more numbers stand behind each", () => {
    expect(sampleRows(panelOf(300, 10), 24)).toHaveLength(250);
  });

  it("are never fewer than three units", () => {
    expect(sampleRows(panelOf(40, 20), 500)).toHaveLength(60);
  });
});
