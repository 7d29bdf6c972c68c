import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { makeFolder, packageRoot, writeAtomic } from "../../base/index.js";
import { studyError } from "../errors.js";
import { publishedStudySchema } from "./published-study-schema.js";

/** The simulated data that the template runs on. */
const DATA = ["panel.csv", "regions.csv", "patents.csv", "reports"] as const;

/**
 * Writes a commented study that runs as it stands: study file, indicator system, simulated data, and
 * the schema by which an editor completes it.   中文: 生成研究模板
 *
 * Errors    study/already-there — the folder has a study file.
 * @example writeTemplate("my-study") // ["study.yaml", "index.yaml", …]
 */
export function writeTemplate(folder: string): readonly string[] {
  const file = join(folder, "study.yaml");
  if (existsSync(file)) throw studyError("already-there", { file });
  const root = packageRoot();
  makeFolder(join(folder, "data"));
  for (const name of DATA) {
    cpSync(join(root, "corpus", name), join(folder, "data", name), { recursive: true });
  }
  const schema = z.toJSONSchema(publishedStudySchema(), { io: "input" });
  writeAtomic(join(folder, "study.schema.json"), `${JSON.stringify(schema, null, 2)}\n`);
  for (const name of ["index.yaml", "study.yaml"]) {
    writeAtomic(join(folder, name), readFileSync(join(root, "studies", "template", name)));
  }
  return ["study.yaml", "index.yaml", "study.schema.json", ...DATA.map((d) => `data/${d}`)];
}
