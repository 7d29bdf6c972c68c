import type { Store } from "./store.js";

/** The stored result of a step, or undefined when it was never run with this key. */
export function getStep(store: Store, key: string): Uint8Array | undefined {
  const row = store.connection.prepare("SELECT artefact FROM step_cache WHERE key = ?").get(key) as
    | { artefact: Uint8Array }
    | undefined;
  return row?.artefact;
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
    .prepare("INSERT OR REPLACE INTO step_cache (key, step, artefact, made_at) VALUES (?, ?, ?, ?)")
    .run(key, step, artefact, madeAt);
}
