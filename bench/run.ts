import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";

// Runs every benchmark below this folder, one after the other: `npm run bench [-- ROOM]`.
const root = import.meta.dirname;
const only = process.argv[2];
for (const room of readdirSync(root).filter((n) => statSync(join(root, n)).isDirectory())) {
  if (only !== undefined && only !== room) continue;
  for (const file of readdirSync(join(root, room)).filter((n) => n.endsWith(".bench.ts"))) {
    const path = join(root, room, file);
    console.log(`\n== ${relative(root, path)}`);
    const run = spawnSync("npx", ["tsx", path], { stdio: "inherit" });
    if (run.status !== 0) process.exitCode = 1;
  }
}
