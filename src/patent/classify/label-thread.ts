import { serveJob } from "../../jobs/index.js";
import { labelJob } from "./label-job.js";

// A thread that labels ranges of a store's patents.
serveJob(labelJob.prepare);
