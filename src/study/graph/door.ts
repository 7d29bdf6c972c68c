import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../base/index.js";
import { readBytes } from "../../table/index.js";

/** Something that was read: its name and its content.   中文: 读取记录 */
export interface Read {
  readonly what: string;
  readonly hash: string;
}

/**
 * The door through which a step reads: what passes is recorded by content, and nothing passes once
 * it is closed. A step's key is what it read, so that nothing it depends on can be forgotten.
 * 中文: 记录式读取入口
 */
export class Door {
  readonly #reads = new Map<string, string>();
  #state: "open" | "closed" = "open";

  /** All that was read, by name. */
  get reads(): readonly Read[] {
    return [...this.#reads]
      .map(([what, hash]) => ({ what, hash }))
      .sort((a, b) => (a.what < b.what ? -1 : 1));
  }

  close(): void {
    this.#state = "closed";
  }

  /** A plain value: settings, options. */
  value<T>(what: string, value: T): T {
    this.record(what, sha256(JSON.stringify(value) ?? "undefined"));
    return value;
  }

  /** A file, or a folder with all that lies below it. Errors: file/not-found. */
  file(path: string, what = `file ${path}`): string {
    this.record(what, hashOfFile(path));
    return path;
  }

  /** Notes that something of this content was read. */
  record(what: string, hash: string): void {
    if (this.#state === "closed") throw new Error(`${what} is read after the door was closed`);
    const known = this.#reads.get(what);
    if (known !== undefined && known !== hash) throw new Error(`${what} was read as two things`);
    this.#reads.set(what, hash);
  }
}

/**
 * The hash of a file, or of the names and contents below a folder.   中文: 文件或文件夹的散列
 *
 * Errors    file/not-found
 */
export function hashOfFile(path: string): string {
  if (!existsSync(path)) return sha256(readBytes(path));
  if (!statSync(path).isDirectory()) return sha256(readFileSync(path));
  const parts: string[] = [];
  const visit = (folder: string, below: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const name = `${below}${entry.name}`;
      const inner = join(folder, entry.name);
      if (statSync(inner).isDirectory()) visit(inner, `${name}/`);
      else parts.push(`${name} ${sha256(readFileSync(inner))}`);
    }
  };
  visit(path, "");
  return sha256(parts.sort().join("\n"));
}
