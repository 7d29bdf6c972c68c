import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = import.meta.dirname;
const folders = readdirSync(root, { withFileTypes: true }).filter((f) => f.isDirectory());

describe("where golden numbers come from", () => {
  it.each(folders.map((f) => f.name))(
    "%s says which package, version and call made them",
    (name) => {
      const file = join(root, name, "README.md");
      expect(existsSync(file), `${name}/README.md`).toBe(true);
      const text = readFileSync(file, "utf8");
      // A version and a call or source; folders without package numbers say so.
      expect(text).toMatch(/R 4\.2\.2|No package|No outside package|read sentence by sentence/);
    },
  );

  it.each(["did", "did2", "regress"])(
    "%s names a version for every package of its files",
    (name) => {
      const text = readFileSync(join(root, name, "README.md"), "utf8");
      for (const file of readdirSync(join(root, name)).filter((f) => f.endsWith(".json"))) {
        const { software } = JSON.parse(readFileSync(join(root, name, file), "utf8")) as {
          software: Record<string, string>;
        };
        for (const [tool, version] of Object.entries(software)) {
          if (tool === "base" || tool === "stats") continue;
          expect(text, `${file}: ${tool}`).toContain(`${tool} ${version}`);
        }
      }
    },
  );
});
