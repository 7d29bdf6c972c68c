import { plainWorkspace } from "./plain-workspace.js";
import type { AbsorbPlan } from "./plan.js";
import { wasmWorkspace } from "./wasm-workspace.js";
import type { Workspace } from "./workspace.js";

/** Numbers below which JavaScript is done before the code for this shape is compiled. */
const COMPILED_FROM = 20_000;

/** The faster workspace for this size; both give the same bits.   中文: 选择工作区 */
export function createWorkspace(plan: AbsorbPlan, K: number): Workspace {
  if (plan.n * K < COMPILED_FROM) return plainWorkspace(plan, K);
  return wasmWorkspace(plan, K) ?? plainWorkspace(plan, K);
}
