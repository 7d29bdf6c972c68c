import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256, silent } from "../../src/base/index.js";
import { simulateDesigns, writeDemoCorpus } from "../../src/simulate/index.js";
import { readStudy } from "../../src/study/index.js";

const root = join(import.meta.dirname, "../..");
/** Number of files, and the hash of their paths and bytes, of each study: change only by intent. */
const known = JSON.parse(readFileSync(join(root, "test/golden/simulate/files.json"), "utf8"));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xinzhi-simulate-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function filesIn(path: string): { files: number; sha256: string } {
  const parts: Buffer[] = [];
  const visit = (at: string): void => {
    for (const name of readdirSync(at).sort()) {
      const inner = join(at, name);
      if (statSync(inner).isDirectory()) visit(inner);
      else {
        parts.push(Buffer.from(`${relative(path, inner)}\0`), readFileSync(inner));
        parts.push(Buffer.from("\0"));
      }
    }
  };
  visit(path);
  return { files: parts.length / 3, sha256: sha256(Buffer.concat(parts)) };
}

describe("the files of a simulated study", () => {
  it.each(["000", "001", "002", "003", "004"])(
    "are the same bytes for the seed and settings of studies/%s.yaml",
    async (name) => {
      const own = join(folder, name);
      const study = readStudy(join(root, `studies/${name}.yaml`), { simulated: own });
      const { design, ...settings } = study.simulate!;
      const found = simulateDesigns.get(design)!;
      await found.write(found.schema.parse(settings), {
        folder: own,
        seed: study.seed,
        progress: silent,
        signal: undefined,
      });
      expect(filesIn(own)).toEqual(known[name]);
    },
    120_000,
  );

  it("are the same bytes for the demonstration", () => {
    const own = join(folder, "demo");
    writeDemoCorpus(own);
    expect(filesIn(own)).toEqual(known.demo);
  });
});
