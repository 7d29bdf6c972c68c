import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** Every page of the documentation, relative to `docs/`, in order. */
export function docPages(docs) {
  return readdirSync(docs, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".md") && !path.startsWith(".vitepress/"))
    .sort();
}

const CHINESE = ".zh-CN.md";

/** Where a page stands in the site: Chinese at the root, English below `en/`; one in both tongues, twice. */
export function placesOf(page, pages) {
  if (page.endsWith(CHINESE)) return [page.replace(CHINESE, ".md")];
  const twin = page.replace(/\.md$/, CHINESE);
  return pages.includes(twin) ? [`en/${page}`] : [page, `en/${page}`];
}

/** The links of a page to files: text, address, and the part after `#`. Code is left out. */
export function linksOf(text) {
  const prose = text.replace(/```.*?```/gs, "").replace(/`[^`\n]*`/g, "``");
  return [...prose.matchAll(/!?\[([^\]]*)\]\(([^)\s]+)\)/g)]
    .map(([whole, label, address]) => {
      const [file, anchor] = address.split("#");
      return { whole, label, file, anchor };
    })
    .filter(({ file }) => !/^[a-z]+:/.test(file));
}

/** The text of a page as it stands at `place` in the site, its links to other pages carried along. */
export function pageAt(page, place, { docs, pages }) {
  const text = readFileSync(join(docs, page), "utf8");
  return text.replace(/(!?)\[([^\]]*)\]\(([^)\s]+)\)/g, (whole, image, label, address) => {
    const [file, anchor] = address.split("#");
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
  });
}

/** The groups of the map page with their links: what the bar at the side shows. */
export function sidebarOf(text) {
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => ({
      text: part.split("\n")[0],
      items: [...part.matchAll(/^- \[([^\]]+)\]\(([^)\s]+)\)/gm)].map(([, label, link]) => ({
        text: label,
        link: link.replace(/\.md$/, ""),
      })),
    }))
    .filter((group) => group.items.length > 0);
}
