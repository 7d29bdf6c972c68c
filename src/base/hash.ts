import { createHash } from "node:crypto";

/** SHA-256 of bytes or of a string's UTF-8, in lower-case hex.   中文: 内容散列 */
export function sha256(data: Uint8Array | string): string {
  return createHash("sha256").update(data).digest("hex");
}
