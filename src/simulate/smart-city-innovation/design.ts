import type { SimulateDesign } from "../design.js";
import { writeSimulatedFiles } from "../parts/records/simulated-files.js";
import { type Settings001, settings001 } from "./settings.js";
import { simulate001 } from "./simulate.js";

/** Study 001: smart cities and the resilience of urban innovation.   中文: 研究 001 */
export const design001: SimulateDesign<Settings001> = {
  name: "001",
  title: {
    en: "Smart cities and the resilience of urban innovation",
    zh: "智慧城市建设与城市创新韧性",
  },
  schema: settings001,
  files: ["corpus/invented-cities.csv", "corpus/sentences.yaml"],
  write: (settings, { folder, seed }) => writeSimulatedFiles(simulate001(settings, seed), folder),
};
