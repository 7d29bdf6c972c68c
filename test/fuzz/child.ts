import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRng, useLimits } from "../../src/base/index.js";
import type { FromChild, ToChild } from "./messages.js";
import { mutate } from "./mutate.js";
import { judge } from "./target.js";
import { allTargets } from "./targets.js";

// One process that reads mutated inputs one after the other; the parent ends it when one takes too long.
const work = mkdtempSync(join(tmpdir(), "xinzhi-fuzz-"));
const send = (message: FromChild): void => void process.send?.(message);

process.once("message", (message: ToChild) => {
  void run(message);
});

async function run({ seed, first, only }: ToChild): Promise<void> {
  useLimits({ seconds: 15, memory: 1024 });
  const targets = (await allTargets()).filter((t) => only === undefined || t.name === only);
  const intact = new Map<string, string>();
  const unread: string[] = [];
  for (const target of targets) {
    for (const [i, bytes] of target.seeds.entries()) {
      if (typeof target.oracle === "function") continue;
      const path = join(work, `input${target.ending}`);
      const { value } = await target.read(bytes, path).catch((cause: unknown) => {
        unread.push(`seed ${i} of ${target.name}: ${(cause as Error).message}`);
        return { value: "" };
      });
      intact.set(`${target.name} ${i}`, value);
    }
  }
  if (unread.length > 0) throw new Error(unread.join("\n"));
  send({ kind: "ready", targets: targets.map((t) => t.name) });
  for (let n = first; ; n++) {
    const target = targets[n % targets.length]!;
    const rng = createRng(seed, n);
    const at = rng.integer(target.seeds.length);
    const [bytes, other] = [target.seeds[at]!, target.seeds[rng.integer(target.seeds.length)]!];
    const change = target.change ?? ((b, r, o) => mutate(b, r, target.engines, o));
    const input = change(bytes, rng, other);
    // Kept before it is read, for the parent to find when this process is gone.
    const kept = join(work, `current${target.ending}`);
    writeFileSync(kept, input);
    send({ kind: "begin", n, target: target.name, kept });
    const path = join(work, `input${target.ending}`);
    const verdict = await judge(target, input, path, intact.get(`${target.name} ${at}`));
    send({ kind: "end", n, target: target.name, kept, ...verdict });
    // The parent reads the input of a finding before it is written over.
    if (verdict.outcome === "wrong" || verdict.outcome === "crash") await heard();
  }
}

function heard(): Promise<void> {
  return new Promise((resolve) => process.once("message", () => resolve()));
}
