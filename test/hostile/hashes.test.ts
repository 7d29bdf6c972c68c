import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runWords } from "../run-words.js";
import { flipBits, runSmallStudy } from "./flip-study.js";

let folder: string;
let study: { file: string; out: string };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-hashes-"));
  study = await runSmallStudy(join(folder, "s"));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const verify = () => runWords(["study", "verify", study.file, "-o", study.out, "--hashes"]);

/** Changes a file, sees what is said, and puts it back. */
async function changed(path: string, change: (bytes: Buffer) => Buffer) {
  const intact = readFileSync(path);
  writeFileSync(path, change(Buffer.from(intact)));
  try {
    return await verify();
  } finally {
    writeFileSync(path, intact);
  }
}

const flipFirst = (bytes: Buffer): Buffer => {
  bytes[bytes.length >> 1] = bytes[bytes.length >> 1]! ^ 1;
  return bytes;
};

describe("study verify --hashes", () => {
  it("finds an untouched study as it was left", async () => {
    const answer = await verify();
    expect(answer.out).toMatch(/inputs, \d+ files and 2 stores are as the last run left them/);
    expect(answer.code).toBe(0);
  });

  it.each([
    ["panel.csv", "input file panel.csv: changed"],
    ["reports/960100_2010.txt", "input file reports: changed"],
    ["words.txt", "input dictionary words.txt"],
    ["out/tables/table-1.csv", "output tables/table-1.csv: changed"],
    ["out/results.json", "output results.json: changed"],
    ["out/manifest.json", "manifest"],
  ])("names %s", async (name, line) => {
    const answer = await changed(join(folder, "s", name), flipFirst);
    expect(answer.out).toContain(line);
    expect(answer.code).toBe(3);
  });

  it("names a manifest that says nothing, and a kept step that was changed", async () => {
    const gone = await changed(join(study.out, "manifest.json"), () => Buffer.from("{}\n"));
    expect(gone.out).toContain("manifest");
    const db = join(study.out, "study.db");
    const bytes = readFileSync(db);
    const at = bytes.indexOf("section baseline");
    expect(at).toBeGreaterThan(0);
    bytes.write("section baseliny", at);
    const answer = await changed(db, () => bytes);
    expect(answer.code).toBe(3);
    expect(answer.out).toContain("store study.db: step_cache");
    const intact = readFileSync(db);
    writeFileSync(db, bytes);
    const doctor = await runWords(["doctor", "--deep", "--db", db]);
    writeFileSync(db, intact);
    expect(doctor.out).toContain(`✗ contents of ${db}: 1 changed: step_cache`);
    expect(doctor.code).toBe(3);
  });

  it("tells each of 240 bits flipped anywhere, or the bit holds no data", async () => {
    const counts = await flipBits(study, 240, 20);
    expect(counts.missed).toEqual([]);
    expect(counts.reported + counts.harmless).toBe(240);
    // The rest lies in the empty pages of small stores.
    expect(counts.reported).toBeGreaterThan(100);
    expect((await verify()).code).toBe(0);
  }, 120_000);
});

describe("doctor --deep", () => {
  it("finds a sound store sound, row by row", async () => {
    const db = join(study.out, "study.db");
    const answer = await runWords(["doctor", "--deep", "--db", db]);
    expect(answer.out).toContain(`✓ contents of ${db}: every row as it was written`);
  });
});
