import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** Every page of the documentation, relative to `docs/`, in order. */
export function docPages(docs: string): string[] {
  return readdirSync(docs, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".md") && !path.startsWith(".vitepress/"))
    .sort();
}

const CHINESE = ".zh-CN.md";

/** Where a page stands in the site: Chinese at the root, English below `en/`; one in both tongues, twice. */
export function placesOf(page: string, pages: readonly string[]): string[] {
  if (page.endsWith(CHINESE)) return [page.replace(CHINESE, ".md")];
  const twin = page.replace(/\.md$/, CHINESE);
  return pages.includes(twin) ? [`en/${page}`] : [page, `en/${page}`];
}

/** A link as it stands in a page. */
export interface PageLink {
  readonly whole: string;
  readonly label: string;
  readonly file: string;
  readonly anchor: string | undefined;
}

/** The links of a page to files: text, address, and the part after `#`. Code is left out. */
export function linksOf(text: string): PageLink[] {
  const prose = text.replace(/```.*?```/gs, "").replace(/`[^`\n]*`/g, "``");
  return [...prose.matchAll(/!?\[([^\]]*)\]\(([^)\s]+)\)/g)]
    .map((m) => {
      const [file, anchor] = m[2]!.split("#");
      return { whole: m[0], label: m[1]!, file: file!, anchor };
    })
    .filter(({ file }) => !/^[a-z]+:/.test(file));
}

/** The text of a page as it stands at `place` in the site, its links to other pages carried along. */
export function pageAt(
  page: string,
  place: string,
  { docs, pages }: { readonly docs: string; readonly pages: readonly string[] },
): string {
  const text = readFileSync(join(docs, page), "utf8");
  return text.replace(
    /(!?)\[([^\]]*)\]\(([^)\s]+)\)/g,
    (whole: string, image: string, label: string, address: string) => {
      const [file = "", anchor] = address.split("#");
      if (/^[a-z]+:/.test(file) || file === "") return whole;
      const target = posix.join(posix.dirname(page), file);
      // What lies outside the documentation is named, not linked: the site stands alone.
      if (target.startsWith("../")) return image === "" ? label : "";
      if (!pages.includes(target)) {
        return `${image}[${label}](/${target})`;
      }
      const places = placesOf(target, pages);
      const english = place.startsWith("en/");
      const chosen = places.find((p) => p.startsWith("en/") === english) ?? places[0];
      return `[${label}](/${chosen}${anchor === undefined ? "" : `#${anchor}`})`;
    },
  );
}

/** A group of links at the side. */
export interface SidebarGroup {
  readonly text: string;
  readonly items: readonly { readonly text: string; readonly link: string }[];
}

/** The groups of the map page with their links: what the bar at the side shows. */
export function sidebarOf(text: string): SidebarGroup[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => ({
      text: part.split("\n")[0]!,
      items: [...part.matchAll(/^- \[([^\]]+)\]\(([^)\s]+)\)/gm)].map((m) => ({
        text: m[1]!,
        link: m[2]!.replace(/\.md$/, ""),
      })),
    }))
    .filter((group) => group.items.length > 0);
}
