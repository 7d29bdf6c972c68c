import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { publishedSchemas } from "../../src/result/schemas.js";
import { studySchema } from "../../src/study/study-schema.js";

describe("the published JSON Schemas", () => {
  it.each(Object.entries({ ...publishedSchemas, study: studySchema }))(
    "has %s as the code has it (npm run schemas writes them)",
    (name, schema) => {
      const file = new URL(`../../docs/reference/schema/${name}.json`, import.meta.url);
      const json = z.toJSONSchema(schema, { io: name === "study" ? "input" : "output" });
      expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(JSON.stringify(json)));
    },
  );
});
