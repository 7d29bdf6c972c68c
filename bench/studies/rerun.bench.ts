import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument } from "yaml";

// How long each reference study takes at first, again unchanged, after a control of one baseline column
// was changed, and after a control of the whole study was: `npm run bench studies`. Wants `npm run build`.
const root = join(import.meta.dirname, "../..");
const names = (process.env.STUDIES ?? "000 001 002 003 004").split(" ");

const work = mkdtempSync(join(tmpdir(), "xinzhi-rerun-"));
cpSync(join(root, "studies"), join(work, "studies"), { recursive: true });
try {
  let total = 0;
  for (const name of names) {
    const file = join(work, "studies", `${name}.yaml`);
    const text = readFileSync(file, "utf8");
    const study = parseDocument(text);
    const controls = (study.toJS() as { controls: string[] }).controls;
    const dropped = controls[0]!;
    const first = seconds(file, name);
    total += first;
    const again = seconds(file, name);

    const oneColumn = parseDocument(text);
    oneColumn.setIn([...lastBaselineColumn(study), "controls"], [`-${dropped}`]);
    writeFileSync(file, String(oneColumn));
    const column = seconds(file, name);

    const wholeStudy = parseDocument(text);
    wholeStudy.setIn(["controls"], controls.slice(1));
    writeFileSync(file, String(wholeStudy));
    const whole = seconds(file, name);

    const share = (s: number): string => `${s.toFixed(1)} s (${((100 * s) / first).toFixed(1)}%)`;
    console.log(
      `${name}: first ${first.toFixed(1)} s, unchanged ${share(again)}, without ${dropped} in one column ${share(column)}, in all models ${share(whole)}`,
    );
  }
  console.log(`first runs together: ${total.toFixed(1)} s`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function lastBaselineColumn(study: ReturnType<typeof parseDocument>): (string | number)[] {
  const { sections } = study.toJS() as { sections: { id?: string; columns?: unknown[] }[] };
  const at = sections.findIndex((s) => s.id === "baseline");
  return ["sections", at, "columns", sections[at]!.columns!.length - 1];
}

function seconds(file: string, name: string): number {
  const argv = ["dist/cli/main.js", "study", "run", file, "--quiet", "--out", join(work, name)];
  const began = performance.now();
  const run = spawnSync(process.execPath, argv, { cwd: root, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${file}: exit ${run.status}\n${run.stderr}`);
  return (performance.now() - began) / 1000;
}
