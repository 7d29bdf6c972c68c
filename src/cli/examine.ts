import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import {
  firstLine,
  type Localized,
  packageRoot,
  sha256,
  UserError,
  version,
} from "../base/index.js";
import { Store, sqliteDriver, storeTroubles } from "../store/index.js";

/** One line of the examination.   中文: 体检项目 */
export interface Check {
  readonly name: string;
  /** `ok`; `degraded`: works in a lesser way; `broken`: something will not work. */
  readonly state: "ok" | "degraded" | "broken";
  readonly found: string;
  /** What to do about it; absent when all is well. */
  readonly repair?: Localized;
}

/** What to examine. */
export interface ExamineOptions {
  /** The store whose integrity is checked, if it exists. */
  readonly db: string;
  /** `deep`: every row, text and kept step of the store against its hash. Default `plain`. */
  readonly depth?: "plain" | "deep";
  /** Loads a package by name; replaced in tests to play an install without compilers. */
  readonly load?: (name: string) => unknown;
}

const COMPILERS: Localized = {
  en: "Install python3, make and g++ (Debian: apt-get install build-essential python3), then: npm rebuild PACKAGE",
  zh: "请安装 python3、make 和 g++（Debian：apt-get install build-essential python3），然后运行：npm rebuild PACKAGE",
};

/**
 * Looks at what the toolkit stands on: Node, add-ons, fonts, bundled data, the store.
 * 中文: 环境体检
 *
 * Nothing is changed; every trouble comes with its repair.
 */
export async function examine(options: ExamineOptions): Promise<readonly Check[]> {
  const load = options.load ?? createRequire(join(packageRoot(), "package.json"));
  return [
    { name: "xinzhi", state: "ok", found: version },
    checkNode(),
    {
      name: "machine",
      state: "ok",
      found: `${process.platform} ${process.arch}, ${availableParallelism()} threads, ${Math.round(totalmem() / 2 ** 30)} GB`,
    },
    checkSegmenter(load),
    await checkSqlite(options.load),
    checkLibrary("charts to PNG (resvg)", "@resvg/resvg-js", load),
    checkFonts(load),
    checkData(),
    await checkStore(options.db),
    ...(options.depth === "deep" && existsSync(options.db) ? [await checkRows(options.db)] : []),
  ];
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isFit = major > 20 || (major === 20 && minor >= 19);
  return {
    name: "node",
    state: isFit ? "ok" : "broken",
    found: process.versions.node,
    ...(isFit
      ? {}
      : { repair: { en: "Install Node 20.19 or newer.", zh: "请安装 Node 20.19 或更高版本。" } }),
  };
}

function checkSegmenter(load: (name: string) => unknown): Check {
  const name = "segmenter (nodejieba)";
  const main = tryLoad(load, "nodejieba");
  if (main === undefined) return { name, state: "ok", found: versionOf("nodejieba") };
  const other = tryLoad(load, "@node-rs/jieba");
  const repair = rebuild("nodejieba");
  return other === undefined
    ? {
        name,
        state: "degraded",
        found: `${main}; @node-rs/jieba ${versionOf("@node-rs/jieba")} takes its place`,
        repair,
      }
    : { name, state: "broken", found: `${main}; @node-rs/jieba: ${other}`, repair };
}

async function checkSqlite(load: ExamineOptions["load"]): Promise<Check> {
  const name = "database (better-sqlite3)";
  const failed = load === undefined ? undefined : tryLoad(load, "better-sqlite3");
  if (failed !== undefined) {
    return { name, state: "broken", found: failed, repair: storeRepair() };
  }
  try {
    const driver = await sqliteDriver();
    const store = await Store.open(":memory:");
    const row = store.connection.prepare("SELECT sqlite_version() AS v").get() as { v: string };
    store.close();
    if (driver.name === "better-sqlite3") {
      return { name, state: "ok", found: `${versionOf("better-sqlite3")}, SQLite ${row.v}` };
    }
    // Nothing works in a lesser way: the file and what is read from it are the same.
    const instead = `${driver.instead ?? "not asked for"}; node:sqlite of Node ${process.versions.node} takes its place`;
    return { name, state: "ok", found: `${instead}, SQLite ${row.v}` };
  } catch (error) {
    return { name, state: "broken", found: reasonOf(error), repair: storeRepair() };
  }
}

function storeRepair(): Localized {
  const { en, zh } = rebuild("better-sqlite3");
  return {
    en: `Use Node 22.13 or newer, which brings a database of its own. Or: ${en}`,
    zh: `请使用自带数据库的 Node 22.13 或更高版本；或者：${zh}`,
  };
}

function checkLibrary(name: string, library: string, load: (name: string) => unknown): Check {
  const failed = tryLoad(load, library);
  return failed === undefined
    ? { name, state: "ok", found: versionOf(library) }
    : {
        name,
        state: "broken",
        found: failed,
        repair: {
          en: `Install the package again on this machine: npm ci (${library} is a prebuilt file for each platform).`,
          zh: `请在本机重新安装：npm ci（${library} 为各平台预编译文件）。`,
        },
      };
}

const CHINESE_FONTS = [
  "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
  "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
  "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
  "/usr/share/fonts/truetype/arphic/uming.ttc",
  "/System/Library/Fonts/PingFang.ttc",
  "/System/Library/Fonts/STHeiti Medium.ttc",
  "C:\\Windows\\Fonts\\msyh.ttc",
  "C:\\Windows\\Fonts\\simsun.ttc",
];

function checkFonts(load: (name: string) => unknown): Check {
  const name = "Chinese font";
  const found = CHINESE_FONTS.find((path) => existsSync(path));
  if (found !== undefined) return { name, state: "ok", found };
  if (tryLoad(load, "@expo-google-fonts/noto-sans-sc/package.json") === undefined) {
    return { name, state: "ok", found: "@expo-google-fonts/noto-sans-sc" };
  }
  return {
    name,
    state: "broken",
    found: "none: Chinese text in figures would be empty",
    repair: {
      en: "Debian: apt-get install fonts-noto-cjk; elsewhere: npm install @expo-google-fonts/noto-sans-sc",
      zh: "Debian：apt-get install fonts-noto-cjk；其他系统：npm install @expo-google-fonts/noto-sans-sc",
    },
  };
}

/** The bundled data files against the hashes of their manifests. */
function checkData(): Check {
  const changed: string[] = [];
  let count = 0;
  for (const room of ["regions", "policies"]) {
    const folder = join(packageRoot(), "dictionaries", room);
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
      files?: Record<string, { sha256: string }>;
      lists?: Record<string, { sha256: string }>;
    };
    const entries = [
      ...Object.entries(manifest.files ?? {}),
      ...Object.entries(manifest.lists ?? {}).map(([k, v]) => [`${k}.csv`, v] as const),
    ];
    for (const [file, entry] of entries) {
      count++;
      const path = join(folder, file);
      if (!existsSync(path) || sha256(readFileSync(path)) !== entry.sha256) {
        changed.push(`${room}/${file}`);
      }
    }
  }
  return changed.length === 0
    ? { name: "bundled data", state: "ok", found: `${count} files as published` }
    : {
        name: "bundled data",
        state: "degraded",
        found: `not as published: ${changed.join(", ")}`,
        repair: {
          en: "Keep your own lists in files of your own; npm ci restores the bundled ones.",
          zh: "请将自己的名单另存文件；npm ci 可恢复内置数据。",
        },
      };
}

async function checkStore(db: string): Promise<Check> {
  const name = `store ${db}`;
  if (!existsSync(db)) return { name, state: "ok", found: "none yet" };
  try {
    const store = await Store.open(db, { mode: "read" });
    try {
      const sound = store.integrity();
      const count = (table: string): number =>
        (store.connection.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
      const size = `${(statSync(db).size / 2 ** 20).toFixed(1)} MB`;
      if (sound === "ok") {
        const found = `sound, schema ${store.schemaVersion}, ${count("documents")} documents, ${count("patents")} patents, ${size}`;
        return { name, state: "ok", found };
      }
      return { name, state: "broken", found: sound.slice(0, 300), repair: DAMAGED };
    } finally {
      store.close();
    }
  } catch (error) {
    const repair = error instanceof UserError ? error.text.fix : DAMAGED;
    return { name, state: "broken", found: reasonOf(error), repair };
  }
}

/** Changed rows that are named; all are counted. */
const MOST_NAMED = 20;

/** Everything in the store against its hashes. */
async function checkRows(db: string): Promise<Check> {
  const name = `contents of ${db}`;
  try {
    const troubles = await storeTroubles(db);
    if (troubles.length === 0) return { name, state: "ok", found: "every row as it was written" };
    const named = troubles.slice(0, MOST_NAMED).map((t) => t.found);
    const more = troubles.length > named.length ? ", …" : "";
    const found = `${troubles.length} changed: ${named.join(", ")}${more}`;
    return { name, state: "broken", found, repair: DAMAGED };
  } catch (error) {
    const repair = error instanceof UserError ? error.text.fix : DAMAGED;
    return { name, state: "broken", found: reasonOf(error), repair };
  }
}

const DAMAGED: Localized = {
  en: "The file is damaged. Keep a copy, and fill a new one with --db from the raw files.",
  zh: "文件已损坏。请保留副本，并用 --db 指定新文件，由原始文件重新导入。",
};

function rebuild(name: string): Localized {
  return {
    en: COMPILERS.en.replace("PACKAGE", name),
    zh: COMPILERS.zh.replace("PACKAGE", name),
  };
}

/** Undefined when the package loads, else the reason why not. */
function tryLoad(load: (name: string) => unknown, name: string): string | undefined {
  try {
    load(name);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof UserError) return error.text.what.en;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "MODULE_NOT_FOUND") return "not installed";
  return code ?? firstLine(error);
}

function versionOf(name: string): string {
  const path = join(packageRoot(), "node_modules", name, "package.json");
  if (!existsSync(path)) return "installed";
  return (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
}
