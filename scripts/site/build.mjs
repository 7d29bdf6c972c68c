import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build, serve } from "vitepress";
import { docPages, pageAt, placesOf, sidebarOf } from "./pages.ts";

// Builds the documentation as static files into out/docs: `npm run docs`; `npm run docs -- --serve` shows them.
const root = join(import.meta.dirname, "../..");
const docs = join(root, "docs");
const staged = join(root, "out/docs-pages");
rmSync(staged, { recursive: true, force: true });

const pages = docPages(docs);
for (const page of pages) {
  for (const place of placesOf(page, pages)) {
    const path = join(staged, place);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, pageAt(page, place, { docs, pages }));
  }
}
for (const folder of ["images", "reference/schema"]) {
  if (existsSync(join(docs, folder)))
    cpSync(join(docs, folder), join(staged, "public", folder), { recursive: true });
}
cpSync(join(docs, ".vitepress"), join(staged, ".vitepress"), { recursive: true });
const sidebar = {
  zh: sidebarOf(pageAt("index.zh-CN.md", "index.md", { docs, pages })),
  en: sidebarOf(pageAt("index.md", "en/index.md", { docs, pages })),
};
writeFileSync(join(staged, ".vitepress/sidebar.json"), JSON.stringify(sidebar));
await build(staged);
if (process.argv.includes("--serve")) await serve({ root: staged, port: 4173 });
