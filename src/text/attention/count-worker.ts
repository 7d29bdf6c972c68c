import { serveJob } from "../../jobs/index.js";
import { countJob } from "./count-job.js";

// A thread that segments and counts.
serveJob(countJob.prepare);
