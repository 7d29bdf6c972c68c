import { serveJob } from "../../jobs/index.js";
import { prepareDesign } from "./design-work.js";

serveJob(prepareDesign);
