import { serveJob } from "../jobs/index.js";
import { officeJob } from "./office-job.js";

// A thread that reads Word and PDF files; it is ended when one takes too long.
serveJob(officeJob.prepare);
