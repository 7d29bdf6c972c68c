import { notice, sha256 } from "../base/index.js";
import { sealOf } from "./seals.js";
import type { Store } from "./store.js";

/**
 * The stored result of a step, or undefined when it was never run with this key, or when what is
 * stored is not what was put: that is remarked (`store.remarks`) and the step has to run again.
 */
export function getStep(store: Store, key: string): Uint8Array | undefined {
  const row = store.connection
    .prepare("SELECT step, artefact, made_at AS madeAt, hash, seal FROM step_cache WHERE key = ?")
    .get(key) as
    | { step: string; artefact: Uint8Array; madeAt: string; hash: string | null; seal: string }
    | undefined;
  // Kept by a version that had no hashes: not known to be whole.
  if (row === undefined || row.hash === null) return undefined;
  const { step, artefact, madeAt, hash } = row;
  if (sha256(artefact) === hash && row.seal === sealOf(key, step, madeAt, hash)) return artefact;
  store.remark(
    notice(
      "store/step-changed",
      `what was kept of "${step}" is no longer what was stored; it is made again`,
      `“${step}”的缓存已被改动，将重新计算`,
    ),
  );
  return undefined;
}

/** Keeps the result of a step under its key; the last one wins.   中文: 步骤缓存 */
export function putStep(
  store: Store,
  key: string,
  step: string,
  artefact: Uint8Array,
  madeAt: string,
): void {
  store.connection
    .prepare(
      "INSERT OR REPLACE INTO step_cache (key, step, artefact, made_at, hash) VALUES (?, ?, ?, ?, ?)",
    )
    .run(key, step, artefact, madeAt, sha256(artefact));
}
