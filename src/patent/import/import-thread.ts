import { serveJob } from "../../jobs/index.js";
import { importJob } from "./import-job.js";

// A thread that reads patents for an import.
serveJob(importJob.prepare);
