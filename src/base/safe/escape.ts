// biome-ignore lint/suspicious/noControlCharactersInRegex: what `removeControls` takes away, too
const HARMFUL = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Text made harmless inside HTML and SVG, attributes included; control characters go.   中文: HTML 转义 */
export function escapeHtml(text: string): string {
  if (!HARMFUL.test(text)) return text;
  return removeControls(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Text without the control characters that XML does not allow.   中文: 去除控制字符 */
export function removeControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are what XML forbids
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}

const LATEX: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  "%": "\\%",
  _: "\\_",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "×": "$\\times$",
  "²": "$^{2}$",
  "–": "--",
  "∞": "$\\infty$",
};

/** Text made harmless inside LaTeX; an empty line, which would end a cell, goes.   中文: LaTeX 转义 */
export function escapeLatex(text: string): string {
  const whole = removeControls(text).replace(/\s*[\r\n]\s*[\r\n]\s*/g, "\n");
  return whole.replace(/[\\{}$&#%_^~<>×²–∞]/g, (c) => LATEX[c]!);
}

/** Text made harmless inside a Markdown table.   中文: Markdown 转义 */
export function escapeMarkdown(text: string): string {
  return removeControls(text)
    .replace(/\s*[\r\n]+\s*/g, " ")
    .replace(/[\\`*_{}[\]<>|#]/g, (c) => (c === "<" ? "&lt;" : c === ">" ? "&gt;" : `\\${c}`));
}
