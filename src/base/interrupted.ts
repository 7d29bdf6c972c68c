/** Thrown when the user stopped the work; what was stored stays.   中文: 用户中断 */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Throws `Interrupted` if the signal was given. Call between items of long work. */
export function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Interrupted("interrupted");
}

let stopFlag = new Int32Array(new SharedArrayBuffer(4));

/** Takes a flag that another thread sets to stop this one, also where it cannot hear a message. */
export function useStopFlag(flag: Int32Array<SharedArrayBuffer>): void {
  stopFlag = flag;
}

/** Sleeps in the middle of synchronous work; ends at once, with `Interrupted`, when asked to stop. */
export function pause(ms: number): void {
  Atomics.wait(stopFlag, 0, 0, ms);
  if (Atomics.load(stopFlag, 0) !== 0) throw new Interrupted("interrupted");
}
