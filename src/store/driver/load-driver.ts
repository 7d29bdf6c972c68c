import { firstLine } from "../../base/index.js";
import { storeError } from "../errors.js";
import { betterSqlite3 } from "./better-sqlite3.js";
import { DRIVERS, type DriverName, type OpenDriver } from "./driver.js";
import { nodeSqlite } from "./node-sqlite.js";

/** A driver that is there. */
export interface LoadedDriver {
  readonly name: DriverName;
  readonly open: OpenDriver;
  /** Why the first choice is not taken; absent where it is. */
  readonly instead?: string;
}

const LOADERS: Readonly<Record<DriverName, () => Promise<OpenDriver>>> = {
  "better-sqlite3": betterSqlite3,
  "node:sqlite": nodeSqlite,
};

let loaded: LoadedDriver | undefined;

/**
 * The driver of this machine: the add-on where it is built, else Node's own; both write the same file.
 * `XINZHI_SQLITE` names one of them.   中文: 选择数据库驱动
 *
 * Errors    store/unavailable — none is there.
 */
export async function loadDriver(): Promise<LoadedDriver> {
  loaded ??= await find();
  return loaded;
}

async function find(): Promise<LoadedDriver> {
  const asked = DRIVERS.find((name) => name === process.env.XINZHI_SQLITE);
  const reasons: string[] = [];
  for (const name of asked === undefined ? DRIVERS : [asked]) {
    try {
      const open = await LOADERS[name]();
      return reasons.length === 0 ? { name, open } : { name, open, instead: reasons[0]! };
    } catch (cause) {
      reasons.push((cause as NodeJS.ErrnoException).code ?? firstLine(cause));
    }
  }
  throw storeError("unavailable", { reason: reasons.join("; ") });
}
