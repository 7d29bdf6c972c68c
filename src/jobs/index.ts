export type { Job, Prepare, Work } from "./job.js";
export { type RunJobOptions, runJob } from "./run-job.js";
export { serveJob } from "./serve-job.js";
export { threadsFor } from "./threads-for.js";
