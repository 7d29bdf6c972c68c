// Speed of the patent room: npx tsx bench/patents/patents.bench.ts [number of patents, default 1000000]
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { createRng } from "../../src/base/index.js";
import {
  type Concordance,
  compileConcordance,
  importPatents,
  intervalSql,
  keyNumber,
  keyText,
  labelStore,
  matchKeys,
  matchSql,
  parseIpcList,
  readConcordance,
} from "../../src/patent/index.js";

import { Store } from "../../src/store/index.js";

const n = Number(process.argv[2] ?? 1_000_000);
const table = readConcordance("sei-ipc-2021");
const pool = symbolPool(table, 60_000);
const folder = mkdtempSync(join(tmpdir(), "xinzhi-bench-"));
const say = (name: string, text: string): void => console.log(`${name.padEnd(34)} ${text}`);
const seconds = (since: number): number => (performance.now() - since) / 1000;

say("machine", `${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}`);
inMemory();
await sql();
await files();
rmSync(folder, { recursive: true, force: true });

/** Symbols in and around the patterns, as many as a year of Chinese patents has. */
function symbolPool(concordance: Concordance, size: number): { text: string; key: number }[] {
  const rng = createRng(1);
  const stems = concordance.rules.flatMap((r) =>
    r.patterns.map((p) => /^[A-H]\d\d[A-Z]\d+/.exec(p.text)?.[0]).filter((s) => s !== undefined),
  );
  const list = new Map<string, number>();
  while (list.size < size) {
    const stem = stems[rng.integer(stems.length)]!;
    const group = rng.uniform() < 0.7 ? stem : `${stem.slice(0, 4)}${1 + rng.integer(99)}`;
    const found = parseIpcList(`${group}/${String(rng.integer(1000)).padStart(2, "0")}`);
    if (found.symbols.length > 0) list.set(found.symbols[0]!, found.keys[0]!);
  }
  return [...list].map(([text, key]) => ({ text, key }));
}

function inMemory(): void {
  const compiled = compileConcordance(table);
  const rng = createRng(2);
  const keys = Float64Array.from(
    { length: Math.round(2.5 * n) },
    () => pool[rng.integer(pool.length)]!.key,
  );
  const out = new Int32Array(keys.length);
  matchKeys(compiled, keys.subarray(0, 100_000), out);
  const start = performance.now();
  matchKeys(compiled, keys, out);
  const rate = keys.length / seconds(start) / 1e6;
  say("match in memory", `${rate.toFixed(1)} million symbols/s on one core (target ≥ 5)`);
  const texts = Array.from({ length: 1_000_000 }, () => pool[rng.integer(pool.length)]!.text);
  const parse = performance.now();
  for (const t of texts) parseIpcList(t);
  say("parse symbols", `${(1 / seconds(parse)).toFixed(1)} million/s`);
}

async function sql(): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  await connection.run(intervalSql(table));
  await connection.run("CREATE TABLE pool (id INTEGER, symbol VARCHAR, sort_key VARCHAR)");
  const appender = await connection.createAppender("pool");
  pool.forEach(({ text, key }, i) => {
    appender.appendInteger(i);
    appender.appendVarchar(text);
    appender.appendVarchar(keyText(key));
    appender.endRow();
  });
  appender.closeSync();
  const rows = Math.round(2.5 * n);
  await connection.run(
    `CREATE TABLE patent_symbols AS SELECT (r.range / 2.5)::INTEGER AS patent, symbol, sort_key
     FROM range(${rows}) r INNER JOIN pool ON pool.id = (hash(r.range) % ${pool.length})::INTEGER`,
  );
  const list = (
    await connection.runAndReadAll("SELECT patent, sort_key FROM patent_symbols ORDER BY patent")
  ).getColumns();
  // The direct path from the same start: text keys in, labelled rows out.
  const start = performance.now();
  const labels = directPath(list[1] as string[], list[0] as number[]);
  const direct = seconds(start);
  const t = performance.now();
  await connection.run(`CREATE TABLE labels AS ${matchSql()}`);
  const inSql = seconds(t);
  const count = (await connection.runAndReadAll("SELECT count(*) FROM labels")).getRows()[0]![0];
  say(
    "DuckDB, one thread",
    `${inSql.toFixed(2)} s for ${rows} symbols, direct ${direct.toFixed(2)} s: ratio ${(inSql / direct).toFixed(2)} (target ≤ 3); rows ${count} and ${labels}`,
  );
  connection.closeSync();
  instance.closeSync();
}

function directPath(keys: readonly string[], patents: readonly number[]): number {
  const compiled = compileConcordance(table);
  const values = Float64Array.from(keys, keyNumber);
  const sets = matchKeys(compiled, values);
  const out: { patent: number; row: number; code: string }[] = [];
  for (let i = 0; i < sets.length; i++) {
    if (sets[i]! < 0) continue;
    for (const r of compiled.sets[sets[i]!]!) {
      const rule = compiled.rules[r]!;
      out.push({ patent: patents[i]!, row: rule.row, code: rule.code });
    }
  }
  return out.length;
}

async function files(): Promise<void> {
  const path = join(folder, "patents.csv");
  writePatents(path);
  const store = await Store.open(join(folder, "bench.db"));
  const rss = (): number => process.memoryUsage().rss;
  const before = rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, rss());
  }, 50);
  const start = performance.now();
  const cpu = process.cpuUsage();
  const threads = Number(process.argv[3] ?? cpus().length);
  const result = await importPatents(store, [path], { threads });
  const imported = seconds(start);
  const labelled = await labelStore(store, { concordance: table, threads });
  const all = seconds(start);
  clearInterval(watch);
  const used = process.cpuUsage(cpu);
  say(
    "CSV → labelled, indexed store",
    `${all.toFixed(1)} s for ${result.stored} patents (import ${imported.toFixed(1)} s, labels ${(all - imported).toFixed(1)} s; ${((used.user + used.system) / 1e6).toFixed(1)} s of processor time; ${labelled.coverage.key} key; target < 60 s for 10⁶ on two cores)`,
  );
  const size = statSync(path).size / 1e6;
  say(
    "memory",
    `at most ${((peak - before) / 1e6).toFixed(0)} MB more than before the import, file ${size.toFixed(0)} MB`,
  );
  store.close();
}

function writePatents(path: string): void {
  const rng = createRng(3);
  const file = openSync(path, "w");
  writeSync(file, "公开号,申请号,标题,专利类型,申请日,公开日,申请人,申请人地址,IPC,被引证次数\n");
  const cities = [
    "广东省深圳市南山区",
    "北京市海淀区",
    "江苏省苏州市工业园区",
    "湖北省武汉市洪山区",
  ];
  let lines: string[] = [];
  for (let i = 0; i < n; i++) {
    const year = 2005 + rng.integer(18);
    const symbols = Array.from(
      { length: 1 + rng.integer(4) },
      () => pool[rng.integer(pool.length)]!.text,
    );
    const firm = `模拟${rng.integer(100_000)}科技有限公司`;
    lines.push(
      `CN1${i}A,CN${year}1${i}.1,一种模拟装置及其方法${i},发明专利,${year}-05-06,${year + 1}-11-08,${firm},${cities[i % 4]}某路${i % 500}号,${symbols.join("; ")},${i % 7}`,
    );
    if (lines.length === 10_000 || i === n - 1) {
      writeSync(file, `${lines.join("\n")}\n`);
      lines = [];
    }
  }
  closeSync(file);
}
