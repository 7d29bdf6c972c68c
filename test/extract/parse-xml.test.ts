import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseXml, type XmlElement, xmlAll, xmlFirst } from "../../src/extract/index.js";

describe("reading XML", () => {
  it("gives names without prefix, attributes, text with entities, comments and CDATA", () => {
    const root = parseXml(
      `\uFEFF<?xml version="1.0"?><!-- head --><o:a xmlns:o="u" k='1 &amp; 2'><b/><o:b>x &lt; &#20013;&#x56fd;<!-- no --><![CDATA[<raw>]]></o:b></o:a>\n`,
      "a.xml",
    );
    expect(root.name).toBe("a");
    expect(root.attributes.k).toBe("1 & 2");
    expect(xmlAll(root, "b").map((b) => b.text)).toEqual(["", "x < 中国<raw>"]);
    expect(xmlFirst(root, "b", "c")).toBeUndefined();
  });

  it.each([
    ["nothing", ""],
    ["text only", "plain"],
    ["a cut document", "<a><b>x</b>"],
    ["a cut tag", "<a><b"],
    ["crossed tags", "<a><b></a></b>"],
    ["two roots", "<a/><b/>"],
    ["text after the root", "<a/>x"],
    ["an end without a start", "</a>"],
    ["an attribute without quotes", "<a b=1/>"],
    ["a page", "<!doctype html><html><br></html>"],
  ])("refuses %s", (_name, xml) => {
    expect(() => parseXml(xml, "a.xml")).toThrow(/extract\/malformed-xml|not well formed/);
  });

  it("does not expand entities of a document's own", () => {
    const bomb = `<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>`;
    expect(parseXml(bomb, "a.xml").text).toBe("&b;");
  });

  it("reads back what was written, and refuses every proper beginning of it", () => {
    const name = fc.stringMatching(/^[a-z]{1,4}$/);
    const text = fc.string({ maxLength: 6, unit: fc.constantFrom(..."a<>&\"'中 ") });
    const treeOf = fc.memo((depth) =>
      fc.record({
        name,
        text,
        children: depth > 1 ? fc.array(treeOf(depth - 1), { maxLength: 3 }) : fc.constant([]),
      }),
    ) as (depth: number) => fc.Arbitrary<Tree>;
    fc.assert(
      fc.property(treeOf(4), fc.nat(), (t, cut) => {
        const xml = write(t);
        expect(shape(parseXml(xml, "a.xml"))).toEqual(wanted(t));
        const head = xml.slice(0, cut % xml.length);
        expect(() => parseXml(head, "a.xml")).toThrow();
      }),
      { numRuns: 200 },
    );
  });
});

interface Tree {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Tree[];
}

const escaped = (s: string): string =>
  s.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const write = (t: Tree): string =>
  `<p:${t.name} a="${escaped(t.text)}">${escaped(t.text)}${t.children.map(write).join("")}</p:${t.name}>`;
const textOf = (t: Tree): string => t.text + t.children.map(textOf).join("");
const wanted = (t: Tree): unknown => [t.name, t.text, textOf(t), t.children.map(wanted)];
const shape = (e: XmlElement): unknown => [e.name, e.attributes.a, e.text, e.children.map(shape)];
