import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "@unified-latex/unified-latex-util-parse";
import fc from "fast-check";
import { chromium } from "playwright-core";
import { describe, expect, it } from "vitest";
import { escapeHtml, escapeLatex, removeControls } from "../../src/base/index.js";
import { parseHtml, parseXml } from "../../src/extract/index.js";
import { genericTable, tableToLatex } from "../../src/report/index.js";

/** Texts made of what breaks out of markup, and of anything else. */
const hostile = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
      fc.constantFrom(
        ...[
          "<script>window.pwned=1</script>",
          '"',
          "'",
          "<",
          ">",
          "&",
          "&lt;",
          "&#60;",
          "<!--",
          "-->",
        ],
        ...[
          "]]>",
          "<![CDATA[",
          "</p>",
          "</svg>",
          " onload=x ",
          "javascript:",
          "`",
          "\\",
          "{",
          "}",
          "$",
        ],
        ...[
          "\\end{document}",
          "\\input{/etc/passwd}",
          "\\\\",
          "%",
          "#1",
          "^^5c",
          "~",
          "_",
          "&&",
          "\n\n",
        ],
        ...["[", "]", "*", "\\write18{x}", "$$", "\\begin{x}", "\r\n \r\n", "×²–∞", "政府", "--"],
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));
const samples = fc.sample(hostile, { numRuns: 400, seed: 20 });
/** As a parser of markup hands a text on: line ends are LF. */
const kept = (text: string): string => removeControls(text).replace(/\r\n?/g, "\n");
const blank = (text: string): string => kept(text).replace(/[\t\n\r ]/g, " ");

describe("HTML and SVG", () => {
  it("texts and attributes come out of a parser as they went in, with no element more", () => {
    for (const text of samples) {
      const html = parseHtml(`<p title="${escapeHtml(text)}">${escapeHtml(text)}</p>`);
      expect(html("body *")).toHaveLength(1);
      expect(kept(html("p").text())).toBe(kept(text));
      expect(kept(html("p").attr("title")!)).toBe(kept(text));
    }
  });

  it("are well-formed XML", () => {
    for (const text of samples) {
      const { children, text: inner } = parseXml(
        `<text x="${escapeHtml(text)}">${escapeHtml(text)}</text>`,
        "x.svg",
      );
      expect([children.length, blank(inner)]).toEqual([0, blank(text)]);
    }
  });

  const browser = process.env.CHROMIUM ?? "/usr/bin/chromium";
  it.skipIf(!existsSync(browser))("a browser shows the texts and runs nothing", async () => {
    const folder = mkdtempSync(join(tmpdir(), "xinzhi-escape-"));
    const file = join(folder, "page.html");
    const lines = samples.map((s) => {
      const safe = escapeHtml(s);
      return `<li title="${safe}"><span>${safe}</span><svg><text>${safe}</text></svg></li>`;
    });
    writeFileSync(file, `<!DOCTYPE html><meta charset="utf-8"><ul>${lines.join("")}</ul>`);
    const opened = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] });
    try {
      const page = await opened.newPage();
      await page.goto(pathToFileURL(file).href);
      const found = (await page.evaluate(`(() => {
          const items = [...document.querySelectorAll("li")];
          const parser = new DOMParser();
          return {
            pwned: window.pwned ?? 0,
            elements: document.querySelectorAll("ul *").length,
            titles: items.map((i) => i.title),
            spans: items.map((i) => i.querySelector("span").textContent),
            drawn: items.map((i) => i.querySelector("svg text").textContent),
          };
        })()`)) as Record<"titles" | "spans" | "drawn", string[]> & Record<string, number>;
      expect(found.pwned).toBe(0);
      expect(found.elements).toBe(4 * samples.length);
      for (const which of ["titles", "spans", "drawn"] as const) {
        expect(found[which].map(kept)).toEqual(samples.map(kept));
      }
    } finally {
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("LaTeX", () => {
  /** The macros by which a text is written. */
  const OWN = new Set(
    "\\ { } $ & # % _ textbackslash textasciicircum textasciitilde textless textgreater times infty ^".split(
      " ",
    ),
  );

  interface Node {
    readonly type: string;
    readonly content?: unknown;
    readonly args?: readonly Node[];
  }

  function* all(node: Node): Generator<Node> {
    yield node;
    const inside = Array.isArray(node.content) ? (node.content as Node[]) : [];
    for (const child of [...inside, ...(node.args ?? [])]) yield* all(child);
  }

  it("a text has no macro, comment, paragraph or environment of its own", () => {
    for (const text of samples) {
      const root = parse(`A ${escapeLatex(text)} Z`) as unknown as Node;
      for (const node of all(root)) {
        expect([
          "root",
          "string",
          "whitespace",
          "macro",
          "group",
          "inlinemath",
          "argument",
        ]).toContain(node.type);
        if (node.type === "macro") expect(OWN).toContain(node.content);
      }
      const top = (root.content as Node[]).at(-1)!;
      expect([top.type, String(top.content).endsWith("Z")]).toEqual(["string", true]);
    }
  });

  it("a table keeps its rows and cells, whatever stands in it", () => {
    for (const text of samples.slice(0, 150)) {
      const latex = tableToLatex(
        genericTable({
          title: { en: text, zh: text },
          columns: [
            { header: { en: text, zh: text } },
            { header: { en: "n", zh: "n" }, digits: 2 },
          ],
          rows: [
            [text, 1],
            [text, -2],
          ],
          notes: [{ en: text, zh: text }],
        } as never),
        "en",
      );
      const root = parse(latex) as unknown as Node & { content: readonly Node[] };
      const nodes = [...all(root)];
      expect(nodes.filter((n) => n.type === "environment" || n.type === "mathenv")).toHaveLength(4);
      // Of a line end's options nothing is taken from the text.
      expect(latex).not.toMatch(/\\\\\s*\n\s*[[*]/);
      expect(latex).not.toMatch(/\\item\s*\[/);
    }
  });
});
