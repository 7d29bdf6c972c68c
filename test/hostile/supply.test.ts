import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (name: string): string => readFileSync(join(root, name), "utf8");

interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      { readonly hasInstallScript?: boolean; readonly version?: string; readonly dev?: boolean }
    >
  >;
}
const lock = JSON.parse(read("package-lock.json")) as Lock;
const nameOf = (path: string): string => path.slice(path.lastIndexOf("node_modules/") + 13);

describe("what an installation brings along", () => {
  it("runs no install scripts but those that SECURITY.md names with their reason", () => {
    const run = Object.entries(lock.packages)
      .filter(([, entry]) => entry.hasInstallScript === true)
      .map(([path]) => nameOf(path));
    const named = [...read("SECURITY.md").matchAll(/^\| ([a-z0-9@/-]+) \| (.{20,}) \|$/gm)];
    // A package may be there in two versions.
    const scripts = [...new Set(run)].sort();
    expect(named.map((m) => m[1]).sort()).toEqual(scripts);
    const { allowScripts } = JSON.parse(read("package.json")) as { allowScripts: object };
    expect(Object.keys(allowScripts).sort()).toEqual(scripts);
  });

  it("is listed with its licence, as the lock file has it", () => {
    const listed = new Set(
      [...read("THIRD_PARTY.md").matchAll(/^\| (\S+) \| (\S+) \| (.+?) \|/gm)].map(
        (m) => `${m[1]} ${m[2]}`,
      ),
    );
    const missing = Object.entries(lock.packages)
      .filter(([path, entry]) => path !== "" && entry.dev !== true)
      .map(([path, entry]) => `${nameOf(path)} ${entry.version}`)
      .filter((line) => !listed.has(line));
    expect(missing).toEqual([]);
    expect(read("THIRD_PARTY.md")).not.toContain("NOT NAMED");
  });
});

describe("the source", () => {
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ name, text: read(join("src", name)) }));

  it("starts no process and makes no code from text, but for the threads that SECURITY.md names", () => {
    const forbidden =
      /child_process|node:vm|\bnew Function\b|(?<![\w.(\\])eval\(|process\.binding|\beval: true/;
    const found = files.filter(({ text }) => forbidden.test(text)).map(({ name }) => name);
    expect(found.sort()).toEqual(["jobs/thread-team.ts", "jobs/thread.ts"]);
  });

  it("reaches the network from one file only, and sockets from none", () => {
    const network = /from "(?:undici|node:https?|node:http2|node:tls|node:dgram)"|\bfetch\(/;
    const found = files.filter(({ text }) => network.test(text)).map(({ name }) => name);
    expect(found).toContain("crawl/http-client.ts");
    expect(found.filter((name) => !name.startsWith("crawl/"))).toEqual([]);
  });
});
