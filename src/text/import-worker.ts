import { serveJob } from "../jobs/index.js";
import { importJob } from "./import-job.js";

// A thread that reads and cleans files for the store.
serveJob(importJob.prepare);
