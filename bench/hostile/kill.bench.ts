import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KILLED, killRuns } from "../../test/hostile/kill-runs.js";

// Fifty kills (KILLS) of each kind of work, at as many moments of its course: `npm run bench hostile`. Wants
// `npm run build`. PATENTS names a larger file of patents than the bundled one.
const times = Number(process.env.KILLS ?? 50);
for (const work of KILLED) {
  const base = mkdtempSync(join(tmpdir(), "xinzhi-kill-"));
  try {
    const { killed, finished, unsound, different } = await killRuns(work, times, base);
    console.log(
      `${work.name}: ${killed} killed, ${finished} had ended; ${unsound.length} unsound stores, ${different.length} other outcomes`,
    );
    for (const line of [...unsound, ...different]) console.log(`  ${line}`);
    if (unsound.length + different.length > 0) process.exitCode = 1;
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}
