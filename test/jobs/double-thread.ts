import { readFileSync } from "node:fs";
import { fileError } from "../../src/base/index.js";
import { type Job, serveJob } from "../../src/jobs/index.js";

/** Doubles; even tasks take longer, 13 is the user's mistake, 14 a fault. */
export const double: Job<{ by: number }, number, number> = {
  file: new URL("./double-thread.js", import.meta.url),
  prepare:
    ({ by }) =>
    async (x) => {
      if (x === 13) throw fileError("empty", { file: "thirteen.csv" });
      if (x === 14) readFileSync("/nowhere/at/all");
      if (x % 2 === 0) await new Promise((done) => setTimeout(done, 5));
      return x * by;
    },
};

serveJob(double.prepare);
