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
  const date = (field: "filed" | "published" | "granted" | "transferred"): string | null => {
    const value = get(field);
    const parsed = value === "" ? null : parseDate(value);
    if (parsed === undefined) notes.push(`bad-date:${field}`);
    return parsed ?? null;
  };
  const publication = cleanNumber(get("publication"));
  const application = cleanNumber(get("application"));
  const ipc = ipcOf(get("ipc"), get("ipcMain"));
  if (publication === "" && application === "" && ipc === "" && get("title") === "") {
    return undefined;
  }
  const number = readApplicationNumber(application, get("country"), publication);
  if (number.check === "wrong") notes.push("bad-check-digit");
  const list = parseIpcList(ipc);
  if (list.malformed.length > 0) notes.push("malformed-ipc");
  if (list.symbols.length === 0) notes.push("without-ipc");
  const { kind, stage } = patentType(get("type"), publication, get("kindCode"));
  const published = date("published");
  const granted = date("granted");
  const names = listOf(get("applicants"));
  const status = get("status") || null;
  return {
    patent: {
      identity: identityOf(publication, number) ?? identity,
      publication: publication || null,
      application: application || null,
      applicationKey: number.key,
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

/** Publication and application numbers without blanks. */
export function cleanNumber(text: string): string {
  return text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
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
