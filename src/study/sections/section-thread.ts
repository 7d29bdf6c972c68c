import { serveJob } from "../../jobs/index.js";
import { sectionJob } from "./section-job.js";

serveJob(sectionJob.prepare);
