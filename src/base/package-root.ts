import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

let cached: string | undefined;

/**
 * The folder of the installed package: where `dictionaries/` and `corpus/` are, both in a
 * checkout (sources) and when installed (`dist/`).   中文: 程序包根目录
 */
export function packageRoot(): string {
  if (cached !== undefined) return cached;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("the package folder of xinzhi was not found");
    folder = parent;
  }
  cached = folder;
  return folder;
}
