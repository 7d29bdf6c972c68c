import type { NewPatent, PatentWithHistory, ReportedPatent } from "../../store/index.js";
import { parseApplicationNumber } from "../applicant/application-number.js";
import { parseIpcList } from "../symbol/parse-ipc-list.js";
import { parseDate } from "./parse-date.js";
import { applicantsOf, cleanNumber, identityOf, ipcRows, type Locator } from "./patent-record.js";
import { patentType } from "./patent-type.js";

/** A reported patent ready for `patentMerger`, and what was doubtful about it. */
export interface NormalisedReport extends PatentWithHistory {
  /** `bad-check-digit`, `bad-date:filed`, `malformed-ipc`, `without-ipc`. */
  readonly notes: readonly string[];
}

/**
 * Brings what an interface told into the form of the store, by the same rules as the import of
 * files; undefined when there is no number to know it by.   中文: 规范接口返回的专利
 *
 * An application number whose check digit is wrong is kept, noted, and not used to find the same
 * patent: it may be somebody else's.
 */
export function fromReported(told: ReportedPatent, locate: Locator): NormalisedReport | undefined {
  const publication = cleanNumber(told.publication);
  const application = parseApplicationNumber(told.application, told.country);
  if (publication === "" && application.text === "") return undefined;
  const notes: string[] = [];
  if (application.check === "wrong") notes.push("bad-check-digit");
  const date = (field: string, value: string): string | null => {
    const parsed = parseDate(value);
    if (parsed === undefined) notes.push(`bad-date:${field}`);
    return parsed ?? null;
  };
  const list = parseIpcList(told.ipc.join(";"));
  if (list.malformed.length > 0) notes.push("malformed-ipc");
  if (list.symbols.length === 0) notes.push("without-ipc");
  const { kind, stage } = patentType(told.type, publication, told.kindCode);
  const published = date("published", told.published);
  const granted = date("granted", told.granted);
  const names = told.applicants.map((a) => a.name.trim()).filter((n) => n !== "");
  const addresses = told.applicants.filter((a) => a.name.trim() !== "").map((a) => a.address);
  const patent: NewPatent = {
    identity: identityOf(publication, application) ?? `app:${application.text}`,
    publication: publication || null,
    application: application.text || null,
    applicationKey: application.key,
    kind,
    stage: granted !== null && stage === "application" ? "grant" : stage,
    title: told.title.trim(),
    abstract: told.abstract.trim(),
    filed: date("filed", told.filed),
    published,
    granted: granted ?? (stage === "grant" ? published : null),
    country: told.country || /^[A-Z]{2}/.exec(publication)?.[0] || application.country || null,
    citationsReceived: told.citationsReceived,
    status: told.status.trim() || null,
    source: told.source,
    applicants: applicantsOf(names, addresses, locate),
    ipc: ipcRows(list),
    transfers: told.transfers.map((t) => ({
      ...t,
      date: t.date === null ? null : date("transferred", t.date),
    })),
  };
  return {
    patent,
    cites: told.cites.map((c) => ({ ...c, cited: cleanNumber(c.cited) })),
    events: told.events.map((e) => ({
      ...e,
      date: e.date === null ? null : date("event", e.date),
    })),
    notes,
  };
}
