import type { SimulateDesign } from "./design.js";
import { design004 } from "./digital-clusters/design.js";
import { design002 } from "./nqp-resilience/design.js";
import { design000 } from "./smart-city-chain/design.js";
import { design001 } from "./smart-city-innovation/design.js";
import { design003 } from "./spillover-firms/design.js";

/** The simulated studies by name, as `simulate: { design: NAME }` asks for them. 中文: 模拟设计登记表 */
export const simulateDesigns: ReadonlyMap<string, SimulateDesign> = new Map<string, SimulateDesign>(
  ([design000, design001, design002, design003, design004] as SimulateDesign[]).map((design) => [
    design.name,
    design,
  ]),
);
