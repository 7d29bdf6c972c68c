import { mkdirSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { methodPages } from "../src/cli/method/method-page.js";
import { publishedSchemas } from "../src/result/schemas.js";
import { publishedStudySchema } from "../src/study/file/published-study-schema.js";

// Publishes the JSON Schemas of all results and of the study file, and the reference pages of
// the methods: `npm run schemas`.
const folder = new URL("../docs/reference/schema/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries({
  ...publishedSchemas,
  study: publishedStudySchema(),
})) {
  // What kinds of sections share stands once: their keys would fill the file otherwise.
  const json = z.toJSONSchema(
    schema,
    name === "study" ? { io: "input", reused: "ref" } : { io: "output" },
  );
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(json, null, 2)}\n`);
}

const reference = new URL("../docs/reference/", import.meta.url);
for (const [lang, ending] of [
  ["en", ".md"],
  ["zh", ".zh-CN.md"],
] as const) {
  for (const [name, page] of Object.entries(methodPages(lang))) {
    writeFileSync(new URL(`${name}${ending}`, reference), page);
  }
}
