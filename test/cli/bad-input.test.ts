import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Store } from "../../src/store/index.js";
import { openSqlite } from "../../src/store/sqlite.js";
import { runWords } from "../run-words.js";

const root = join(import.meta.dirname, "../..");
const report = join(root, "corpus/reports/960100_2015.txt");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-bad-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cli = (...argv: string[]) => runWords(argv);

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe("wrong input is answered with where, what and how to mend it, and exit code 2", () => {
  it("an empty folder", async () => {
    const empty = join(folder, "empty");
    mkdirSync(empty, { recursive: true });
    for (const argv of [
      ["import", "reports", empty, "--db", join(folder, "a.db")],
      ["attention", empty, "--dictionary", "st-talent"],
      ["import", "patents", empty, "--db", join(folder, "a.db")],
    ]) {
      const run = await cli(...argv);
      expect([run.code, run.err]).toEqual([2, expect.stringContaining(empty)]);
      expect(run.err).toContain("Fix:");
    }
  });

  it("a missing column, with the nearest name", async () => {
    const data = file("p.csv", "city,year,gdp\na,2010,1\na,2011,2\n");
    const run = await cli("regress", data, "gpd ~ 1");
    expect(run.code).toBe(2);
    expect(run.err).toMatch(/gpd[\s\S]*"gdp"/);
  });

  it("a cell that is no number, with file, row and column", async () => {
    const data = file("n.csv", "city,year,y\na,2010,1\na,2011,abc\n");
    const run = await cli("regress", data, "y ~ 1");
    expect(run.code).toBe(2);
    expect(run.err).toMatch(/n\.csv, row 3, column "y": a number is needed, found "abc"/);
  });

  it("full-width digits in a number: read as such, and said", async () => {
    const data = file("f.csv", "city,year,y\na,2010,１２\na,2011,2\n");
    const run = await cli("regress", data, "y ~ 1");
    expect(run.code, run.err).toBe(0);
    expect(run.err).toMatch(/y: "１２" → 12 \(full-width digits/);
    expect(run.out).toMatch(/\(Intercept\) +7 /);
  });

  it("an unknown dictionary, with the nearest name", async () => {
    const run = await cli("attention", report, "--dictionary", "st-talnet");
    expect([run.code, run.err]).toEqual([2, expect.stringContaining('"st-talent"')]);
  });

  it("a store of a newer version, which is left as it is", async () => {
    const db = join(folder, "newer.db");
    (await Store.open(db)).close();
    const raw = await openSqlite(db, { readonly: false });
    raw.pragma("user_version = 999");
    raw.close();
    const run = await cli("documents", "list", "--db", db);
    expect([run.code, run.err]).toEqual([2, expect.stringContaining("newer")]);
    const after = await openSqlite(db, { readonly: true });
    expect(after.pragma("user_version")).toEqual([{ user_version: 999 }]);
    after.close();
  });

  it("a place that cannot be written to", async () => {
    // A file in the place of a folder refuses root too, as a read-only folder does not.
    const blocked = join(file("blocked", "x"), "inside");
    const store = await cli("import", "reports", report, "--db", join(blocked, "a.db"));
    expect([store.code, store.err]).toEqual([2, expect.stringContaining("--db")]);
    const output = await cli(
      "attention",
      report,
      "--dictionary",
      "st-talent",
      "-o",
      join(blocked, "a.csv"),
    );
    expect([output.code, output.err]).toEqual([2, expect.stringContaining("cannot be written")]);
  });

  it.skipIf(process.platform !== "linux")(
    "a folder that the system does not let be made",
    async () => {
      const run = await cli("import", "reports", report, "--db", "/proc/xinzhi/a.db");
      expect(run.code).toBe(2);
    },
  );

  it("200 MB of zero bytes given as a text, a table or a study", async () => {
    const zeros = join(folder, "zeros.txt");
    closeSync(openSync(zeros, "w"));
    truncateSync(zeros, 200_000_000);
    const table = join(folder, "zeros.csv");
    closeSync(openSync(table, "w"));
    truncateSync(table, 200_000_000);
    const count = await cli("attention", zeros, "--dictionary", "st-talent");
    expect([count.code, count.err]).toEqual([
      2,
      expect.stringMatching(/zeros\.txt[\s\S]*zero byte/),
    ]);
    const db = join(folder, "z.db");
    const run = await cli("import", "reports", zeros, "--db", db);
    expect([run.code, run.out]).toEqual([2, expect.stringMatching(/zeros\.txt: .*zero byte/)]);
    const regress = await cli("regress", table, "y ~ 1");
    expect([regress.code, regress.err]).toEqual([
      2,
      expect.stringMatching(/zeros\.csv.*zero bytes/),
    ]);
    const patents = await cli("import", "patents", table, "--db", db);
    expect(patents.code).toBe(2);
  });

  it("keeps what was stored before a bad file", async () => {
    const db = join(folder, "kept.db");
    const bad = file("bad.txt", "\u0000\u0000");
    const run = await cli("import", "reports", report, bad, "--db", db, "--json");
    expect(run.code).toBe(3);
    expect(JSON.parse(run.out)).toMatchObject({ stored: 1 });
    const list = await cli("documents", "list", "--db", db, "--json");
    expect(list.out).toContain("960100");
  });
});
