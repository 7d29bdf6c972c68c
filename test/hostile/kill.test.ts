import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { KILLED, killRuns } from "./kill-runs.js";

// Three kills of each kind; fifty of each: `npm run bench hostile`. Crawls and the import of patents have tests
// of their own: test/crawl/kill.test.ts, test/crawl/patent-kill.test.ts, test/patent/kill.test.ts.
const WORK = KILLED.filter((work) => work.name !== "import patents");
describe("kill -9", () => {
  it.each(WORK.map((work) => [work.name, work] as const))(
    "in the middle of %s leaves a sound store, and a rerun ends where an undisturbed run does",
    async (_name, work) => {
      const base = mkdtempSync(join(tmpdir(), "xinzhi-kill-"));
      try {
        const counts = await killRuns(work, 3, base);
        expect(counts.unsound).toEqual([]);
        expect(counts.different).toEqual([]);
        expect(counts.killed).toBeGreaterThan(0);
      } finally {
        rmSync(base, { recursive: true, force: true });
      }
    },
    240_000,
  );
});
