import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { methodPages } from "../../src/cli/method/method-page.js";
import { publishedSchemas } from "../../src/result/schemas.js";
import { publishedStudySchema } from "../../src/study/file/published-study-schema.js";

describe("the reference pages of the methods", () => {
  it.each(["en", "zh"] as const)("are as the cards have them in %s", (lang) => {
    for (const [name, page] of Object.entries(methodPages(lang))) {
      const file = new URL(
        `../../docs/reference/${name}${lang === "en" ? ".md" : ".zh-CN.md"}`,
        import.meta.url,
      );
      expect(readFileSync(file, "utf8"), name).toBe(page);
    }
  });
});

describe("the published JSON Schemas", () => {
  it.each(Object.entries({ ...publishedSchemas, study: publishedStudySchema() }))(
    "has %s as the code has it (npm run schemas writes them)",
    (name, schema) => {
      const file = new URL(`../../docs/reference/schema/${name}.json`, import.meta.url);
      const json = z.toJSONSchema(
        schema,
        name === "study" ? { io: "input", reused: "ref" } : { io: "output" },
      );
      expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(JSON.stringify(json)));
    },
  );
});
