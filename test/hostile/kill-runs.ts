import { spawn } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { storeTroubles } from "../../src/store/index.js";
import { openSqlite } from "../../src/store/sqlite.js";
import { compareResults } from "../../src/study/index.js";
import { smallStudy } from "../study/small-study.js";

const root = join(import.meta.dirname, "../..");
const MAIN = join(root, "dist/cli/main.js");

/** Work that is killed and done again. */
export interface KilledWork {
  readonly name: string;
  /** Makes what the work begins with in an empty folder. */
  readonly prepare: (folder: string) => Promise<void>;
  readonly words: (folder: string) => readonly string[];
  readonly stores: (folder: string) => readonly string[];
  /** What is there in the end, in a form that can be compared. */
  readonly outcome: (folder: string) => Promise<unknown>;
}

/** Runs the command line; killed after so many milliseconds, if it still runs. */
function run(words: readonly string[], killAfter?: number): Promise<number | null> {
  const child = spawn(process.execPath, [MAIN, ...words], { stdio: "ignore" });
  const timer =
    killAfter === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfter);
  return new Promise((resolve) => {
    child.on("exit", (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}

async function rows(file: string, sql: string): Promise<unknown> {
  const connection = await openSqlite(file, { readonly: true });
  try {
    return connection.prepare(sql).all();
  } finally {
    connection.close();
  }
}

const store = (folder: string): string => join(folder, "s.db");

/** The kinds of work that are killed; crawls have tests of their own, with a site. */
export const KILLED: readonly KilledWork[] = [
  {
    name: "import reports",
    prepare: async () => {},
    words: (folder) => ["import", "reports", join(root, "corpus/reports"), "--db", store(folder)],
    stores: (folder) => [store(folder)],
    outcome: (folder) =>
      rows(
        store(folder),
        "SELECT kind, region_code, year, text_hash, seal IS NULL AS s FROM documents ORDER BY 2, 3, 4",
      ),
  },
  {
    name: "import patents",
    prepare: async () => {},
    words: (folder) => [
      ...["import", "patents", process.env.PATENTS ?? join(root, "corpus/patents.csv")],
      ...["--db", store(folder)],
    ],
    stores: (folder) => [store(folder)],
    outcome: (folder) =>
      rows(
        store(folder),
        `SELECT p.identity, p.title, (SELECT group_concat(raw) FROM patent_ipc WHERE patent_id = p.id) AS ipc
         FROM patents p ORDER BY 1`,
      ),
  },
  {
    name: "classify",
    prepare: async (folder) => {
      const patents = process.env.PATENTS ?? join(root, "corpus/patents.csv");
      await run(["import", "patents", patents, "--db", store(folder)]);
    },
    words: (folder) => ["classify", "--db", store(folder)],
    stores: (folder) => [store(folder)],
    outcome: (folder) =>
      rows(
        store(folder),
        "SELECT patent_id, concordance, mode, rule, code, symbol FROM patent_labels ORDER BY 1, 2, 3, 4, 6",
      ),
  },
  {
    name: "study run",
    prepare: async (folder) => {
      smallStudy(folder, "  - { make: baseline }\n  - { make: event-study, bins: [-2, 3] }\n");
    },
    words: (folder) => ["study", "run", join(folder, "study.yaml"), "-o", join(folder, "out")],
    stores: (folder) => [join(folder, "out/study.db")],
    outcome: async (folder) => JSON.parse(readFileSync(join(folder, "out/results.json"), "utf8")),
  },
];

/** What became of the kills of one kind. */
export interface KillCounts {
  killed: number;
  /** The work had ended before it was to be killed. */
  finished: number;
  readonly unsound: string[];
  readonly different: string[];
}

/** Kills the work at so many moments of its course, looks at the store, does it again, and compares. */
export async function killRuns(work: KilledWork, times: number, base: string): Promise<KillCounts> {
  const seed = join(base, "seed");
  mkdirSync(seed, { recursive: true });
  await work.prepare(seed);
  const whole = join(base, "whole");
  cpSync(seed, whole, { recursive: true });
  const began = performance.now();
  const code = await run(work.words(whole));
  if (code !== 0 && code !== 3) throw new Error(`${work.name}: exit ${code}`);
  const took = performance.now() - began;
  const expected = await work.outcome(whole);
  const counts: KillCounts = { killed: 0, finished: 0, unsound: [], different: [] };
  for (let k = 0; k < times; k++) {
    const folder = join(base, `run-${k}`);
    // The study's outcome names no path but that of its file, which is not compared.
    cpSync(seed, folder, { recursive: true });
    const after = (took * (k + 0.7)) / times;
    if ((await run(work.words(folder), after)) === null) counts.killed++;
    else counts.finished++;
    for (const file of work.stores(folder)) {
      const copy = `${file}.copy`;
      try {
        for (const tail of ["", "-wal"]) copyFileSync(file + tail, copy + tail);
      } catch {
        continue; // not begun yet, or closed
      }
      const troubles = await storeTroubles(copy);
      for (const { found } of troubles) counts.unsound.push(`${work.name} ${k}: ${found}`);
    }
    await run(work.words(folder));
    const differences = compareResults(expected, await work.outcome(folder));
    if (differences.length > 0) {
      counts.different.push(`${work.name} ${k}: ${JSON.stringify(differences[0])}`);
    }
    rmSync(folder, { recursive: true, force: true });
  }
  return counts;
}
