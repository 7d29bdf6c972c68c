import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { nearest, packageRoot } from "../base/index.js";
import { policyError } from "./errors.js";
import type { PolicyList } from "./policy-list.js";
import { readPolicyList } from "./read-policy-list.js";

interface ManifestEntry {
  readonly title: PolicyList["title"];
  readonly form: PolicyList["form"];
  readonly zones: PolicyList["zones"];
  readonly official: string;
  readonly state: string;
  readonly note: PolicyList["note"];
}

/**
 * The bundled policy lists, and the user's own in the same form.   中文: 政策名单
 *
 * @example
 * const policies = Policies.load();
 * policies.get("broadband-china").rows.length; // 119
 * policies.get("my-pilots.csv"); // a file with columns city, effective_year
 */
export class Policies {
  readonly names: readonly string[];
  readonly #folder: string;
  readonly #manifest: ReadonlyMap<string, ManifestEntry>;

  private constructor(folder: string) {
    this.#folder = folder;
    const text = readFileSync(join(folder, "manifest.json"), "utf8");
    const { lists } = JSON.parse(text) as { lists: Record<string, ManifestEntry> };
    this.#manifest = new Map(Object.entries(lists));
    this.names = [...this.#manifest.keys()];
  }

  static load(): Policies {
    return new Policies(join(packageRoot(), "dictionaries", "policies"));
  }

  /** A bundled list by name, or the user's by path. Errors: policy/unknown. */
  get(name: string): PolicyList {
    const about = this.#manifest.get(name);
    if (about !== undefined) {
      const { title, form, zones, official, state, note } = about;
      const file = join(this.#folder, `${name}.csv`);
      return readPolicyList(file, { name, title, form, zones, official, state, note });
    }
    if (name.endsWith(".csv") || existsSync(name)) return readPolicyList(name);
    const near = nearest(name, this.names);
    throw policyError("unknown", { name, nearest: near, known: this.names });
  }

  all(): readonly PolicyList[] {
    return this.names.map((name) => this.get(name));
  }
}
