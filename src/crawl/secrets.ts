import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { decodeWhole } from "../bytes/index.js";
import { crawlError } from "./errors.js";

/** Where secrets may come from. */
export interface SecretPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** File of `NAME=value` lines; looked at only when a name is not in the environment. */
  readonly file: string | undefined;
  /** The user's project: a file inside it is refused, since it would be shared with it. */
  readonly project: string;
}

/**
 * The secrets that an interface needs, from the environment or from a file outside the project.
 * 中文: 读取密钥
 *
 * Values go to the interface alone: they are in no address, no message and no row of the store.
 *
 * Errors    crawl/missing-secret, crawl/secrets-in-project, crawl/secrets-open: others can read it.
 */
export function readSecrets(
  names: readonly string[],
  places: SecretPlaces,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of names) {
    const value = places.env[name]?.trim();
    if (value) found.set(name, value);
  }
  if (names.every((name) => found.has(name))) return found;
  const file = places.file;
  if (file !== undefined && existsSync(file)) {
    refuseShared(file, places.project);
    for (const line of decodeWhole(readFileSync(file), { file }).split(/\r?\n/)) {
      const pair = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
      if (pair === null || !names.includes(pair[1]!) || found.has(pair[1]!)) continue;
      const value = pair[2]!.replace(/^(["'])(.*)\1$/, "$2");
      if (value !== "") found.set(pair[1]!, value);
    }
  }
  const missing = names.filter((name) => !found.has(name));
  if (missing.length > 0) throw crawlError("missing-secret", { names: missing, place: file ?? "" });
  return found;
}

function refuseShared(file: string, project: string): void {
  const real = realpathSync(file);
  const root = repositoryOf(real);
  if (inside(real, realpathSync(project)) || root !== undefined) {
    throw crawlError("secrets-in-project", { file, project: root ?? project });
  }
  // Windows has no such bits; there they read as open to all.
  if (process.platform !== "win32" && (statSync(real).mode & 0o077) !== 0) {
    throw crawlError("secrets-open", { file });
  }
}

function inside(file: string, folder: string): boolean {
  const way = relative(resolve(folder), file);
  return way !== "" && !way.startsWith("..");
}

/** The folder under version control that holds the file, if any. */
function repositoryOf(file: string): string | undefined {
  for (let at = dirname(file); ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return undefined;
  }
}
