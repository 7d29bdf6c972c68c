import { describe, expect, it } from "vitest";
import { defineErrors, UserError } from "../../../src/base/index.js";
import { recordCodec, tableCodec } from "../../../src/study/graph/codecs.js";
import { Door } from "../../../src/study/graph/door.js";
import { runSteps, type StepCache } from "../../../src/study/graph/run-steps.js";
import type { Step } from "../../../src/study/graph/step.js";
import { Table } from "../../../src/table/index.js";

function memoryCache(): StepCache & { size: () => number } {
  const kept = new Map<string, Uint8Array>();
  return {
    get: (key) => kept.get(key),
    put: (key, _step, bytes) => void kept.set(key, bytes),
    size: () => kept.size,
  };
}

function counting(log: string[], factor: number) {
  const base: Step<number, Door> = {
    name: "base",
    title: { en: "base", zh: "基础" },
    needs: [],
    cache: recordCodec(),
    read: (door) => {
      const start = door.value("start", 2);
      return () => {
        log.push("base");
        return start;
      };
    },
  };
  const scaled: Step<number, Door> = {
    name: "scaled",
    title: { en: "scaled", zh: "放大" },
    needs: [base],
    cache: recordCodec(),
    read: (door) => {
      const by = door.value("factor", factor);
      return (context) => {
        log.push("scaled");
        return context.get(base) * by;
      };
    },
  };
  return { base, scaled };
}

const door = () => new Door();

describe("the step runner", () => {
  it("runs what is needed first, whatever the order of the list", async () => {
    const log: string[] = [];
    const { base, scaled } = counting(log, 3);
    const result = await runSteps([scaled, base], { door });
    expect(log).toEqual(["base", "scaled"]);
    expect(result.get(scaled)).toBe(6);
  });

  it("takes unchanged steps from the cache and reruns only what depends on a change", async () => {
    const cache = memoryCache();
    const log: string[] = [];
    await runSteps(Object.values(counting(log, 3)), { cache, door });
    await runSteps(Object.values(counting(log, 3)), { cache, door });
    expect(log).toEqual(["base", "scaled"]);
    const changed = counting(log, 5);
    const result = await runSteps(Object.values(changed), { cache, door });
    expect(log).toEqual(["base", "scaled", "scaled"]);
    expect(result.get(changed.scaled)).toBe(10);
    expect(result.outcomes.map((o) => o.state)).toEqual(["cached", "ran"]);
  });

  it("blocks only the steps behind one that fails by the user's input", async () => {
    const failing = defineErrors("test", {
      wrong: (_f: Record<string, never>) => ({
        what: { en: "wrong", zh: "错" },
        fix: { en: "", zh: "" },
      }),
    });
    const log: string[] = [];
    const { base, scaled } = counting(log, 3);
    const bad = {
      ...base,
      read: () => () => {
        throw failing("wrong", {});
      },
    };
    const alone = { ...base, name: "alone" };
    const result = await runSteps([bad, scaled, alone], { door });
    expect(result.outcomes.map((o) => `${o.name} ${o.state}`)).toEqual([
      "base failed",
      "scaled blocked",
      "alone ran",
    ]);
    expect(result.outcomes[0]!.error).toBeInstanceOf(UserError);
  });

  it("refuses a step that reads what it did not declare", async () => {
    const log: string[] = [];
    const { base, scaled } = counting(log, 3);
    await expect(runSteps([base, { ...scaled, needs: [] }], { door })).rejects.toThrow(
      /without declaring/,
    );
  });

  it("refuses a step that reads when its door is closed", async () => {
    const { base } = counting([], 3);
    const late: Step<number, Door> = {
      ...base,
      read: (open) => () => open.value("too late", 1),
    };
    await expect(runSteps([late], { door })).rejects.toThrow(/after the door was closed/);
  });

  it("stops when interrupted", async () => {
    const log: string[] = [];
    const signal = AbortSignal.abort();
    await expect(runSteps([counting(log, 1).base], { signal, door })).rejects.toThrow(
      "interrupted",
    );
    expect(log).toEqual([]);
  });

  it("keeps tables with their text, missing values and metadata", () => {
    const table = Table.of({ city: ["甲", null], y: [1, Number.NaN] });
    const back = tableCodec.decode(tableCodec.encode(table));
    expect(back.toRows()).toEqual(table.toRows());
  });
});
