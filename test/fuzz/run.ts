import { type ChildProcess, fork } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { extname, join } from "node:path";
import { parseArgs } from "node:util";
import type { FromChild } from "./messages.js";
import type { Outcome } from "./target.js";

// Mutated inputs for every reader: `npm run fuzz -- --minutes 60 [--seed 1] [--target csv] [--seconds 30]`.
// What is found is kept under test/cursed/, one folder for each reader, and read by a test from then on.
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: "2026" },
    seconds: { type: "string", default: "30" },
    target: { type: "string" },
    keep: { type: "string", default: join(import.meta.dirname, "../cursed") },
  },
});
const seed = Number(values.seed);
const until = Date.now() + Number(values.minutes) * 60_000;
const OUTCOMES = ["error", "right", "told", "other", "wrong", "crash", "hang"] as const;
const WORDS: Readonly<Record<Outcome, string>> = {
  error: "clean error",
  right: "right",
  told: "told",
  other: "another input",
  wrong: "WRONG",
  crash: "CRASH",
  hang: "HANG",
};
const counts = new Map<string, Record<Outcome, number>>();
let next = 0;

function count(target: string, outcome: Outcome): void {
  const empty = () => Object.fromEntries(OUTCOMES.map((o) => [o, 0])) as Record<Outcome, number>;
  if (!counts.has(target)) counts.set(target, empty());
  counts.get(target)![outcome]++;
}

function keep(target: string, outcome: Outcome, n: number, kept: string, detail: string): void {
  const folder = join(values.keep, target);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${outcome}-${seed}-${n}${extname(kept)}`);
  copyFileSync(kept, path);
  console.log(`${WORDS[outcome]} ${path}\n${detail.split("\n").slice(0, 8).join("\n")}\n`);
}

/** One process until the time is over, or until it is stuck. */
function round(): Promise<void> {
  const child: ChildProcess = fork(join(import.meta.dirname, "child.ts"), {
    execArgv: ["--import", "tsx", "--max-old-space-size=2500"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  let begun: Extract<FromChild, { kind: "begin" }> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const watch = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => child.kill("SIGKILL"), ms);
  };
  watch(180_000);
  child.on("message", (message: FromChild) => {
    if (message.kind === "ready") return;
    if (message.kind === "begin") {
      begun = message;
      watch(Number(values.seconds) * 1000);
      return;
    }
    const { n, target, outcome, detail, kept } = message;
    begun = undefined;
    next = n + 1;
    count(target, outcome);
    if (outcome === "wrong" || outcome === "crash") {
      keep(target, outcome, n, kept, detail);
      child.send("heard");
    }
    if (Date.now() > until) {
      over = true;
      child.kill("SIGKILL");
    }
  });
  child.send({ seed, first: next, only: values.target });
  return new Promise((resolve, reject) => {
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      if (over) return resolve();
      if (begun === undefined) return reject(new Error(`fuzzing ended: ${code} ${signal}`));
      const outcome = signal === "SIGKILL" ? "hang" : "crash";
      count(begun.target, outcome);
      keep(begun.target, outcome, begun.n, begun.kept, `process ended: ${code} ${signal}`);
      next = begun.n + 1;
      resolve();
    });
  });
}

while (Date.now() < until) await round();

const total = Object.fromEntries(OUTCOMES.map((o) => [o, 0])) as Record<Outcome, number>;
const line = (name: string, row: Record<Outcome, number>): string =>
  `${name.padEnd(16)}${String(OUTCOMES.reduce((s, o) => s + row[o], 0)).padStart(9)}${OUTCOMES.map((o) => String(row[o]).padStart(WORDS[o].length + 2)).join("")}`;
console.log(
  `${"reader".padEnd(16)}${"tried".padStart(9)}${OUTCOMES.map((o) => `  ${WORDS[o]}`).join("")}`,
);
for (const [name, row] of counts) {
  for (const o of OUTCOMES) total[o] += row[o];
  console.log(line(name, row));
}
console.log(line("all", total));
if (total.wrong + total.crash + total.hang > 0) process.exitCode = 1;
