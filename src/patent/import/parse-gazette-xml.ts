import type { NewPatent } from "../../store/index.js";
import { readApplicationNumber } from "../application-number.js";
import { patentError } from "../errors.js";
import { parseIpcList } from "../parse-ipc-list.js";
import { parseDate } from "./parse-date.js";
import {
  applicantsOf,
  type BuiltRecord,
  cleanNumber,
  ipcRows,
  type Locator,
} from "./patent-record.js";
import { patentType } from "./patent-type.js";

/**
 * Reads a record of CNIPA's gazette in its XML form.   中文: 解析专利公报 XML
 *
 * Takes the `original` form of numbers and symbols, the abstract's paragraphs, applicants with
 * their addresses (parts written as `0` are empty) and IPC of both layouts (before and after the
 * reform of 2006). The form is machine-made and regular, so tags are found by their names without
 * building a tree; entities are decoded.
 *
 * Errors    patent/not-gazette.
 */
export function parseGazetteXml(xml: string, file: string, locate: Locator): BuiltRecord {
  const root = /<(?:\w+:)?PatentDocumentAndRelated\b([^>]*)>/.exec(xml);
  if (root === null) throw patentError("not-gazette", { file });
  const head = blocks(xml, "BibliographicData")[0] ?? "";
  const published = blocks(head, "PublicationReference")[0] ?? "";
  const applied = blocks(head, "ApplicationReference")[0] ?? "";
  const country = text(published, "WIPOST3Code") || attribute(root[1]!, "country");
  const document = text(published, "DocNumber") || attribute(root[1]!, "docNumber");
  const kind = text(published, "Kind") || attribute(root[1]!, "kind");
  const publication = cleanNumber(`${country}${document}${kind}`);
  const told = text(applied, "DocNumber");
  const application = told === "" ? "" : cleanNumber(`${country}${told}`);
  const number = readApplicationNumber(application, country, publication);
  const type = patentType("", publication, kind);
  const date = parseDate(text(published, "Date") || attribute(root[1]!, "datePublication")) ?? null;
  const list = parseIpcList(ipcCell(head));
  const patent: NewPatent = {
    identity: `pub:${publication}`,
    publication,
    application: application || null,
    applicationKey: number.key,
    kind: type.kind,
    stage: type.stage,
    title: text(head, "InventionTitle"),
    abstract: paragraphs(blocks(xml, "Abstract")[0] ?? ""),
    filed: parseDate(text(applied, "Date")) ?? null,
    published: date,
    granted: type.stage === "grant" ? date : null,
    country: country || null,
    citationsReceived: null,
    status: null,
    source: "CNIPA gazette",
    applicants: readApplicants(head, locate),
    ipc: ipcRows(list),
    transfers: [],
  };
  const notes = [
    ...(number.check === "wrong" ? ["bad-check-digit"] : []),
    ...(list.malformed.length > 0 ? ["malformed-ipc"] : []),
    ...(list.symbols.length === 0 ? ["without-ipc"] : []),
  ];
  return { patent, notes };
}

function readApplicants(head: string, locate: Locator): NewPatent["applicants"] {
  const books = blocks(head, "Applicant").map((b) => blocks(b, "AddressBook")[0] ?? b);
  const names = books.map((b) => text(b, "Name"));
  return applicantsOf(names, books.map(addressOf), locate);
}

function addressOf(book: string): string | null {
  const address = blocks(book, "Address")[0] ?? "";
  const whole = text(address, "Text");
  if (whole !== "" && whole !== "0") return whole;
  const parts = ["Province", "City", "County", "Street", "AddressLine"]
    .map((tag) => text(address, tag))
    .filter((p) => p !== "" && p !== "0");
  return parts.length === 0 ? null : parts.join("");
}

function ipcCell(head: string): string {
  const modern = blocks(head, "ClassificationIPCR").map((b) => {
    const whole = text(b, "Text");
    if (whole !== "") return whole;
    const part = (tag: string): string => text(b, tag);
    return `${part("Section")}${part("MainClass")}${part("Subclass")}${part("MainGroup")}/${part("Subgroup")}`;
  });
  const old = blocks(head, "ClassificationIPC")[0] ?? "";
  const original = (tag: string): string[] =>
    [
      ...old.matchAll(
        new RegExp(`<(?:\\w+:)?${tag}\\b[^>]*dataFormat="original"[^>]*>([^<]*)<`, "g"),
      ),
    ].map((m) => m[1]!);
  return [...modern, ...original("MainClassification"), ...original("FurtherClassification")].join(
    ";",
  );
}

function paragraphs(abstract: string): string {
  const list = blocks(abstract, "Paragraphs").map(plain);
  return list.length > 0 ? list.join("\n") : plain(abstract);
}

/** The insides of all elements of a name; the forms here do not nest in themselves. */
function blocks(xml: string, tag: string): string[] {
  const pattern = new RegExp(`<((?:\\w+:)?${tag})(?:\\s[^>]*)?(?:/>|>([\\s\\S]*?)</\\1>)`, "g");
  return [...xml.matchAll(pattern)].map((m) => m[2] ?? "");
}

function text(xml: string, tag: string): string {
  return plain(blocks(xml, tag)[0] ?? "");
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function plain(xml: string): string {
  return xml
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:#(\d+)|#x([\da-fA-F]+)|(\w+));/g, (whole, dec, hex, name) => {
      if (dec !== undefined) return String.fromCodePoint(Number(dec));
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      return ENTITIES[name as string] ?? (whole as string);
    })
    .trim();
}
