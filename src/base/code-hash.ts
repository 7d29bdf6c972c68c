import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { packageRoot } from "./package-root.js";

let known: string | undefined;

/**
 * The hash of the code that runs: every module of the program (the built package, or its sources
 * where they run), the bundled word lists, regions, policies and concordances, the versions of its
 * libraries and of Node. Results made by other code have another key, whatever the version number.
 * 中文: 当前代码的散列
 */
export function codeHash(): string {
  if (known !== undefined) return known;
  const hash = createHash("sha256");
  const root = packageRoot();
  // `dist` in a built package (its bundle where that runs), `src` where the sources run.
  addFolder(hash, fileURLToPath(new URL("..", import.meta.url)), /\.(js|ts|json)$/);
  addFolder(hash, join(root, "dictionaries"), /./);
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  ) as Record<"dependencies" | "optionalDependencies", Record<string, string> | undefined>;
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies }).sort()) {
    hash.update(`${name} ${installedVersion(name, root)}\0`);
  }
  hash.update(`node ${process.version} ${process.arch}`);
  known = hash.digest("hex");
  return known;
}

function addFolder(hash: ReturnType<typeof createHash>, folder: string, names: RegExp): void {
  const entries = readdirSync(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) addFolder(hash, path, names);
    else if (names.test(entry.name) && !entry.name.endsWith(".d.ts")) {
      hash.update(`${entry.name}\0`).update(readFileSync(path)).update("\0");
    }
  }
}

/** The version of a library as Node finds it from here; empty where it is not installed. */
function installedVersion(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, "node_modules", name, "package.json");
    if (existsSync(file)) {
      return (JSON.parse(readFileSync(file, "utf8")) as { version?: string }).version ?? "";
    }
    if (dirname(folder) === folder) return "";
  }
}
