import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { z } from "zod";
import { packageRoot } from "../../src/base/index.js";

/** The settings under `simulate:` of a study file, as its design reads them. */
export function studySettings<T>(name: string, schema: z.ZodType<T>): T {
  const file = join(packageRoot(), "studies", `${name}.yaml`);
  const { design: _design, ...settings } = parse(readFileSync(file, "utf8")).simulate;
  return schema.parse(settings);
}
