import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import {
  compileConcordance,
  intervalSql,
  keyText,
  matchKey,
  matchSql,
  readConcordance,
} from "../../src/patent/index.js";
import { Store } from "../../src/store/index.js";
import { testSymbols } from "./random-symbols.js";

const table = readConcordance("sei-ipc-2021");
const symbols = testSymbols(table, 30_000, 7);
const script = intervalSql(table);
const query = `${matchSql()} ORDER BY patent, rule_row`;

const expected = (() => {
  const compiled = compileConcordance(table);
  return symbols.flatMap(({ text, key }, i) => {
    const set = matchKey(compiled, key);
    const rules = set < 0 ? [] : Array.from(compiled.sets[set]!, (r) => compiled.rules[r]!);
    return rules.map((r) => `${i}|${text}|${r.row}|${r.code}`);
  });
})();

const symbolSql = [
  "CREATE TABLE patent_symbols (patent INTEGER, symbol VARCHAR(20), sort_key VARCHAR(14));",
  `INSERT INTO patent_symbols VALUES\n${symbols
    .map((s, i) => `(${i}, '${s.text}', '${keyText(s.key)}')`)
    .join(",\n")};`,
].join("\n");

const postgres = (() => {
  const root = "/usr/lib/postgresql";
  const version = existsSync(root) ? readdirSync(root).at(-1) : undefined;
  const bin = version === undefined ? undefined : join(root, version, "bin");
  return bin !== undefined && existsSync(join(bin, "initdb")) ? bin : undefined;
})();

describe("classification in SQL gives the rows of the matcher", () => {
  it("in SQLite", async () => {
    const store = await Store.open(":memory:");
    store.connection.exec(script);
    store.connection.exec(symbolSql);
    const rows = store.connection.prepare(query).all() as Record<string, unknown>[];
    expect(rows.map((r) => `${r.patent}|${r.symbol}|${r.rule_row}|${r.code}`)).toEqual(expected);
    store.close();
  }, 60_000);

  it("in DuckDB", async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(script);
    await connection.run(symbolSql);
    const rows = (await connection.runAndReadAll(query)).getRows();
    expect(rows.map((r) => r.join("|"))).toEqual(expected);
    connection.closeSync();
    instance.closeSync();
  }, 60_000);

  it.skipIf(postgres === undefined)(
    "in PostgreSQL (skipped where it is not installed)",
    () => {
      const folder = mkdtempSync(join(tmpdir(), "xinzhi-pg-"));
      const data = join(folder, "data");
      const asRoot = process.getuid?.() === 0;
      // The server refuses to run as root.
      const run = (command: string, args: string[], input?: string): string => {
        const path = join(postgres!, command);
        const [file, list] = asRoot
          ? ["runuser", ["-u", "postgres", "--", path, ...args]]
          : [path, args];
        return execFileSync(file, list, {
          encoding: "utf8",
          cwd: folder,
          maxBuffer: 1 << 28,
          stdio: ["pipe", "pipe", "pipe"],
          ...(input === undefined ? {} : { input }),
        });
      };
      if (asRoot) execFileSync("chown", ["postgres", folder]);
      chmodSync(folder, 0o700);
      writeFileSync(join(folder, ".keep"), "");
      run("initdb", ["-D", data, "-A", "trust", "-U", "test", "--locale=C.UTF-8", "-N"]);
      run("pg_ctl", [
        "-D",
        data,
        "-w",
        "-l",
        join(folder, "log"),
        "-o",
        `-k ${folder} -h ''`,
        "start",
      ]);
      try {
        const psql = [
          "-h",
          folder,
          "-U",
          "test",
          "-d",
          "postgres",
          "-qAt",
          "-v",
          "ON_ERROR_STOP=1",
        ];
        const out = run("psql", psql, `${script}\n${symbolSql}\n${query};\n`);
        expect(out.trim().split("\n")).toEqual(expected);
      } finally {
        run("pg_ctl", ["-D", data, "-w", "-m", "immediate", "stop"]);
        rmSync(folder, { recursive: true, force: true });
      }
    },
    120_000,
  );
});
