import { mkdirSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { methodPage } from "../src/cli/method/method-page.js";
import { publishedSchemas } from "../src/result/schemas.js";
import { publishedStudySchema } from "../src/study/file/published-study-schema.js";

// Publishes the JSON Schemas of all results and of the study file, and the reference page of the
// estimators: `npm run schemas`.
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
writeFileSync(new URL("did-methods.md", reference), methodPage("en"));
writeFileSync(new URL("did-methods.zh-CN.md", reference), methodPage("zh"));
