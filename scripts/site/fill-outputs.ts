import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runPage } from "./run-page.js";

// Writes into the `text` blocks of pages what their commands print: `npm run docs:outputs -- tutorials/1-….md`.
for (const page of process.argv.slice(2)) {
  const path = join(import.meta.dirname, "../../docs", page);
  let text = readFileSync(path, "utf8");
  const run = await runPage(page, page.endsWith(".zh-CN.md") ? "zh" : "en");
  for (const { command, code, err } of run.ran) {
    if (code !== 0) console.error(`${page}: ${command} ended with ${code}\n${err}`);
  }
  for (const { block, printed } of [...run.shown].reverse()) {
    text = text.slice(0, block.start) + printed + text.slice(block.end);
  }
  writeFileSync(path, text);
  console.log(`${page}: ${run.ran.length} commands, ${run.shown.length} outputs`);
}
