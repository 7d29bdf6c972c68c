import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { makeFolder, nearest } from "../../base/index.js";
import { checkShape } from "../../base/parse-yaml.js";
import { simulateDesigns } from "../../simulate/index.js";
import { studyError } from "../errors.js";
import type { Study } from "../file/read-study.js";
import { recordCodec } from "../graph/codecs.js";
import { hashFiles } from "../graph/hash-files.js";
import type { Step } from "../graph/step.js";

/** The generators' code: files that older code wrote are not those of this one. */
const GENERATORS = join(import.meta.dirname, "../../simulate");

/** What a simulation wrote. */
export interface SimulatedFiles {
  readonly design: string;
  readonly folder: string;
  /** Paths below the folder. */
  readonly files: readonly string[];
  readonly sha256: string;
}

/** Writes the files of a simulated study before anything is read.   中文: 模拟数据 */
export function simulateStep(study: Study): Step<SimulatedFiles> | undefined {
  if (study.simulate === undefined) return undefined;
  const { design: name, ...rest } = study.simulate;
  const design = simulateDesigns.get(name);
  if (design === undefined) {
    throw studyError("unknown-design", {
      file: study.file,
      row: study.placeOf(["simulate", "design"]).row,
      name,
      nearest: nearest(name, simulateDesigns.keys()),
      known: [...simulateDesigns.keys()],
    });
  }
  const { file, placeOf } = study;
  const settings = checkShape(rest, design.schema, { file, placeOf, at: ["simulate"] });
  const folder = study.simulatedFolder;
  return {
    name: "simulate",
    title: { en: "simulated data", zh: "生成模拟数据" },
    needs: [],
    options: () => ({ name, settings, seed: study.seed, folder, code: hashFiles([GENERATORS]) }),
    cache: recordCodec(),
    // A file that was changed or lost is written again.
    holds: (made) => existsSync(folder) && hashFiles([folder]) === made.sha256,
    run: async ({ progress, signal }) => {
      rmSync(folder, { recursive: true, force: true });
      makeFolder(folder);
      await design.write(settings, { folder, seed: study.seed, progress, signal });
      return { design: name, folder, files: filesBelow(folder), sha256: hashFiles([folder]) };
    },
  };
}

function filesBelow(folder: string): string[] {
  const visit = (path: string): string[] =>
    readdirSync(path)
      .sort()
      .flatMap((name) => {
        const inner = join(path, name);
        return statSync(inner).isDirectory() ? visit(inner) : [relative(folder, inner)];
      });
  return visit(folder);
}
