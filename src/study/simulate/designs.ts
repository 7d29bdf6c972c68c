import type { SimulateDesign } from "./design.js";
import { design000 } from "./study-000/design.js";
import { design001 } from "./study-001/design.js";
import { design002 } from "./study-002/design.js";
import { design003 } from "./study-003/design.js";
import { design004 } from "./study-004/design.js";

/** The simulated studies by name, as `simulate: { design: NAME }` asks for them. 中文: 模拟设计登记表 */
export const simulateDesigns: ReadonlyMap<string, SimulateDesign> = new Map<string, SimulateDesign>(
  ([design000, design001, design002, design003, design004] as SimulateDesign[]).map((design) => [
    design.name,
    design,
  ]),
);
