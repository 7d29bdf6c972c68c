import { serveJob } from "../../jobs/index.js";
import { classifyJob } from "./classify-job.js";

// A thread that classifies the patents of files.
serveJob(classifyJob.prepare);
