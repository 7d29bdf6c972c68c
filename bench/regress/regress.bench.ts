/**
 * Times the regression engine against a C yardstick compiled and timed in the same run.
 *
 *     npx tsx bench/regress/regress.bench.ts [task …] [--write]
 *
 * R's times are known as multiples of the yardstick (speed.json, fixest 0.14.2, one thread); ours must
 * stay below `limit` times those. One thread, the best of several runs after a first one; each task
 * in a process of its own, whose peak memory is given (data included). `--write` renews results.md.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ourProcess, rProcess } from "./process-task.js";
import { TASKS } from "./tasks.js";

interface Measured {
  /** The first run in the process, and the best of the later ones. */
  readonly first: number;
  readonly seconds: number;
  readonly unit: number;
  readonly megabytes: number | null;
}

const FIRM_PANEL = 0.70611;

function measure(id: string, yardstick: () => number): Measured {
  const task = TASKS[id]!;
  const run = task.prepare();
  const begin = performance.now();
  run();
  const first = (performance.now() - begin) / 1000;
  const before = yardstick();
  let seconds = Number.POSITIVE_INFINITY;
  for (let r = 0; r < (task.repeats ?? 5); r++) {
    const start = performance.now();
    run();
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  const unit = (before + yardstick()) / 2;
  return { first, seconds, unit, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) };
}

function report(id: string, { first, seconds, unit, megabytes }: Measured): string {
  const { what, reference, limit } = TASKS[id]!;
  const ratio = reference === undefined ? null : seconds / unit / reference;
  const target =
    limit === null ? "" : "ratio" in limit ? `≤ ${limit.ratio} × R` : `≤ ${limit.seconds} s`;
  const isMet =
    limit === null ? null : "ratio" in limit ? ratio! <= limit.ratio : seconds <= limit.seconds;
  return row([
    ...[
      id,
      what,
      first.toFixed(3),
      seconds.toFixed(3),
      (seconds / unit).toFixed(2),
      String(reference ?? ""),
    ],
    ...[ratio?.toFixed(2) ?? "", target, verdict(isMet), String(megabytes ?? "")],
  ]);
}

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const verdict = (isMet: boolean | null) => (isMet === null ? "" : isMet ? "pass" : "**fail**");

/** Without fixest there is only a lower bound: below it is a pass, above it nothing is known. */
function processVerdict(ours: number, theirs: ReturnType<typeof rProcess>): string {
  if (theirs === null) return "";
  return theirs.bound === "lower" && ours >= theirs.seconds
    ? "open"
    : verdict(ours < theirs.seconds);
}

function processLine(yardstick: () => number): string {
  const unit = yardstick();
  const ours = ourProcess(5);
  const theirs = rProcess(3, FIRM_PANEL * unit);
  const what = "20 600 rows, three effects: whole process from CSV to JSON";
  if (ours === null) return row(["process", `${what}: not built`, ...Array(8).fill("")]);
  return row([
    ...["process", what, "", ours.toFixed(3), (ours / unit).toFixed(2)],
    ...[theirs === null ? "" : (theirs.seconds / unit).toFixed(2)],
    ...[theirs === null ? "" : (ours / theirs.seconds).toFixed(2)],
    theirs === null ? "no R here" : `< ${theirs.seconds.toFixed(3)} s (${theirs.how})`,
    ...[processVerdict(ours, theirs), ""],
  ]);
}

const folder = mkdtempSync(join(tmpdir(), "xinzhi-bench-"));
const yardstickFile = process.env.YARDSTICK ?? join(folder, "yardstick");
const yardstick = () => Number(execFileSync(yardstickFile, { encoding: "utf8" }).split(" ")[0]);
const args = process.argv.slice(2);

if (args[0] === "--one") {
  console.log(JSON.stringify(measure(args[1]!, yardstick)));
} else {
  const source = resolve(import.meta.dirname, "yardstick.c");
  execFileSync("cc", ["-O3", "-march=native", "-o", yardstickFile, source]);
  const asked = args.filter((a) => !a.startsWith("--"));
  const lines = [
    row([
      "task",
      "",
      "first run",
      "seconds",
      "multiple",
      "R's multiple",
      "ratio",
      "target",
      "",
      "MB",
    ]),
    row(["---", "---", "---:", "---:", "---:", "---:", "---:", "---", "---", "---:"]),
  ];
  const print = (line: string) => {
    lines.push(line);
    console.log(line);
  };
  console.log(lines.join("\n"));
  const firsts = new Map<string, number>();
  for (const id of Object.keys(TASKS).filter((t) => asked.length === 0 || asked.includes(t))) {
    const child = spawnSync("npx", ["tsx", import.meta.filename, "--one", id], {
      encoding: "utf8",
      env: { ...process.env, YARDSTICK: yardstickFile },
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (child.status !== 0) process.exit(1);
    const measured = JSON.parse(child.stdout) as Measured;
    firsts.set(id, measured.first);
    print(report(id, measured));
  }
  if (asked.length === 0 || asked.includes("process")) print(processLine(yardstick));
  const [small, large] = [firsts.get("million"), firsts.get("rows_10_000_000")];
  if (small !== undefined && large !== undefined) {
    const times = large / small;
    // First runs, since later ones of the smaller task find their memory ready.
    const what = "ten times the rows of `million`: the first run is so many times as long";
    print(
      row([
        "linear",
        what,
        times.toFixed(1),
        ...Array(4).fill(""),
        "≤ 15",
        verdict(times <= 15),
        "",
      ]),
    );
  }
  if (args.includes("--write")) {
    const text = [
      "# Speed of the regression engine",
      "",
      `\`npx tsx bench/regress/regress.bench.ts --write\` on ${cpus()[0]?.model ?? "?"}, Node ${process.versions.node}, one thread.`,
      "The multiple is that of `yardstick.c`, timed before and after each task; memory is the peak of the task's process.",
      "",
      ...lines,
      "",
    ].join("\n");
    writeFileSync(resolve(import.meta.dirname, "results.md"), text);
  }
}
rmSync(folder, { recursive: true });
