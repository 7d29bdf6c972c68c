import { readFileSync } from "node:fs";
import { fileError } from "../../src/base/index.js";
import { type Job, serveJob } from "../../src/jobs/index.js";

/** Multiplies; even tasks take longer, 1000 much longer, 13 is the user's mistake, 14 a fault. */
export const double: Job<{ by: number }, number, number> = {
  file: new URL("./double-thread.js", import.meta.url),
  prepare:
    ({ by }) =>
    async (x) => {
      if (x === 13) throw fileError("empty", { file: "thirteen.csv" });
      if (x === 14) readFileSync("/nowhere/at/all");
      if (x === 1000) await new Promise((done) => setTimeout(done, 500));
      if (x % 2 === 0) await new Promise((done) => setTimeout(done, 5));
      return x * by;
    },
};

serveJob(double.prepare);
