/** Thrown when the user stopped the work; what was stored stays.   中文: 用户中断 */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Throws `Interrupted` if the signal was given. Call between items of long work. */
export function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Interrupted("interrupted");
}
