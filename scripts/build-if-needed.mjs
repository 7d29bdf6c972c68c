import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Newest modification time below a folder, so that a changed source triggers a build. */
function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return latest;
}

const target = "dist/cli/main.js";
if (!existsSync(target) || newest("src") > statSync(target).mtimeMs) {
  const run = spawnSync("npm", ["run", "build", "--silent"], { stdio: "inherit" });
  process.exit(run.status ?? 1);
}
