import { observeColumn, Panel, Table, type Watcher } from "../../table/index.js";
import type { Study } from "../file/read-study.js";
import type { StudyFrame } from "../stages/frame.js";

/**
 * Something that a section read of the frame: a column, a setting, a policy, a file.
 * 中文: 章节读取的内容
 */
export type FrameRead = readonly [
  kind:
    | "column"
    | "has"
    | "names"
    | "table"
    | "setting"
    | "keys"
    | "policy"
    | "part"
    | "file"
    | "system",
  ...path: string[],
];

/** Parts of the frame that are read as one. */
const PARTS = ["indices", "mappings", "joins", "derived", "failures", "warnings"] as const;

/** What is no part of a result: where messages point to, and how names of files are read. */
const UNRECORDED: ReadonlySet<string> = new Set(["file", "placeOf", "path", "simulatedFolder"]);

/**
 * The frame as a section sees it: whole, and telling all that is read of it, so that what a section
 * depends on is what it has read.   中文: 记录读取的数据框
 */
export function observeFrame(frame: StudyFrame, read: (what: FrameRead) => void): StudyFrame {
  const tables = new Map<string, Table>();
  const table = (name: string): Table | undefined => {
    read(["table", name]);
    const known = tables.get(name);
    const own = frame.tables.get(name);
    if (known !== undefined || own === undefined) return known;
    const made = observeTable(own, {
      column: (column) => read(["column", name, column]),
      has: (column) => read(["has", name, column]),
      names: () => read(["names", name]),
    });
    tables.set(name, made);
    return made;
  };
  const seen = {
    tables: observedMap(frame.tables, table, () => read(["names"])),
    policies: observedMap(
      frame.policies,
      (name) => {
        read(["policy", name]);
        return frame.policies.get(name);
      },
      () => read(["part", "policies"]),
    ),
    study: observeSettings(frame.study, read),
    get panel() {
      return table("main") as Panel;
    },
    readFile: (name: string) => {
      read(["file", name]);
      return frame.readFile(name);
    },
    system: (name: string) => {
      read(["system", name]);
      return frame.system(name);
    },
    regions: () => {
      throw new Error("a section reads columns, not regions");
    },
    text: undefined,
    patents: undefined,
  };
  for (const part of PARTS) {
    Object.defineProperty(seen, part, {
      get: () => {
        read(["part", part]);
        return frame[part];
      },
    });
  }
  return seen as unknown as StudyFrame;
}

function observeTable(table: Table, watcher: Watcher): Table {
  const columns = table.columns.map((c) => observeColumn(c, watcher));
  const made = new Table(columns, table.origin);
  return table instanceof Panel ? new Panel(made, table) : made;
}

/** A map of which single entries are read, or all of it. */
function observedMap<V>(
  map: ReadonlyMap<string, V>,
  get: (name: string) => V | undefined,
  all: () => void,
): ReadonlyMap<string, V> {
  const whole = (): ReadonlyMap<string, V> => {
    all();
    return new Map([...map.keys()].map((name) => [name, get(name)!]));
  };
  return {
    get,
    has: (name) => get(name) !== undefined,
    get size() {
      return whole().size;
    },
    keys: () => {
      all();
      return map.keys();
    },
    values: () => whole().values(),
    entries: () => whole().entries(),
    forEach: (each) => whole().forEach(each),
    [Symbol.iterator]: () => whole()[Symbol.iterator](),
  };
}

function observeSettings(study: Study, read: (what: FrameRead) => void): Study {
  const observed = <T extends object>(value: T, path: readonly string[]): T =>
    new Proxy(value, {
      get: (target, key) => {
        const inner: unknown = Reflect.get(target, key);
        if (typeof key === "symbol") return inner;
        if (path.length === 0 && UNRECORDED.has(key)) return inner;
        const here = [...path, key];
        if (isRecord(inner)) return observed(inner, here);
        read(["setting", ...here]);
        return inner;
      },
      has: (target, key) => {
        if (typeof key === "string") read(["setting", ...path, key]);
        return Reflect.has(target, key);
      },
      getOwnPropertyDescriptor: (target, key) => {
        if (typeof key === "string") read(["setting", ...path, key]);
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
      ownKeys: (target) => {
        read(["keys", ...path]);
        return Reflect.ownKeys(target);
      },
    });
  return observed(study, []);
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
