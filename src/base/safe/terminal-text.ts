/** Control characters (without tab and line feed), C1, and what turns the direction of writing. */
const HARMFUL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these move a terminal's cursor
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\u061c]/g;

/**
 * Text as it may be shown on a terminal: control characters and marks that turn the direction of
 * writing are shown escaped (`\x1b`, `\u202e`), so that a title or file name cannot move the cursor,
 * hide text or send answers.   中文: 终端安全文本
 *
 * @example terminalText("a\u001b[2J") // "a\\x1b[2J"
 */
export function terminalText(text: string): string {
  return text.replace(HARMFUL, (c) => {
    const code = c.charCodeAt(0);
    if (c === "\r") return "\\r";
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, "0")}`
      : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
