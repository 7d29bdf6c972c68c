import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { methodPage } from "../../src/cli/method/method-page.js";
import { publishedSchemas } from "../../src/result/schemas.js";
import { publishedStudySchema } from "../../src/study/file/published-study-schema.js";

describe("the reference page of the estimators", () => {
  it.each(["en", "zh"] as const)("is as the cards have it in %s", (lang) => {
    const name = lang === "en" ? "did-methods.md" : "did-methods.zh-CN.md";
    const file = new URL(`../../docs/reference/${name}`, import.meta.url);
    expect(readFileSync(file, "utf8")).toBe(methodPage(lang));
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
