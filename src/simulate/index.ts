export { type DemoCorpus, writeDemoCorpus } from "./demo/demo-corpus.js";
export type { SimulateContext, SimulateDesign } from "./design.js";
export { simulateDesigns } from "./designs.js";
