/**
 * Speed of reading, cleaning and counting; `npx tsx bench/text/text.bench.ts`. All text is made up from a
 * seed. CPU time of this process is taken, so that a busy machine does not count; the store run is
 * on the wall.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRng } from "../../src/base/index.js";
import { decodeText } from "../../src/extract/index.js";
import { addDocument, eachDocument, Store } from "../../src/store/index.js";
import {
  attention,
  buildAutomaton,
  buildDictionary,
  cleanReport,
  countCharacters,
  createSegmentCounter,
  scan,
  storedDocument,
  TermMatcher,
} from "../../src/text/index.js";
import { loadEngine } from "../../src/text/segmenter/load-engine.js";

const rng = createRng(2026, 77);
const letters = Array.from({ length: 3500 }, (_, i) => String.fromCharCode(0x4e00 + i * 5));
/** Letters of common use come far more often, as in running text. */
const letter = (): string => letters[Math.floor(letters.length * rng.uniform() ** 3)]!;
const word = (n: number): string => Array.from({ length: n }, letter).join("");

function makeText(characters: number): string {
  const parts: string[] = ["各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议。\n"];
  let length = 0;
  while (length < characters) {
    const clauses = 2 + rng.integer(4);
    const sentence = Array.from({ length: clauses }, () => word(6 + rng.integer(14))).join("，");
    parts.push(`　　${sentence}。`, rng.uniform() < 0.25 ? "\n" : "");
    length += sentence.length + 1;
  }
  return parts.join("");
}

function seconds(work: () => void): number {
  work();
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const from = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(from);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

const report = (name: string, value: number, unit: string, target: string): void =>
  console.log(
    `${name.padEnd(44)} ${value.toFixed(value < 10 ? 2 : 0).padStart(8)} ${unit.padEnd(6)} ${target}`,
  );

const text = makeText(8_000_000);
const megabytes = Buffer.byteLength(text) / 1e6;

for (const [n, target] of [
  [500, "target 150"],
  [20_000, "target 100"],
] as const) {
  const patterns = [...new Set(Array.from({ length: n }, () => word(2 + rng.integer(6))))];
  const built = seconds(() => buildAutomaton(patterns));
  report(`automaton of ${n} terms built`, built, "s", n > 1000 ? "target 0.5" : "");
  const automaton = buildAutomaton(patterns);
  report(`match, ${n} terms`, megabytes / seconds(() => scan(automaton, text)), "MB/s", target);
}

const terms = Array.from({ length: 500 }, (_, i) => ({ term: word(2 + (i % 5)), row: i + 2 }));
const dictionary = buildDictionary(terms, { name: "d", title: "d", file: "d", sha256: "" });
const matcher = new TermMatcher([dictionary]);
const files = Array.from({ length: 200 }, () => Buffer.from(makeText(20_000)));
const size = files.reduce((sum, f) => sum + f.length, 0) / 1e6;
const whole = seconds(() => {
  for (const file of files) {
    const cleaned = cleanReport(decodeText(file, "x.txt").text).text;
    matcher.find(cleaned);
    countCharacters(cleaned);
  }
});
report("decode, clean and count (500 terms)", size / whole, "MB/s", "target 40");

const lines = makeText(700_000);
const part = Buffer.byteLength(lines) / 1e6;
const loader = await loadEngine("auto");
const bare = loader.load([]);
const bareSpeed =
  part /
  seconds(() => {
    for (const line of lines.split("\n")) bare.cut(line, true);
  });
report(`bare ${bare.name}`, bareSpeed, "MB/s", "");
const counter = await createSegmentCounter(dictionary);
const ours = part / seconds(() => counter.count(lines));
report(
  "segment (all of it)",
  ours,
  "MB/s",
  `${(ours / bareSpeed).toFixed(2)} of the bare engine, target 0.9`,
);

const folder = mkdtempSync(join(tmpdir(), "xinzhi-bench-"));
try {
  writeFileSync(join(folder, "text.txt"), lines);
  const script = `import jieba,time,sys
jieba.setLogLevel(60); jieba.initialize()
lines=open(sys.argv[1],encoding='utf8').read().split('\\n')
t=time.process_time()
for l in lines: jieba.lcut(l)
print(time.process_time()-t)`;
  const python = spawnSync("python3", ["-c", script, join(folder, "text.txt")], {
    encoding: "utf8",
  });
  const took = Number(python.stdout);
  if (python.status === 0)
    report(
      "Python jieba",
      part / took,
      "MB/s",
      `ours ${((ours * took) / part).toFixed(1)} times, target 4`,
    );
  else console.log("Python jieba is not installed (apt-get install python3-jieba)");

  const store = await Store.open(join(folder, "bench.db"));
  const pool = Array.from({ length: 50 }, () => makeText(20_000));
  store.transaction(() => {
    for (let i = 0; i < 10_000; i++) {
      const body = `${pool[i % 50]}${i}`;
      addDocument(store, {
        kind: "report",
        regionCode: String(100_000 + (i % 500)),
        region: `r${i % 500}`,
        level: "prefecture",
        firm: null,
        year: 2000 + Math.floor(i / 500),
        title: "",
        speaker: null,
        date: null,
        source: "",
        url: null,
        path: null,
        confidence: 1,
        raw: Buffer.from(String(i)),
        text: body,
        appendix: "",
        characters: 20_000,
        notes: [],
      });
    }
  });
  const started = performance.now();
  const documents = (function* () {
    for (const d of eachDocument(store)) yield storedDocument(d);
  })();
  const result = await attention(documents, { dictionaries: [dictionary], by: "region-year" });
  report("10 000 reports from the store", (performance.now() - started) / 1e3, "s", "target 30");
  report("  units", result.units.length, "", "");
  report("  memory", process.memoryUsage().rss / 1e6, "MB", "");
  store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
