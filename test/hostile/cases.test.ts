import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const shared = join(root, "../shared/cases/hostile");
const cases = existsSync(shared) ? readdirSync(shared).sort() : [];
if (cases.length === 0) {
  process.stderr.write(
    "the collected hostile cases are not run: ../shared/cases/hostile is absent\n",
  );
}
/** These take minutes or a server: what they show is in limits, network, interrupt and readers tests. */
const LONG = new Set(["03", "06", "09", "11", "15"]);

describe.skipIf(cases.length === 0)("collected hostile cases", () => {
  it.each(cases.filter((name) => !LONG.has(name.slice(0, 2))))(
    "%s: nothing is a fault, no trace, no crash",
    (name) => {
      const work = mkdtempSync(join(tmpdir(), "xinzhi-case-"));
      const folder = join(work, name);
      cpSync(join(shared, name), folder, { recursive: true });
      const env = { ...process.env, XINZHI: root, CASES: shared, WORK: work, LANG: "en_US.UTF-8" };
      const found = spawnSync("bash", [join(folder, "run.sh")], {
        cwd: folder,
        env,
        encoding: "utf8",
        timeout: 120_000,
      });
      rmSync(work, { recursive: true, force: true });
      const said = found.stdout + found.stderr;
      expect(found.error).toBeUndefined();
      expect(said).not.toMatch(
        /This is a fault of xinzhi|RangeError|\n {4}at .*\(file:|heap out of memory/,
      );
      expect(said).not.toMatch(/exit (?:1|13[0-9])\b/);
    },
    150_000,
  );
});
