import { describe, expect, it } from "vitest";
import { Interrupted, UserError } from "../../src/base/index.js";
import { runJob, runJobAsFinished, threadsFor } from "../../src/jobs/index.js";
import { double } from "./double-thread.js";

const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

async function collect(tasks: Iterable<number>, threads: number, signal?: AbortSignal) {
  const results: number[] = [];
  const options = { setup: { by: 3 }, threads, ...(signal === undefined ? {} : { signal }) };
  for await (const r of runJob(double, tasks, options)) results.push(r);
  return results;
}

describe("jobs in threads", () => {
  it.each([1, 2, 3])("gives the results in the order of the tasks with %i thread(s)", async (n) => {
    expect(await collect(numbers(12), n)).toEqual(numbers(12).map((x) => 3 * x));
    expect(await collect([], n)).toEqual([]);
  });

  it.each([1, 2])("throws the user's error as one, with %i thread(s)", async (n) => {
    const found = await collect([1, 13, 2], n).catch((e: unknown) => e);
    expect(found).toBeInstanceOf(UserError);
    expect((found as UserError).code).toBe("file/empty");
    expect((found as UserError).facts.file).toBe("thirteen.csv");
    expect((found as UserError).toText("zh")).toContain("thirteen.csv");
  });

  it.each([1, 2])("tells a fault with its cause, with %i thread(s)", async (n) => {
    await expect(collect([1, 14], n)).rejects.toThrow(/nowhere/);
  });

  it("draws tasks as they are needed", async () => {
    let drawn = 0;
    function* tasks() {
      for (;;) yield drawn++;
    }
    for await (const r of runJob(double, tasks(), { setup: { by: 1 }, threads: 2 })) {
      if (r === 5) break;
    }
    expect(drawn).toBeLessThan(5 + 2 + 2 * 2);
  });

  it("stops when interrupted", async () => {
    const stop = new AbortController();
    function* tasks() {
      yield 1;
      stop.abort();
      yield 3;
    }
    await expect(collect(tasks(), 2, stop.signal)).rejects.toThrow(Interrupted);
  });

  it("uses one thread from sources unless told", () => {
    expect(threadsFor(double, undefined)).toBe(1);
    expect(threadsFor(double, 4)).toBe(4);
  });
});

describe("jobs in threads, results as they come", () => {
  async function places(tasks: readonly number[], threads: number, signal?: AbortSignal) {
    const found: { at: number; result: number }[] = [];
    const options = { setup: { by: 3 }, threads, ...(signal === undefined ? {} : { signal }) };
    for await (const one of runJobAsFinished(double, tasks, options)) found.push(one);
    return found;
  }

  it.each([1, 2, 3])("gives every result once with its place, with %i thread(s)", async (n) => {
    const found = await places(numbers(12), n);
    found.sort((a, b) => a.at - b.at);
    expect(found).toEqual(numbers(12).map((at) => ({ at, result: 3 * at })));
    expect(await places([], n)).toEqual([]);
  });

  it("keeps a failure until the caller comes back for it", async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => void unhandled.push(error);
    process.on("unhandledRejection", note);
    const taken = async () => {
      for await (const _ of runJobAsFinished(double, [1, 1000, 13], {
        setup: { by: 3 },
        threads: 2,
      })) {
        await new Promise((done) => setTimeout(done, 300));
      }
    };
    await expect(taken()).rejects.toThrow(UserError);
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });

  it("does not let a long task hold up the others", async () => {
    const found = await places([1000, 1, 2, 3, 4, 5, 6, 7], 2);
    expect(found.at(-1)).toEqual({ at: 0, result: 3000 });
  });

  it.each([1, 2])("throws the user's error as one, with %i thread(s)", async (n) => {
    await expect(places([1, 13, 2], n)).rejects.toThrow(UserError);
  });

  it("is interrupted in the middle of a task", async () => {
    const stop = new AbortController();
    const tasks = Array.from({ length: 50 }, () => 1000);
    const began = performance.now();
    const run = places(tasks, 2, stop.signal);
    setTimeout(() => stop.abort(), 50);
    await expect(run).rejects.toThrow(Interrupted);
    // Fifty tasks in two threads would take twelve seconds.
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
