import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { docPages, linksOf, placesOf, sidebarOf } from "../../scripts/site/pages.js";
import { root } from "../how-to.js";

const docs = join(root, "docs");
const pages = docPages(docs);
const read = (page: string): string => readFileSync(join(root, page), "utf8");

/** The anchor that a heading gets. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}

const all = [
  "README.md",
  "README.zh-CN.md",
  "CONTRIBUTING.md",
  ...pages.map((page) => `docs/${page}`),
];

describe("the links of the documentation", () => {
  it("are found", () => {
    const links = all.flatMap((page) => linksOf(read(page)));
    expect(links.length).toBeGreaterThan(100);
    expect(linksOf("[a](b.md#c) `[d](e)` ![f](g.png) [h](https://i.j)")).toMatchObject([
      { label: "a", file: "b.md", anchor: "c" },
      { label: "f", file: "g.png" },
    ]);
  });

  it.each(all)("of %s lead somewhere", (page) => {
    const broken = linksOf(read(page)).filter(({ file, anchor }) => {
      const target = file === "" ? page : join(page, "..", file);
      if (!existsSync(join(root, target))) return true;
      if (anchor === undefined) return false;
      const headings = [...read(target).matchAll(/^#+ (.*)$/gm)].map((m) => anchorOf(m[1]!));
      return !headings.includes(anchor);
    });
    expect(broken.map(({ whole }) => whole)).toEqual([]);
  });

  it.each([
    ["index.md", (page: string) => !page.endsWith(".zh-CN.md")],
    ["index.zh-CN.md", (page: string) => placesOf(page, pages).some((p) => !p.startsWith("en/"))],
  ])("of the map %s hold every page once", (map, belongs) => {
    const items = sidebarOf(read(`docs/${map}`)).flatMap((group) => group.items);
    const named = items.map(({ link }) => `${link}.md`);
    const meant = pages.filter((page) => belongs(page) && page !== map && !page.startsWith("adr/"));
    expect([...named].sort()).toEqual(meant);
  });

  it.each(pages.filter((page) => /```sh\n(.*\n)*?xinzhi /.test(read(`docs/${page}`))))(
    "%s says at its head how the tool is called",
    (page) => {
      const head = read(`docs/${page}`).split("\n").slice(0, 6).join("\n");
      expect(head).toContain("`npx xinzhi");
    },
  );
});
