import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256, UserError } from "../../base/index.js";
import { storeTroubles } from "../../store/index.js";
import { studyError } from "../errors.js";
import type { Study } from "../file/read-study.js";
import type { Read } from "../graph/door.js";
import { StudyDoor } from "../graph/study-door.js";
import { manifestText } from "./results-of.js";

/** Something that is not as the last run left or found it. */
export interface HashTrouble {
  readonly part: "manifest" | "input" | "output" | "store";
  readonly name: string;
  /** What was found, such as `missing`, a hash, or a row of a store. */
  readonly found: string;
}

/** What was looked at, and what is not as it was. */
export interface HashReport {
  readonly inputs: number;
  readonly outputs: number;
  readonly stores: number;
  readonly troubles: readonly HashTrouble[];
}

interface Manifest {
  readonly studyFile: { readonly sha256: string };
  readonly steps: readonly { readonly reads: readonly Read[] }[];
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/**
 * Checks a study's folder by hashes alone: the manifest, what the run read, what it wrote, every row
 * and kept step of its stores. No number is computed again.   中文: 仅凭校验和核对研究
 *
 * Errors    study/nothing-to-verify — there is no manifest.
 */
export async function verifyHashes(study: Study, folder: string): Promise<HashReport> {
  const file = join(folder, "manifest.json");
  if (!existsSync(file)) throw studyError("nothing-to-verify", { file });
  const manifest = readManifest(readFileSync(file));
  const troubles: HashTrouble[] = [];
  if (manifest === undefined) {
    troubles.push({ part: "manifest", name: file, found: "not as it was written" });
  }
  const inputs = new Map<string, string>();
  for (const step of manifest?.steps ?? []) {
    for (const read of step.reads) inputs.set(read.what, read.hash);
  }
  let checked = 1;
  if (manifest !== undefined && manifest.studyFile.sha256 !== study.sha256) {
    troubles.push({ part: "input", name: study.file, found: study.sha256 });
  }
  for (const [what, hash] of inputs) {
    const found = hashOfInput(study, what);
    if (found === "derived") continue;
    checked++;
    if (found !== hash) troubles.push({ part: "input", name: what, found });
  }
  for (const { name, sha256: hash } of manifest?.files ?? []) {
    const path = join(folder, name);
    const found = existsSync(path) ? sha256(readFileSync(path)) : "missing";
    if (found !== hash) troubles.push({ part: "output", name, found });
  }
  const stores = storesOf(folder);
  for (const name of stores) {
    for (const found of await troublesOf(join(folder, name))) {
      troubles.push({ part: "store", name, found });
    }
  }
  return {
    inputs: checked,
    outputs: manifest?.files.length ?? 0,
    stores: stores.length,
    troubles,
  };
}

/** A manifest that is, to the byte, as it was written; else nothing it says can be relied on. */
function readManifest(bytes: Buffer): Manifest | undefined {
  try {
    const value = JSON.parse(bytes.toString("utf8")) as Manifest & Record<string, unknown>;
    return Buffer.from(manifestText(value)).equals(bytes) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/**
 * What a file, list or system of a study hashes to now; `derived` is what follows from the study
 * file and the other inputs (settings, columns, policies).
 */
function hashOfInput(study: Study, what: string): string {
  const door = new StudyDoor(study, new Map());
  const read = OPEN.find(([start]) => what.startsWith(start));
  if (read === undefined) return "derived";
  const [start, open] = read;
  try {
    open(door, what.slice(start.length));
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
  return door.reads.find((r) => r.what === what)?.hash ?? "missing";
}

/** How each kind of input is read again. */
const OPEN: readonly (readonly [string, (door: StudyDoor, name: string) => unknown])[] = [
  ["file ", (door, name) => door.studyFile(name)],
  ["package ", (door, name) => door.packageFile(name)],
  ["dictionary ", (door, name) => door.dictionary(name)],
  ["concordance ", (door, name) => door.concordance(name)],
  ["system ", (door, name) => door.system(name)],
  ["policy list ", (door, name) => door.policyList(name)],
];

/** The stores of a study: its kept steps, and those of its stages. */
function storesOf(folder: string): string[] {
  const stages = join(folder, "stages");
  const names = existsSync(stages) ? readdirSync(stages).map((n) => `stages/${n}`) : [];
  return ["study.db", ...names.sort()].filter(
    (name) => name.endsWith(".db") && existsSync(join(folder, name)),
  );
}

async function troublesOf(file: string): Promise<string[]> {
  try {
    return (await storeTroubles(file)).map((t) => t.found);
  } catch (error) {
    if (error instanceof UserError) return [error.code];
    throw error;
  }
}
