import type { SimulateDesign } from "../design.js";
import { writeSimulatedFiles } from "../parts/records/simulated-files.js";
import { type Settings000, settings000 } from "./settings.js";
import { simulate000 } from "./simulate.js";

/** Study 000: smart cities and the resilience of the pharmaceutical chain.   中文: 研究 000 */
export const design000: SimulateDesign<Settings000> = {
  name: "000",
  title: {
    en: "Smart cities and the resilience of the pharmaceutical industrial chain",
    zh: "智慧城市试点与医药制造业产业链韧性",
  },
  schema: settings000,
  files: ["corpus/invented-cities.csv"],
  write: async (settings, { folder, seed }) =>
    writeSimulatedFiles(await simulate000(settings, seed), folder),
};
