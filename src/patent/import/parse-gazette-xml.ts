import { parseXml, type XmlElement, xmlAll, xmlFirst } from "../../extract/index.js";
import type { NewPatent } from "../../store/index.js";
import { readApplicationNumber } from "../applicant/application-number.js";
import { patentError } from "../errors.js";
import { parseIpcList } from "../symbol/parse-ipc-list.js";
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
 * reform of 2006).
 *
 * Errors    patent/not-gazette, extract/malformed-xml.
 */
export function parseGazetteXml(xml: string, file: string, locate: Locator): BuiltRecord {
  const root = parseXml(xml, file);
  if (root.name !== "PatentDocumentAndRelated") throw patentError("not-gazette", { file });
  const { attributes } = root;
  const head = xmlFirst(root, "BibliographicData");
  const published = xmlFirst(root, "BibliographicData", "PublicationReference");
  const applied = xmlFirst(root, "BibliographicData", "ApplicationReference");
  const country = text(published, "WIPOST3Code") || (attributes.country ?? "");
  const document = text(published, "DocNumber") || (attributes.docNumber ?? "");
  const kind = text(published, "Kind") || (attributes.kind ?? "");
  const publication = cleanNumber(`${country}${document}${kind}`);
  const told = text(applied, "DocNumber");
  const application = told === "" ? "" : cleanNumber(`${country}${told}`);
  const number = readApplicationNumber(application, country, publication);
  const type = patentType("", publication, kind);
  const date = parseDate(text(published, "Date") || (attributes.datePublication ?? "")) ?? null;
  const list = parseIpcList(ipcCell(head));
  const patent: NewPatent = {
    identity: `pub:${publication}`,
    publication,
    application: application || null,
    applicationKey: number.key,
    kind: type.kind,
    stage: type.stage,
    title: text(head, "InventionTitle"),
    abstract: paragraphs(xmlFirst(root, "Abstract")),
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

function readApplicants(head: XmlElement | undefined, locate: Locator): NewPatent["applicants"] {
  const books = all(head, "Applicant").map((a) => xmlFirst(a, "AddressBook") ?? a);
  const names = books.map((b) => text(b, "Name"));
  return applicantsOf(names, books.map(addressOf), locate);
}

function addressOf(book: XmlElement): string | null {
  const address = xmlFirst(book, "Address");
  const whole = text(address, "Text");
  if (whole !== "" && whole !== "0") return whole;
  const parts = ["Province", "City", "County", "Street", "AddressLine"]
    .map((tag) => text(address, tag))
    .filter((p) => p !== "" && p !== "0");
  return parts.length === 0 ? null : parts.join("");
}

function ipcCell(head: XmlElement | undefined): string {
  const modern = all(head, "ClassificationIPCR").map((c) => {
    const whole = text(c, "Text");
    if (whole !== "") return whole;
    const part = (tag: string): string => text(c, tag);
    return `${part("Section")}${part("MainClass")}${part("Subclass")}${part("MainGroup")}/${part("Subgroup")}`;
  });
  const old = all(head, "ClassificationIPC")[0];
  const original = (tag: string): string[] =>
    all(old, tag)
      .filter((c) => c.attributes.dataFormat === "original")
      .map((c) => c.text);
  return [...modern, ...original("MainClassification"), ...original("FurtherClassification")].join(
    ";",
  );
}

function paragraphs(abstract: XmlElement | undefined): string {
  const list = all(abstract, "Paragraphs").map((p) => p.text.trim());
  return list.length > 0 ? list.join("\n") : (abstract?.text.trim() ?? "");
}

function all(element: XmlElement | undefined, name: string): XmlElement[] {
  return element === undefined ? [] : xmlAll(element, name);
}

/** The text of the first element of a name; empty where there is none. */
function text(element: XmlElement | undefined, name: string): string {
  return all(element, name)[0]?.text.trim() ?? "";
}
