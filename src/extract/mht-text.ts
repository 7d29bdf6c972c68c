import { decode } from "../bytes/index.js";
import { extractError } from "./errors.js";

/** The page of a web archive, as it stood on the site. */
export interface MhtPage {
  readonly html: string;
  readonly charset: string;
}

/**
 * The page inside a web archive (.mht, "single file" of a browser).   中文: 网页归档中的页面
 *
 * The first part that is HTML, else the first that is text, out of Base64 or quoted-printable and
 * in its own charset.
 *
 * Errors    extract/damaged — no page inside.
 */
export function mhtPage(bytes: Uint8Array, file: string): MhtPage {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const parts = partsOf(source, 0);
  const page =
    parts.find((p) => /^text\/html/i.test(p.type)) ?? parts.find((p) => /^text\//i.test(p.type));
  if (page === undefined) {
    throw extractError("damaged", { file, format: ".mht", reason: "it holds no page" });
  }
  const declared = /charset\s*=\s*"?([\w-]+)/i.exec(page.type)?.[1];
  const decoded = decode(page.body, { file, declared });
  return { html: decoded.text, charset: decoded.charset };
}

interface Part {
  readonly type: string;
  readonly body: Buffer;
}

const MAX_DEPTH = 5;

function partsOf(source: string, depth: number): Part[] {
  const gap = /\r?\n\r?\n/.exec(source);
  if (gap === null || depth > MAX_DEPTH) return [];
  // A header goes on in lines that begin with a blank.
  const head = source.slice(0, gap.index).replace(/\r?\n[ \t]+/g, " ");
  const body = source.slice(gap.index + gap[0].length);
  const header = (name: string): string =>
    new RegExp(`^${name}:\\s*(.*)$`, "im").exec(head)?.[1]?.trim() ?? "";
  const type = header("Content-Type");
  const boundary = /boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  if (boundary === null)
    return [{ type, body: unpacked(body, header("Content-Transfer-Encoding")) }];
  return body
    .split(`--${boundary[1] ?? boundary[2]}`)
    .slice(1)
    .filter((part) => !part.startsWith("--"))
    .flatMap((part) => partsOf(part.replace(/^\r?\n/, ""), depth + 1));
}

function unpacked(body: string, encoding: string): Buffer {
  if (/base64/i.test(encoding)) return Buffer.from(body, "base64");
  if (!/quoted-printable/i.test(encoding)) return Buffer.from(body, "latin1");
  const plain = body
    .replace(/=[ \t]*\r?\n/g, "")
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, "latin1");
}
