export { arena } from "./arena.js";
export type { Job, Prepare, Work } from "./job.js";
export { Kernel } from "./kernel.js";
export { type Finished, type RunJobOptions, runJob, runJobAsFinished } from "./run-job.js";
export { serveJob } from "./serve-job.js";
export { threadCount, useThreads } from "./threads.js";
export { threadsFor } from "./threads-for.js";
export { FunctionDraft } from "./wasm/assemble-module.js";
export * as wasm from "./wasm/instructions.js";
