import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createRng,
  defineErrors,
  Interrupted,
  nearest,
  normalQuantile,
  packageRoot,
  sha256,
  throwIfInterrupted,
  UserError,
  version,
  writeAtomic,
} from "../../src/base/index.js";

describe("random streams", () => {
  it("are the same for the same seed and labels, whatever is drawn elsewhere", () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(1000), (seed, label) => {
        const a = createRng(seed, label);
        createRng(seed, label + 1).uniform();
        const b = createRng(seed, label);
        for (let i = 0; i < 5; i++) expect(a.uniform()).toBe(b.uniform());
      }),
    );
  });

  it("differ between neighbouring seeds and labels", () => {
    const firsts = new Set<number>();
    for (let seed = 0; seed < 40; seed++) {
      for (let label = 0; label < 40; label++) firsts.add(createRng(seed, label).uniform());
    }
    expect(firsts.size).toBe(1600);
  });

  it("are not correlated between neighbouring labels", () => {
    const n = 4000;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += createRng(1, i).normal() * createRng(1, i + 1).normal();
    // Standard error of the mean of products of independent normals: 1 / sqrt(n).
    expect(Math.abs(sum / n)).toBeLessThan(4 / Math.sqrt(n));
  });

  it("draw inside the open unit interval with the right mean and variance", () => {
    const rng = createRng(2026);
    const n = 20_000;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const u = rng.uniform();
      expect(u > 0 && u < 1).toBe(true);
      const z = rng.normal();
      sum += z;
      squares += z * z;
    }
    expect(Math.abs(sum / n)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(squares / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  });

  it("give permutations that hold each number once", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 200 }), (seed, n) => {
        const order = createRng(seed).permutation(n);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  it("give integers below n, each about equally often", () => {
    const rng = createRng(7);
    const counts = new Array(6).fill(0);
    for (let i = 0; i < 12_000; i++) counts[rng.integer(6)]++;
    for (const c of counts) expect(Math.abs(c - 2000)).toBeLessThan(200);
  });
});

describe("the normal quantile", () => {
  it("has the values of published tables and is symmetric", () => {
    // Wichura (1988), AS 241.
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 15);
    expect(normalQuantile(1e-20)).toBeCloseTo(-9.262340089798409, 13);
    expect(normalQuantile(0.5)).toBe(0);
    fc.assert(
      fc.property(fc.double({ min: 1e-10, max: 0.5, noNaN: true }), (p) => {
        expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 5);
      }),
    );
  });

  it("is infinite at the ends and missing outside", () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalQuantile(-1)).toBeNaN();
    expect(normalQuantile(Number.NaN)).toBeNaN();
  });
});

describe("the nearest name", () => {
  it("answers a typo, a swap and another case", () => {
    expect(nearest("gpd", ["gdp", "fdi"])).toBe("gdp");
    expect(nearest("GDPP", ["gdp", "fdi"])).toBe("gdp");
    expect(nearest("regres", ["regress", "crawl"])).toBe("regress");
    expect(nearest("广洲", ["广州", "杭州"])).toBe("广州");
  });

  it("keeps silent when nothing is close", () => {
    expect(nearest("xyz", ["population", "investment"])).toBeUndefined();
    expect(nearest("a", [])).toBeUndefined();
  });

  it("finds a name itself", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        expect(nearest(name, [`${name}zzzzzzzz`, name])).toBe(name);
      }),
    );
  });
});

describe("errors of the user", () => {
  const error = defineErrors("demo", {
    wrong: (f: { file: string; row: number; column: string }) => ({
      what: { en: `cell ${f.column} is wrong.`, zh: `${f.column} 有误。` },
      fix: { en: "Mend it.", zh: "请更正。" },
    }),
  });

  it("say where, what and how to mend it, in both languages", () => {
    const thrown = error("wrong", { file: "a.csv", row: 3, column: "gdp" });
    expect(thrown).toBeInstanceOf(UserError);
    expect(thrown.code).toBe("demo/wrong");
    expect(thrown.toText("en")).toMatch(/a\.csv.*3.*gdp.*wrong.*Mend it/s);
    expect(thrown.toText("zh")).toMatch(/a\.csv.*3.*gdp.*有误.*请更正/s);
  });
});

describe("files", () => {
  const folder = () => mkdtempSync(join(tmpdir(), "xinzhi-"));

  it("are written whole, with folders made and nothing left beside them", () => {
    const dir = folder();
    const path = join(dir, "deep", "a.txt");
    writeAtomic(path, "甲");
    writeAtomic(path, "乙");
    expect(readFileSync(path, "utf8")).toBe("乙");
    expect(readdirSync(join(dir, "deep"))).toEqual(["a.txt"]);
  });

  it("that cannot be written give an error of the user and keep what was there", () => {
    const dir = folder();
    const file = join(dir, "file");
    writeFileSync(file, "kept");
    expect(() => writeAtomic(join(file, "below"), "x")).toThrow(UserError);
    expect(() => writeAtomic(dir, "x")).toThrow(/-o or --db/);
    expect(readFileSync(file, "utf8")).toBe("kept");
    expect(readdirSync(dir)).toEqual(["file"]);
  });
});

describe("the rest of the base", () => {
  it("hashes text as its UTF-8 bytes", () => {
    expect(sha256("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(sha256("中")).toBe(sha256(Buffer.from("中", "utf8")));
  });

  it("stops when the signal was given", () => {
    const controller = new AbortController();
    throwIfInterrupted(controller.signal);
    throwIfInterrupted(undefined);
    controller.abort();
    expect(() => throwIfInterrupted(controller.signal)).toThrow(Interrupted);
  });

  it("knows its version and folder", () => {
    const { version: stated } = JSON.parse(
      readFileSync(join(packageRoot(), "package.json"), "utf8"),
    ) as { version: string };
    expect(version).toBe(stated);
  });
});
