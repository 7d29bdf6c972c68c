import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../base/index.js";
import { Store } from "../../store/index.js";

/** Opens the store of a stage: one for each state of its inputs. */
export type StageStore = (stage: string, key: string) => Promise<Store>;

/**
 * Stores of stages in a folder. A stage whose inputs changed begins with an empty store, so that
 * documents that are gone are not counted; an interrupted one goes on with what it has.
 * 中文: 各阶段的数据库
 */
export function stageStores(folder: string): StageStore {
  return async (stage, key) => {
    makeFolder(folder);
    const name = `${stage}-${key.slice(0, 12)}.db`;
    for (const old of readdirSync(folder)) {
      if (old.startsWith(`${stage}-`) && !old.startsWith(name)) rmSync(join(folder, old));
    }
    return Store.open(join(folder, name));
  };
}
