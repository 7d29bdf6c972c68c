import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { UserError } from "../../src/base/index.js";
import { admitsHost } from "../../src/crawl/admit-host.js";
import { readSource } from "../../src/crawl/read-source.js";

const folder = mkdtempSync(join(tmpdir(), "xinzhi-source-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function problem(lines: readonly string[]): UserError | undefined {
  const file = join(folder, "source.yaml");
  writeFileSync(file, lines.join("\n"));
  try {
    readSource(file);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
const HEAD = ["name: x", "hosts: [a.gov.cn, 127.0.0.1]", "start: ['http://127.0.0.1:8080/']"];

describe("hosts as users write them", () => {
  it.each([
    ["a.gov.cn", "http://a.gov.cn/x", true],
    ["a.gov.cn", "https://a.gov.cn:8443/x", true],
    ["127.0.0.1", "http://127.0.0.1:8080/", true],
    ["127.0.0.1:8080", "http://127.0.0.1:8080/", true],
    ["127.0.0.1:8080", "http://127.0.0.1:9090/", false],
    ["a.gov.cn:80", "http://a.gov.cn/", true],
    ["a.gov.cn:443", "http://a.gov.cn/", false],
    ["https://A.gov.cn/path/", "http://a.gov.cn/", true],
    ["a.gov.cn", "http://b.a.gov.cn/", false],
    ["a.gov.cn", "http://a.gov.cn.evil.org/", false],
    ["a.gov.cn", "http://a.gov.cn@evil.org/", false],
    ["[::1]", "http://[::1]:8080/", true],
    ["政府.中国", "http://xn--mxtq1m.xn--fiqs8s/", true],
    ["", "http://a.gov.cn/", false],
  ])("%s admits %s: %s", (host, url, expected) => {
    expect(admitsHost([host], url)).toBe(expected);
  });

  it("a source may leave the port out", () => {
    expect(problem(HEAD)).toBeUndefined();
  });

  it.each([
    [
      ["name: x", "hosts: [a.gov.cn]", "start:", "  - 'http://127.0.0.1:8080/'"],
      "crawl/bad-start",
      4,
    ],
    [["name: x", "hosts: [a.gov.cn]", "start: [index.html]"], "crawl/bad-start", 3],
    [
      ["name: x", "hosts:", "  - a.gov.cn", "  - 'a b'", "start: ['http://a.gov.cn/']"],
      "crawl/bad-host",
      4,
    ],
    [[...HEAD, "list: { title: '(报告' }"], "crawl/bad-pattern", 4],
    [[...HEAD, "list:", "  follow: '[报'"], "crawl/bad-pattern", 5],
    [[...HEAD, "list:", "  link: 'ul > >'"], "crawl/bad-selector", 5],
    [[...HEAD, "list:", "  next: 'a:nosuch('"], "crawl/bad-selector", 5],
    [[...HEAD, "page:", "  title: h1", "  content: 'div['"], "crawl/bad-selector", 6],
    [[...HEAD, "page:", "  date: '#'"], "crawl/bad-selector", 5],
    [[...HEAD, "page: { next: '..' }"], "crawl/bad-selector", 4],
  ])("a mistake is named with file and row: %j", (lines, code, row) => {
    const found = problem(lines);
    expect(found?.code).toBe(code);
    expect(found?.toText("en")).toContain(`source.yaml`);
    expect(found?.toText("en")).toContain(`${row}`);
  });

  it("says what to write for a host that is missing", () => {
    expect(
      problem(["name: x", "hosts: ['127.0.0.1:1']", "start: ['http://127.0.0.1:8080/']"])?.toText(
        "en",
      ),
    ).toContain("Write 127.0.0.1:8080");
  });
});
