import type { NewPatent } from "../../store/index.js";
import {
  type ApplicationNumber,
  readApplicationNumber,
  UNKNOWN_OFFICE,
} from "../applicant/application-number.js";
import { foldApplicant } from "../applicant/normalise-applicant.js";
import { keyText } from "../symbol/ipc-key.js";
import type { IpcList } from "../symbol/ipc-list.js";
import { parseIpcList } from "../symbol/parse-ipc-list.js";
import type { PatentField } from "./column-presets.js";
import type { ColumnMap } from "./map-columns.js";
import { parseDate } from "./parse-date.js";
import { patentType } from "./patent-type.js";

/** A record ready for the store, and what its cells had to say. */
export interface BuiltRecord {
  readonly patent: NewPatent;
  /** Codes of what was doubtful: `bad-check-digit`, `bad-date:filed`, `malformed-ipc` … */
  readonly notes: readonly string[];
}

/** Finds the city of an applicant; the import gives one that knows regions. */
export type Locator = (
  applicant: string,
  address: string | null,
) => { readonly code: string; readonly how: string } | undefined;

const EMPTY = /^(?:-|--|—|<\w*|无|null|nan|N\/A|undefined)?$/i;
const SPLIT = /[|｜;；\n\r]+/;
/** Names are also joined by 、, which addresses hold for other reasons. */
const SPLIT_NAMES = /[|｜;；、\n\r]+/;
/** Publication numbers with dashes: CN-101551481-B. */
const DASHED = /^([A-Z]{2})-?([A-Z]?\d[\dA-Z/]*)(?:-([A-Z]\d?))?$/;
/** Assignee codes of Derwent behind a name: UNIV HEFEI (UYHE-C). */
const ASSIGNEE_CODE = /\s*\([A-Z0-9]{4}-[A-Z]\)/g;
const PUBLICATION = /^[A-Z]{2}[A-Z]?\d[\dA-Z/]*$/;
const US_NUMBER = /^(?:[A-Z]{1,2})?\d{5,}$/;

/**
 * Builds a record from the cells of one row; undefined when the row says nothing.
 *
 * `identity` names the row when it has neither a publication nor an application number to be known by
 * (file and row).
 */
export function buildRecord(
  cells: readonly string[],
  map: ColumnMap,
  identity: string,
  locate: Locator,
): BuiltRecord | undefined {
  const get = (field: PatentField): string => {
    for (const at of map.columns.get(field) ?? []) {
      const value = (cells[at] ?? "").trim();
      if (!EMPTY.test(value)) return value;
    }
    return "";
  };
  const notes: string[] = [];
  const isDerwent = map.service === DERWENT;
  const date = (field: "filed" | "published" | "granted" | "transferred"): string | null => {
    const value = get(field);
    const parsed = value === "" ? null : parseDate(isDerwent ? firstDate(value) : value);
    if (parsed === undefined) notes.push(`bad-date:${field}`);
    return parsed ?? null;
  };
  const publication = publicationOf(get("publication"), get("country"), map.service);
  const application = cleanNumber(get("application"));
  const ipc = symbolOfParts(cells, map.symbolParts) || ipcOf(get("ipc"), get("ipcMain"));
  if (publication === "" && application === "" && ipc === "" && get("title") === "") {
    return undefined;
  }
  if (cells.some((c) => c.includes("\ufffd"))) notes.push("undecodable-text");
  const number = readApplicationNumber(application, get("country"), publication);
  if (number.check === "wrong") notes.push("bad-check-digit");
  const list = parseIpcList(ipc);
  if (list.malformed.length > 0) notes.push("malformed-ipc");
  if (list.symbols.length === 0) notes.push("without-ipc");
  const { kind, stage } = patentType(get("type"), publication, get("kindCode"));
  const published = date("published");
  const granted = date("granted");
  const names = namesOf(get("applicants")).map((n) => n.replace(ASSIGNEE_CODE, ""));
  const cited = citedOf(get("cites"), map.service);
  if (cited.unread > 0) notes.push("unread-citation");
  const status = get("status") || null;
  return {
    patent: {
      identity: identityOf(publication, number) ?? identity,
      publication: publication || null,
      application: application || null,
      applicationKey: number.key ?? keyOfPublication(application, publication),
      kind,
      stage,
      title: get("title"),
      abstract: get("abstract"),
      filed: date("filed"),
      published,
      granted: granted ?? (stage === "grant" ? published : null),
      country: get("country") || /^[A-Z]{2}/.exec(publication)?.[0] || null,
      citationsReceived: wholeNumber(get("citations")),
      status,
      source: map.service,
      applicants: applicantsOf(names, listOfAddresses(get("address"), names.length), locate),
      ipc: ipcRows(list),
      transfers: transfersOf(get("assignors"), get("assignees"), date("transferred")),
      ...(cited.numbers.length === 0 ? {} : { citations: cited.numbers }),
    },
    notes,
  };
}

/**
 * What a patent is known by: its publication number, else its application number where that is one
 * of a known office with no wrong check digit.
 */
export function identityOf(publication: string, number: ApplicationNumber): string | undefined {
  if (publication !== "") return `pub:${publication}`;
  return number.key === null || number.country === UNKNOWN_OFFICE ? undefined : `app:${number.key}`;
}

/** Splits a cell of names. */
export function listOf(cell: string): string[] {
  return cell
    .split(SPLIT)
    .map((s) => s.trim())
    .filter((s) => !EMPTY.test(s));
}

/** Splits a cell of names of persons and firms. */
function namesOf(cell: string): string[] {
  return cell
    .split(SPLIT_NAMES)
    .map((s) => s.trim())
    .filter((s) => !EMPTY.test(s));
}

const DERWENT = "Derwent (Web of Science)";

/** The first day in a cell that lists documents with their days. */
function firstDate(cell: string): string {
  return /\d{1,2} [A-Z][a-z]{2} \d{4}/.exec(cell)?.[0] ?? cell;
}

/** The number of the document; the first of a family (Derwent), with its office where it is bare. */
function publicationOf(cell: string, country: string, service: string): string {
  const first = service === DERWENT ? (cell.split(/[;；]/)[0] ?? "") : cell;
  const number = cleanNumber(first);
  const office = service === "PatentsView" ? "US" : /^[A-Z]{2}$/.exec(country)?.[0];
  if (office === undefined || !US_NUMBER.test(number) || /^[A-Z]{2}/.test(number)) return number;
  return `${office}${number}`;
}

/**
 * Application and grant of a Chinese invention bear one number since 2007 (CN101551481A and …B): that
 * is the key where an export names no application.
 */
function keyOfPublication(application: string, publication: string): string | null {
  if (application !== "") return null;
  const number = /^(CN1\d{8})[ABC]\d?$/.exec(publication)?.[1];
  return number === undefined ? null : `PUB${number}`;
}

/** H, 4, L, 27, 26 in five cells → H04L27/26. */
function symbolOfParts(cells: readonly string[], parts: readonly number[]): string {
  if (parts.length === 0) return "";
  const [section, number, subclass, group, subgroup] = parts.map((at) => (cells[at] ?? "").trim());
  if (section === "" || group === "") return "";
  return `${section}${number!.padStart(2, "0")}${subclass}${group}/${subgroup!.padStart(2, "0")}`;
}

/** The publication numbers in a list of cited documents, and how many items are none. */
function citedOf(
  cell: string,
  service: string,
): { readonly numbers: { cited: string; origin: null }[]; readonly unread: number } {
  const found = new Set<string>();
  let unread = 0;
  for (const item of cell.split(/[|｜;；,，、\n\r]+/)) {
    const text = cleanNumber(item);
    if (EMPTY.test(text)) continue;
    const number = service === "PatentsView" && US_NUMBER.test(text) ? `US${text}` : text;
    if (PUBLICATION.test(number)) found.add(number);
    else unread++;
  }
  return { numbers: [...found].map((cited) => ({ cited, origin: null })), unread };
}

/** Applicants with normalised names and cities. */
export function applicantsOf(
  names: readonly string[],
  addresses: readonly (string | null)[],
  locate: Locator,
): NewPatent["applicants"] {
  return names.map((name, i) => {
    const address = addresses[i] ?? null;
    const place = locate(name, address);
    return {
      name,
      normalised: foldApplicant(name),
      address,
      regionCode: place?.code ?? null,
      located: place?.how ?? null,
    };
  });
}

/** Symbols first, then what could not be read: nothing of the cell is lost. */
export function ipcRows(list: IpcList): NewPatent["ipc"] {
  return [
    ...list.symbols.map((symbol, i) => ({
      raw: list.raws[i]!,
      symbol,
      sortKey: keyText(list.keys[i]!),
    })),
    ...list.malformed.map(({ raw }) => ({ raw, symbol: null, sortKey: null })),
  ];
}

/** Publication and application numbers without blanks; dashes between office, number and kind go. */
export function cleanNumber(text: string): string {
  const clean = text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  return clean.includes("-") ? clean.replace(DASHED, "$1$2$3") : clean;
}

/** The list, led by the main symbol where that is a whole symbol. */
function ipcOf(list: string, main: string): string {
  if (list === "") return main;
  const lead = main === "" ? undefined : parseIpcList(main).symbols[0];
  return lead === undefined ? list : `${lead};${list}`;
}

/** One address for each applicant; a single one is the first applicant's. */
function listOfAddresses(cell: string, applicants: number): (string | null)[] {
  if (cell === "") return [];
  const parts = cell.split(SPLIT).map((s) => s.trim() || null);
  return parts.length === applicants ? parts : [parts[0] ?? null];
}

function transfersOf(from: string, to: string, date: string | null): NewPatent["transfers"] {
  const givers = listOf(from);
  const takers = listOf(to);
  return takers.map((name, i) => ({
    from: givers[Math.min(i, givers.length - 1)] ?? null,
    to: name,
    date,
  }));
}

function wholeNumber(text: string): number | null {
  const value = Number(text.replace(/,/g, ""));
  return text !== "" && Number.isInteger(value) && value >= 0 ? value : null;
}
