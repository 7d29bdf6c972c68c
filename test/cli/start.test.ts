import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { version } from "../../src/base/index.js";
import { commandModule } from "../../src/cli/command-module.js";
import { firstPage } from "../../src/cli/first-page.js";

describe("what is answered at once", () => {
  it("is the version and the list of commands, in the language asked for", () => {
    expect(firstPage(["--version"], {})).toBe(`${version}\n`);
    expect(firstPage(["-V"], {})).toBe(`${version}\n`);
    expect(firstPage([], {})).toContain("Usage: xinzhi COMMAND");
    expect(firstPage(["--help", "--lang", "zh"], {})).toContain("用法：xinzhi 命令");
    expect(firstPage(["help"], { LANG: "zh_CN.UTF-8" })).toContain("regress");
  });

  it("is nothing for a command, which explains itself", () => {
    expect(firstPage(["regress", "--help"], {})).toBeNull();
    expect(firstPage(["no-such"], {})).toBeNull();
  });
});

describe("the module that runs commands", () => {
  let root: string;
  const file = (path: string, time: number) => {
    const full = join(root, path);
    mkdirSync(join(full, ".."), { recursive: true });
    writeFileSync(full, "");
    utimesSync(full, time, time);
  };
  const chosen = () => {
    const dist = pathToFileURL(join(root, "dist/"));
    return commandModule(dist).slice(dist.href.length);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "xinzhi-start-"));
    file("dist/cli/run-cli.js", 1000);
    file("dist/did/twfe.js", 1000);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("is the compiled file where there is no bundle", () => {
    expect(chosen()).toBe("cli/run-cli.js");
  });

  it("is the bundle where it is as new as all that it was made from", () => {
    file("dist/bundle/cli/run-cli.js", 2000);
    file("src/cli/run-cli.ts", 900);
    expect(chosen()).toBe("bundle/cli/run-cli.js");
  });

  it("is the compiled file in a checkout where one was compiled after the bundle", () => {
    file("dist/bundle/cli/run-cli.js", 2000);
    file("src/cli/run-cli.ts", 900);
    file("dist/did/twfe.js", 3000);
    expect(chosen()).toBe("cli/run-cli.js");
  });

  it("is the bundle in an installed package, whatever the times of its files", () => {
    file("dist/bundle/cli/run-cli.js", 2000);
    file("dist/did/twfe.js", 3000);
    expect(chosen()).toBe("bundle/cli/run-cli.js");
  });
});
