import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandPage } from "./command-page.js";
import { stataPage } from "./stata-lines.js";

// Writes the reference of the commands from their own help, and the table of Stata lines:
// `npm run docs:commands`.
const reference = join(import.meta.dirname, "../../docs/reference");
for (const [lang, end] of [
  ["en", ".md"],
  ["zh", ".zh-CN.md"],
] as const) {
  writeFileSync(join(reference, `commands${end}`), await commandPage(lang));
  writeFileSync(join(reference, `stata-lines${end}`), stataPage(lang));
}
