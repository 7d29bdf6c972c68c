/** Encodings that the files of the field come in.   中文: 文本编码 */
export type Charset = "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "big5" | "windows-1252";

/** Our name of a charset label; undefined when it is none of ours. */
export function charsetOf(label: string): Charset | undefined {
  const name = label.trim().toLowerCase().replaceAll("_", "-");
  if (name === "utf-8" || name === "utf8") return "utf-8";
  if (["gb2312", "gbk", "gb18030", "gb-2312", "x-gbk", "cp936", "ms936"].includes(name)) {
    return "gb18030";
  }
  if (name === "big5" || name === "big5-hkscs" || name === "cp950") return "big5";
  if (name === "utf-16" || name === "utf-16le") return "utf-16le";
  return name === "utf-16be" ? "utf-16be" : undefined;
}

/** The charset that a page or XML file names in its head, if any (first 4 kB as Latin letters). */
export function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString(
    "latin1",
  );
  return /<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1];
}
