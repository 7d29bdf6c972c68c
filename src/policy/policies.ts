import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { nearest, packageRoot, sha256 } from "../base/index.js";
import { policyError } from "./errors.js";
import { missingUnits } from "./missing-units.js";
import type { PolicyList } from "./policy-list.js";
import { readPolicyList } from "./read-policy-list.js";

interface ManifestEntry {
  readonly title: PolicyList["title"];
  readonly form: PolicyList["form"];
  readonly zones: PolicyList["zones"];
  readonly official: string;
  readonly state: string;
  readonly note: PolicyList["note"];
  readonly batches?: PolicyList["batches"];
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

  /**
   * A bundled list by name, or the user's by path; `NAME+FILE` adds the rows of a file to a bundled
   * list (the form of `policies show NAME --missing`, filled in).
   *
   * Errors    policy/unknown, policy/not-csv, and those of `readPolicyList`.
   */
  get(name: string): PolicyList {
    const about = this.#manifest.get(name);
    if (about !== undefined) {
      const { title, form, zones, official, state, note, batches = [] } = about;
      const file = join(this.#folder, `${name}.csv`);
      return readPolicyList(file, { name, title, form, zones, official, state, note, batches });
    }
    const plus = name.indexOf("+");
    if (plus > 0 && this.#manifest.has(name.slice(0, plus)) && !existsSync(name)) {
      return completed(this.get(name.slice(0, plus)), this.get(name.slice(plus + 1)));
    }
    if (/\.\w+$/.test(name) || existsSync(name)) return readPolicyList(name);
    const near = nearest(name, this.names);
    throw policyError("unknown", { name, nearest: near, known: this.names });
  }

  all(): readonly PolicyList[] {
    return this.names.map((name) => this.get(name));
  }
}

/** A bundled list with the rows of a user's file after its own. */
function completed(bundled: PolicyList, more: PolicyList): PolicyList {
  const list = {
    ...bundled,
    rows: [...bundled.rows, ...more.rows],
    blankRows: more.blankRows,
    sha256: sha256(`${bundled.sha256} ${more.sha256}`),
  };
  const lacks = missingUnits(list).filter((b) => b.missing !== 0);
  if (bundled.state !== "incomplete") return list;
  if (lacks.length === 0) return { ...list, state: "completed" };
  const left = lacks.map((b) => `${b.batch}: ${b.missing ?? "?"}`).join(", ");
  return {
    ...list,
    note: {
      en: `with ${more.rows.length} rows of ${more.name} it still lacks, by batch, ${left}.`,
      zh: `加入 ${more.name} 的 ${more.rows.length} 行后，各批仍缺：${left}。`,
    },
  };
}
