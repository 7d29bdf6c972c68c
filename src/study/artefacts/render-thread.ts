import { serveJob } from "../../jobs/index.js";
import { renderJob } from "./render-job.js";

serveJob(renderJob.prepare);
