import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandPage } from "../../scripts/site/command-page.js";
import { commands } from "../../src/cli/commands.js";
import { root } from "../how-to.js";

describe("the reference of the commands", () => {
  it.each([
    ["en", "commands.md"],
    ["zh", "commands.zh-CN.md"],
  ] as const)("in %s is what the commands say with --help", async (lang, name) => {
    const page = await commandPage(lang);
    for (const command of Object.keys(commands)) expect(page).toContain(`\n## ${command}\n`);
    expect(readFileSync(join(root, "docs/reference", name), "utf8")).toBe(page);
  });
});
