/**
 * Speed of reading, cleaning and counting; `npx tsx bench/text/text.bench.ts`. Processor time of this
 * process is taken, so that a busy machine counts little; the run from the store is on the wall.
 *
 * Two texts: letters drawn at random, in which hardly a word of the dictionaries occurs, and the
 * bundled simulated reports, put together to documents of 20 000 characters, with many hits. Each
 * line with a target ends in `ok` or `MISSED`; the last one says how many were missed.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRng, packageRoot } from "../../src/base/index.js";
import { decode } from "../../src/bytes/index.js";
import { addDocument, eachDocument, type NewDocument, Store } from "../../src/store/index.js";
import {
  attention,
  buildAutomaton,
  buildDictionary,
  cleanReport,
  countCharacters,
  createSegmentCounter,
  listDictionaries,
  loadDictionaries,
  scan,
  storedDocument,
  TermMatcher,
} from "../../src/text/index.js";
import { loadEngine } from "../../src/text/segmenter/load-engine.js";
import { userWords } from "../../src/text/segmenter/user-words.js";

const OPENING = "各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议。\n";
const CLOSING = "各位代表！让我们团结起来，为建设美好家园而努力奋斗！";
const rng = createRng(2026, 77);
const letters = Array.from({ length: 3500 }, (_, i) => String.fromCharCode(0x4e00 + i * 5));
/** Letters of common use come far more often, as in running text. */
const letter = (): string => letters[Math.floor(letters.length * rng.uniform() ** 3)]!;
const word = (n: number): string => Array.from({ length: n }, letter).join("");

function makeText(characters: number): string {
  const parts: string[] = [OPENING];
  let length = 0;
  while (length < characters) {
    const clauses = 2 + rng.integer(4);
    const sentence = Array.from({ length: clauses }, () => word(6 + rng.integer(14))).join("，");
    parts.push(`　　${sentence}。`, rng.uniform() < 0.25 ? "\n" : "");
    length += sentence.length + 1;
  }
  return parts.join("");
}

/** Least processor time of a measurement: the clock is a coarse one. */
const MEASURED = 0.25;

function seconds(work: () => void): number {
  work();
  const spent = (times: number): number => {
    const from = process.cpuUsage();
    for (let i = 0; i < times; i++) work();
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1e6;
  };
  let times = 1;
  while (spent(times) < MEASURED) times *= 2;
  return Math.min(spent(times), spent(times), spent(times)) / times;
}

let missed = 0;

function report(name: string, value: number, unit: string, target?: [">" | "<", number]): void {
  const shown = value.toFixed(value < 10 ? 2 : 0).padStart(9);
  let verdict = "";
  if (target !== undefined) {
    const [sign, bound] = target;
    const holds = sign === ">" ? value >= bound : value <= bound;
    if (!holds) missed++;
    verdict = `target ${sign} ${bound}  ${holds ? "ok" : "MISSED"}`;
  }
  console.log(`${name.padEnd(52)} ${shown} ${unit.padEnd(6)} ${verdict}`);
}

const megabytesOf = (texts: readonly string[]): number =>
  texts.reduce((sum, t) => sum + Buffer.byteLength(t), 0) / 1e6;

// The automaton on random letters.
const text = makeText(8_000_000);
for (const [n, target] of [
  [500, 150],
  [20_000, 100],
] as const) {
  const patterns = [...new Set(Array.from({ length: n }, () => word(2 + rng.integer(6))))];
  const built = seconds(() => buildAutomaton(patterns));
  report(`automaton of ${n} terms built`, built, "s", n > 1000 ? ["<", 0.5] : undefined);
  const automaton = buildAutomaton(patterns);
  const speed = megabytesOf([text]) / seconds(() => scan(automaton, text));
  report(`match, ${n} terms, random letters`, speed, "MB/s", [">", target]);
}

// The matcher and the whole way on the bundled reports.
const corpus = join(packageRoot(), "corpus", "reports");
const bodies = readdirSync(corpus)
  .filter((f) => f.endsWith(".txt"))
  .map((f) => readFileSync(join(corpus, f), "utf8"));
// The paragraphs of 28 reports between one opening and one closing call.
const documents: string[] = [];
for (let i = 0; i < bodies.length; i += 28) {
  const paragraphs = bodies.slice(i, i + 28).flatMap((b) => b.match(/^　　.*$/gm) ?? []);
  documents.push(`${OPENING}${paragraphs.join("\n")}\n${CLOSING}\n`);
}
const cleaned = documents.map((d) => cleanReport(d).text);
const bundled = loadDictionaries(listDictionaries().map((d) => d.name));
const more = Array.from({ length: 500 }, (_, i) => ({ term: word(2 + (i % 5)), row: i + 2 }));
const dictionary = buildDictionary(
  [...bundled.flatMap((d) => d.terms).map((t, i) => ({ term: t.term, row: i })), ...more].slice(
    0,
    500,
  ),
  { name: "d", title: "d", file: "d", sha256: "" },
);
const matcher = new TermMatcher([dictionary]);
report(
  "match, 500 terms, simulated reports, hits in order",
  megabytesOf(cleaned) /
    seconds(() => {
      for (const t of cleaned) matcher.find(t);
    }),
  "MB/s",
  [">", 150],
);

const folder = mkdtempSync(join(tmpdir(), "xinzhi-bench-"));
try {
  const files = [...documents, ...Array.from({ length: 50 }, () => makeText(20_000))].map(
    (d, i) => {
      const file = join(folder, `${i}.txt`);
      writeFileSync(file, d);
      return { file, size: Buffer.byteLength(d) / 1e6 };
    },
  );
  for (const [name, some] of [
    ["simulated reports", files.slice(0, documents.length)],
    ["random letters", files.slice(documents.length)],
  ] as const) {
    const whole = seconds(() => {
      for (const { file } of some) {
        const body = cleanReport(decode(readFileSync(file), { file }).text).text;
        matcher.find(body);
        countCharacters(body);
      }
    });
    const size = some.reduce((sum, f) => sum + f.size, 0);
    report(`read, decode, clean and count, ${name}`, size / whole, "MB/s", [">", 40]);
  }
  await segmentation(cleaned);
  await fromStore();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(missed === 0 ? "all targets hold" : `${missed} target(s) missed`);

async function segmentation(texts: readonly string[]): Promise<void> {
  const size = megabytesOf(texts);
  const lines = texts.flatMap((t) => t.split("\n"));
  const counter = await createSegmentCounter(dictionary);
  // The same words for both: the engine holds one dictionary at a time.
  const loader = await loadEngine("auto");
  const bare = loader.load(userWords(loader, [...new Set(dictionary.terms.map((t) => t.key))]));
  const work = {
    bare: () => {
      for (const l of lines) bare.cut(l, true);
    },
    ours: () => {
      for (const t of texts) counter.count(t);
    },
  };
  // In turns, so that what slows the machine slows both.
  let bareSpeed = 0;
  let ours = 0;
  for (let i = 0; i < 3; i++) {
    bareSpeed = Math.max(bareSpeed, size / seconds(work.bare));
    ours = Math.max(ours, size / seconds(work.ours));
  }
  report(`bare ${bare.name}, line by line`, bareSpeed, "MB/s");
  report("segment, all of it", ours, "MB/s");
  report("  of the bare engine", ours / bareSpeed, "", [">", 0.9]);
  const theirs = pythonSpeed(lines, size);
  if (theirs === undefined) {
    console.log("Python jieba is not installed (apt-get install python3-jieba)");
    return;
  }
  report("Python jieba, line by line", theirs, "MB/s");
  report("  segment as a multiple of it", ours / theirs, "", [">", 4]);
}

function pythonSpeed(lines: readonly string[], size: number): number | undefined {
  const file = join(folder, "lines.txt");
  writeFileSync(file, lines.join("\n"));
  const script = `import jieba,time,sys
jieba.setLogLevel(60); jieba.initialize()
lines=open(sys.argv[1],encoding='utf8').read().split('\\n')
best=1e9
for i in range(3):
    t=time.process_time()
    for l in lines: jieba.lcut(l)
    best=min(best,time.process_time()-t)
print(best)`;
  // A python of the user's own may stand before the system's, which has the package.
  for (const python of ["python3", "/usr/bin/python3"]) {
    const run = spawnSync(python, ["-c", script, file], { encoding: "utf8" });
    if (run.status === 0) return size / Number(run.stdout);
  }
  return undefined;
}

async function fromStore(): Promise<void> {
  const store = await Store.open(join(folder, "bench.db"));
  const pool = Array.from({ length: 50 }, () => makeText(20_000));
  store.transaction(() => {
    for (let i = 0; i < 10_000; i++) addDocument(store, stored(i, `${pool[i % 50]}${i}`));
  });
  const started = performance.now();
  const read = (function* () {
    for (const d of eachDocument(store)) yield storedDocument(d);
  })();
  const result = await attention(read, { dictionaries: [dictionary], by: "region-year" });
  const took = (performance.now() - started) / 1e3;
  report("10 000 reports × 20 000 characters from the store", took, "s", ["<", 30]);
  report("  region-years", result.units.length, "");
  report("  memory", process.memoryUsage().rss / 1e6, "MB");
  store.close();
}

function stored(i: number, body: string): NewDocument {
  return {
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
  };
}
