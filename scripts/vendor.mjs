import { cpSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

// As much of the PDF reader as reading text takes; the rest of its package (a canvas, a viewer) weighs
// fifteen times as much.
const home = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
const target = join("dist", "vendor", "pdfjs");
rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, "legacy", "build"), { recursive: true });
for (const part of [
  "legacy/build/pdf.mjs",
  "legacy/build/pdf.worker.mjs",
  "cmaps",
  "standard_fonts",
  "LICENSE",
  "package.json",
]) {
  cpSync(join(home, part), join(target, part), { recursive: true });
}
