import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { makeFolder, nearest } from "../../base/index.js";
import { checkShape } from "../../base/parse-yaml.js";
import { simulateDesigns } from "../../simulate/index.js";
import { studyError } from "../errors.js";
import { recordCodec } from "../graph/codecs.js";
import { hashOfFile } from "../graph/door.js";
import type { Step } from "../graph/step.js";

/** What a simulation wrote. */
export interface SimulatedFiles {
  readonly design: string;
  readonly folder: string;
  /** Paths below the folder. */
  readonly files: readonly string[];
  readonly sha256: string;
}

/** Writes the files of a simulated study before anything is read.   中文: 模拟数据 */
export function simulateStep(): Step<SimulatedFiles> {
  return {
    name: "simulate",
    title: { en: "simulated data", zh: "生成模拟数据" },
    needs: [],
    cache: recordCodec(),
    // A file that was changed or lost is written again.
    holds: (made) => existsSync(made.folder) && hashOfFile(made.folder) === made.sha256,
    read: (door) => {
      const { design: name, ...rest } = door.setting("simulate")!;
      const { file, placeOf } = door.place;
      const design = simulateDesigns.get(name);
      if (design === undefined) {
        throw studyError("unknown-design", {
          file,
          row: placeOf(["simulate", "design"]).row,
          name,
          nearest: nearest(name, simulateDesigns.keys()),
          known: [...simulateDesigns.keys()],
        });
      }
      const settings = checkShape(rest, design.schema, { file, placeOf, at: ["simulate"] });
      for (const path of design.files) door.packageFile(path);
      const seed = door.setting("seed");
      const folder = door.simulatedFolder();
      return async ({ progress, signal }) => {
        rmSync(folder, { recursive: true, force: true });
        makeFolder(folder);
        await design.write(settings, { folder, seed, progress, signal });
        return { design: name, folder, files: filesBelow(folder), sha256: hashOfFile(folder) };
      };
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
