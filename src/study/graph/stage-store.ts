import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../base/index.js";
import { Store } from "../../store/index.js";

/** Opens the store of a stage: one for each state of its inputs. */
export type StageStore = (stage: string, key: string) => Promise<Store>;

/**
 * Stores of stages in a folder. A stage whose inputs changed begins with an empty store, so that
 * documents that are gone are not counted; an interrupted one goes on with what it has, unless
 * everything is to run again.
 * 中文: 各阶段的数据库
 */
export function stageStores(folder: string, rerun: "changed" | "all" = "changed"): StageStore {
  return async (stage, key) => {
    makeFolder(folder);
    const name = `${stage}-${key.slice(0, 12)}.db`;
    for (const old of readdirSync(folder)) {
      const other = rerun === "all" || !old.startsWith(name);
      if (old.startsWith(`${stage}-`) && other) rmSync(join(folder, old));
    }
    return Store.open(join(folder, name));
  };
}
