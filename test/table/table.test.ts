import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "../../src/base/index.js";
import {
  numberColumn,
  Panel,
  readTable,
  Table,
  textColumn,
  toFactor,
  writeTable,
} from "../../src/table/index.js";

const maybeText = fc.option(fc.constantFrom("甲", "乙", "丙", "a", "B", "10", "9"), { nil: null });
const maybeNumber = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(Number.NaN), fc.double());

describe("factors", () => {
  it("do not depend on the order of rows", () => {
    fc.assert(
      fc.property(fc.array(maybeText, { minLength: 1 }), fc.integer(), (values, seed) => {
        const order = createRng(seed).permutation(values.length);
        const plain = toFactor(textColumn("t", values));
        const shuffled = toFactor(
          textColumn(
            "t",
            Array.from(order, (i) => values[i]),
          ),
        );
        expect(shuffled.levels).toEqual(plain.levels);
        expect([...shuffled.codes]).toEqual(Array.from(order, (i) => plain.codes[i]));
      }),
    );
    fc.assert(
      fc.property(fc.array(maybeNumber, { minLength: 1 }), fc.integer(), (values, seed) => {
        const order = createRng(seed).permutation(values.length);
        const plain = toFactor(numberColumn("x", values));
        const shuffled = toFactor(
          numberColumn(
            "x",
            Array.from(order, (i) => values[i]!),
          ),
        );
        expect(shuffled.levels).toEqual(plain.levels);
        expect([...shuffled.codes]).toEqual(Array.from(order, (i) => plain.codes[i]));
      }),
    );
  });

  it("number the sorted values from 0 and give missing −1", () => {
    fc.assert(
      fc.property(fc.array(maybeNumber, { minLength: 1 }), (values) => {
        const { codes, levels } = toFactor(numberColumn("x", values));
        values.forEach((value, i) => {
          if (Number.isNaN(value)) expect(codes[i]).toBe(-1);
          else expect(levels[codes[i]!]).toBe(value === 0 ? levels[codes[i]!] : value);
        });
        expect([...levels].sort((a, b) => Number(a) - Number(b))).toEqual(levels);
      }),
    );
  });

  it("drop levels that no row uses", () => {
    const column = { kind: "text", name: "t", codes: Int32Array.of(2), levels: ["a", "b", "c"] };
    expect(toFactor(column as never).levels).toEqual(["c"]);
  });
});

describe("tables", () => {
  const table = Table.of({ city: ["a", "b", null], y: [1, Number.NaN, 3] });

  it("give cells, rows and columns", () => {
    expect(table.nrow).toBe(3);
    expect(table.value(1, "y")).toBeNull();
    expect(table.value(2, "city")).toBeNull();
    expect(table.select(["y"]).names).toEqual(["y"]);
    expect(table.filter([true, false, true]).toRows()).toEqual([
      { city: "a", y: 1 },
      { city: null, y: 3 },
    ]);
  });

  it("never change: adding or replacing columns makes another table", () => {
    const other = table.withColumns([numberColumn("y", [7, 8, 9]), numberColumn("z", [1, 2, 3])]);
    expect(other.names).toEqual(["city", "y", "z"]);
    expect([...table.number("y")]).toEqual([1, Number.NaN, 3]);
  });

  it("refuse columns of unequal length and of one name", () => {
    expect(() => new Table([numberColumn("a", [1]), numberColumn("b", [1, 2])])).toThrow(/b/);
    expect(() => new Table([numberColumn("a", [1]), numberColumn("a", [2])])).toThrow(
      /two columns/,
    );
  });

  it("remember the row of the file through selections", () => {
    const kept = new Table(table.columns, { file: "f.csv" }).take([2, 0]).take([1]);
    expect(kept.fileRow(0)).toBe(2);
  });
});

describe("panels", () => {
  const keys = { unit: "city", time: "year" };

  it("name the unit-years that stand twice", () => {
    const twice = Table.of({ city: ["a", "a", "b"], year: [2010, 2010, 2010] });
    expect(() => new Panel(twice, keys)).toThrow(/1 unit-time pairs.*a 2010/s);
  });

  it("refuse missing keys and broken times", () => {
    expect(() => new Panel(Table.of({ city: ["a", null], year: [1, 2] }), keys)).toThrow(/city/);
    expect(() => new Panel(Table.of({ city: ["a"], year: [Number.NaN] }), keys)).toThrow(/year/);
    expect(() => new Panel(Table.of({ city: ["a"], year: [2010.5] }), keys)).toThrow(/2010\.5/);
    expect(
      () => new Panel(Table.of({ city: ["a"], year: [2010] }), { ...keys, unit: "ctiy" }),
    ).toThrow(/city/);
  });

  it("lag by the value of time and never across a gap", () => {
    const panel = new Panel(
      Table.of({ city: ["a", "a", "a", "b"], year: [2010, 2011, 2013, 2012] }),
      keys,
    );
    expect([...panel.shiftedRows(-1)]).toEqual([-1, 0, -1, -1]);
    expect([...panel.shiftedRows(2)]).toEqual([-1, 2, -1, -1]);
    expect(panel.balanced).toBe(false);
    expect(panel.periods).toEqual([2010, 2011, 2012, 2013]);
  });

  it("shift to the row that has the shifted time, in any order of rows", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.constantFrom("甲", "乙", "丙"), fc.nat(8)), {
          minLength: 1,
          selector: ([u, t]) => `${u}${t}`,
        }),
        fc.integer({ min: -3, max: 3 }),
        (cells, shift) => {
          const panel = new Panel(
            new Table([
              textColumn(
                "city",
                cells.map((c) => c[0]),
              ),
              numberColumn(
                "year",
                cells.map((c) => c[1]),
              ),
            ]),
            keys,
          );
          panel.shiftedRows(shift).forEach((to, i) => {
            const [unit, time] = cells[i]!;
            const expected = cells.findIndex(([u, t]) => u === unit && t === time + shift);
            expect(to).toBe(expected);
          });
        },
      ),
    );
  });
});

describe("files of tables", () => {
  const folder = () => mkdtempSync(join(tmpdir(), "xinzhi-"));

  it("are found by extension and written whole", async () => {
    const path = join(folder(), "p.csv");
    await writeTable(path, Table.of({ city: ["襄阳"], y: [1.5] }));
    const back = await readTable(path);
    expect(back.toRows()).toEqual([{ city: "襄阳", y: 1.5 }]);
    expect(back.origin?.file).toBe(path);
  });

  it("that do not exist are answered with the nearest name", async () => {
    const dir = folder();
    writeFileSync(join(dir, "panel.csv"), "a\n1\n");
    await expect(readTable(join(dir, "panle.csv"))).rejects.toThrow(/panel\.csv/);
    await expect(readTable(dir)).rejects.toThrow();
    const odd = join(dir, "a.pdf");
    writeFileSync(odd, "x");
    await expect(readTable(odd)).rejects.toThrow(/\.csv/);
  });
});
