import type BetterSqlite3 from "better-sqlite3";
import type { Driver, OpenDriver, Statement } from "./driver.js";

type Constructor = new (file: string, options?: BetterSqlite3.Options) => BetterSqlite3.Database;

/** The add-on better-sqlite3; throws what loading it throws where it is not built. */
export async function betterSqlite3(): Promise<OpenDriver> {
  const module = await import("better-sqlite3");
  const Database = module.default as unknown as Constructor;
  // The native part is loaded by the first connection only.
  new Database(":memory:").close();
  return (file, { readonly, waitMs }): Driver => {
    const db = new Database(file, { readonly, timeout: waitMs });
    return {
      prepare: (sql) => db.prepare(sql) as unknown as Statement,
      exec: (sql) => void db.exec(sql),
      inTransaction: () => db.inTransaction,
      define: (name, run) => void db.function(name, { varargs: true, deterministic: true }, run),
      pragma: (text) => db.pragma(text) as unknown[],
      close: () => void db.close(),
    };
  };
}
