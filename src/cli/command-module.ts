import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The module that runs commands: the bundle that `npm run build` makes (few files, which start in
 * half the time of several hundred), else the compiled file. In a checkout a bundle that is older
 * than a compiled file is not taken: it would run yesterday's code.   中文: 命令模块的位置
 *
 * @example commandModule(new URL("..", import.meta.url)) // "file:///…/dist/bundle/cli/run-cli.js"
 */
export function commandModule(dist: URL): string {
  const bundle = new URL("bundle/cli/run-cli.js", dist);
  const plain = new URL("cli/run-cli.js", dist).href;
  const made = timeOf(bundle);
  if (made === undefined) return plain;
  const isCheckout = existsSync(new URL("../src", dist));
  return isCheckout && isAnyNewer(fileURLToPath(dist), made) ? plain : bundle.href;
}

function timeOf(file: URL): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function isAnyNewer(folder: string, time: number): boolean {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name !== "bundle" && isAnyNewer(path, time);
    return entry.name.endsWith(".js") && statSync(path).mtimeMs > time;
  });
}
