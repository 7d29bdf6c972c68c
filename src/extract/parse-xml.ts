import { beyondLimit, limits } from "../base/index.js";
import { extractError } from "./errors.js";

/** An element of an XML document; names are without their prefix.   中文: XML 元素 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text inside, in order, entities decoded. */
  readonly text: string;
}

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>|<(\/?)([^\s<>/!?="']+)((?:\s+[^\s<>/="']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+|</gy;

/**
 * Reads a whole XML document into a tree and refuses one that is cut or not well formed, so that
 * half an answer of an interface is never taken for a small one.   中文: 解析 XML
 *
 * No external entities, no document types of one's own: the five named entities and numbers only.
 *
 * Errors    extract/malformed-xml with the offset; limit/exceeded (xmlDepth).
 * @example parseXml("<a b='1'><c>x</c></a>", "a.xml").children[0].text // "x"
 */
export function parseXml(xml: string, file: string): XmlElement {
  const fail = (offset: number): never => {
    throw extractError("malformed-xml", { file, offset });
  };
  const deepest = limits().xmlDepth;
  const top = open("", "");
  const stack = [top];
  TOKEN.lastIndex = xml.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let at = TOKEN.lastIndex; at < xml.length; at = TOKEN.lastIndex) {
    const token = TOKEN.exec(xml);
    if (token === null || token[0] === "<") return fail(at);
    const [whole, cdata, closing, name, attributes, selfClosing] = token;
    const current = stack.at(-1)!;
    if (cdata !== undefined) current.texts.push(cdata);
    else if (name === undefined) {
      if (whole.startsWith("<")) continue;
      if (stack.length === 1 && whole.trim() !== "") return fail(at);
      current.texts.push(decode(whole));
    } else if (closing === "/") {
      if (stack.length === 1 || current.tag !== name || attributes !== "") return fail(at);
      stack.pop();
      stack.at(-1)!.texts.push(close(current, stack.at(-1)!));
    } else {
      if (stack.length > deepest) throw beyondLimit("xmlDepth", file);
      const element = open(name, attributes!);
      if (selfClosing === "/") close(element, current);
      else stack.push(element);
    }
  }
  if (stack.length !== 1 || top.children.length !== 1) return fail(xml.length);
  return top.children[0]!;
}

interface OpenElement {
  readonly tag: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  readonly texts: string[];
}

function open(tag: string, attributes: string): OpenElement {
  const found: Record<string, string> = {};
  for (const [, name, double, single] of attributes.matchAll(
    /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  )) {
    found[localName(name!)] = decode(double ?? single ?? "");
  }
  return { tag, attributes: found, children: [], texts: [] };
}

/** Hangs a finished element into its parent; returns its text. */
function close(element: OpenElement, parent: OpenElement): string {
  const text = element.texts.join("");
  const { attributes, children } = element;
  parent.children.push({ name: localName(element.tag), attributes, children, text });
  return text;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function decode(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name as string] ?? (whole as string);
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : (whole as string);
  });
}

/** The elements of a name below an element, in order of the document, at any depth. */
export function xmlAll(element: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const walk = (at: XmlElement): void => {
    for (const child of at.children) {
      if (child.name === name) found.push(child);
      walk(child);
    }
  };
  walk(element);
  return found;
}

/** The first element along a path of child names, at any depth for each step. */
export function xmlFirst(element: XmlElement, ...path: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = element;
  for (const name of path) at = at === undefined ? undefined : xmlAll(at, name)[0];
  return at;
}
