import type { SimulateDesign } from "../design.js";
import { writeSimulatedFiles } from "../parts/records/simulated-files.js";
import { type Settings002, settings002 } from "./settings.js";
import { simulate002 } from "./simulate.js";

/** Study 002: new quality productive forces and the resilience of urban economies. 中文: 研究 002 */
export const design002: SimulateDesign<Settings002> = {
  name: "002",
  title: {
    en: "New quality productive forces and urban economic resilience",
    zh: "新质生产力与城市经济韧性",
  },
  schema: settings002,
  files: ["corpus/invented-cities.csv", "corpus/sentences.yaml"],
  write: (settings, { folder, seed }) => writeSimulatedFiles(simulate002(settings, seed), folder),
};
