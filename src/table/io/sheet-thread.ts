import { serveJob } from "../../jobs/index.js";
import { sheetJob } from "./sheet-job.js";

// A thread that reads workbooks; it is ended when one takes too long.
serveJob(sheetJob.prepare);
