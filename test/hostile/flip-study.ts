import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { createRng } from "../../src/base/index.js";
import { SEALED_TABLES, Store } from "../../src/store/index.js";
import { readStudy, verifyHashes } from "../../src/study/index.js";
import { runWords } from "../run-words.js";
import { smallStudy } from "../study/small-study.js";

const REPORTS = join(import.meta.dirname, "../../corpus/reports");

/** A small study that has all there is: texts, patents, a word list of its own, tables, a figure. */
export async function runSmallStudy(folder: string): Promise<{ file: string; out: string }> {
  const file = smallStudy(folder, "  - { make: baseline }\n", (text) =>
    text.replace(
      "policies:\n",
      `text:
  reports: [reports]
  measures:
    - { name: attention, dictionary: words.txt, mode: match, measure: count }
policies:\n`,
    ),
  );
  mkdirSync(join(folder, "reports"));
  for (const name of ["960100_2010.txt", "960100_2011.txt"]) {
    cpSync(join(REPORTS, name), join(folder, "reports", name));
  }
  cpSync(join(REPORTS, "../regions.csv"), join(folder, "regions.csv"));
  writeFileSync(join(folder, "words.txt"), "创新\n数字经济\n");
  writeFileSync(
    file,
    readFileSync(file, "utf8").replace("  time: year\n", "  time: year\n  regions: regions.csv\n"),
  );
  const out = join(folder, "out");
  const answer = await runWords(["study", "run", file, "-o", out, "--quiet"]);
  if (answer.code !== 0) throw new Error(answer.err + answer.out);
  return { file, out };
}

/** What became of flipped bits. */
export interface FlipCounts {
  tried: number;
  reported: number;
  /** Not reported, and all data are as they were. */
  harmless: number;
  /** Not reported though data changed. */
  readonly missed: string[];
}

/**
 * Flips one bit at a time in the inputs, outputs and stores of a study, checks by hashes, and puts
 * the bit back; half of the places are in the stores, the others fall on all files alike.
 */
export async function flipBits(
  study: { readonly file: string; readonly out: string },
  count: number,
  seed: number,
): Promise<FlipCounts> {
  const rng = createRng(seed);
  const folder = join(study.out, "..");
  const files = filesBelow(folder);
  const counts: FlipCounts = { tried: 0, reported: 0, harmless: 0, missed: [] };
  const dumps = new Map<string, string>();
  for (const file of files) if (file.endsWith(".db")) dumps.set(file, await dump(file));
  // Half of the places in the stores, where most can hide.
  const stores = [...dumps.keys()];
  for (let k = 0; k < count; k++) {
    const file =
      k % 2 === 0
        ? files[Math.floor(k / 2) % files.length]!
        : stores[Math.floor(k / 2) % stores.length]!;
    const intact = readFileSync(file);
    const bytes = Buffer.from(intact);
    const at = rng.integer(bytes.length);
    const bit = rng.integer(8);
    bytes[at] = bytes[at]! ^ (1 << bit);
    writeFileSync(file, bytes);
    counts.tried++;
    const told = await isTold(study);
    if (told) counts.reported++;
    else if (dumps.has(file) && (await dump(file)) === dumps.get(file)) counts.harmless++;
    else counts.missed.push(`${relative(folder, file)} byte ${at} bit ${bit}`);
    for (const tail of ["-wal", "-shm"]) rmSync(file + tail, { force: true });
    writeFileSync(file, intact);
  }
  return counts;
}

async function isTold({ file, out }: { readonly file: string; readonly out: string }) {
  try {
    return (await verifyHashes(readStudy(file), out)).troubles.length > 0;
  } catch (error) {
    // A study file that is none any more, or one of another name.
    if (/^(?:yaml|study|bytes|file|limit)\//.test((error as { code?: string }).code ?? "")) {
      return true;
    }
    throw error;
  }
}

/** All that the study's folder holds, but for the simulated files it does not have. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && !path.endsWith("-shm") && !path.endsWith("-wal"))
    .sort();
}

/** Every row of a store as text. */
async function dump(file: string): Promise<string> {
  const store = await Store.open(file, { mode: "read" });
  try {
    return JSON.stringify(
      SEALED_TABLES.map((t) =>
        store.connection
          .prepare(`SELECT * FROM ${t}`)
          .all()
          .map((row) => JSON.stringify(row))
          .sort(),
      ),
    );
  } finally {
    store.close();
  }
}
