import { serveJob } from "../jobs/index.js";
import { readJob } from "./read-in-order.js";

// A thread that reads files.
serveJob(readJob.prepare);
