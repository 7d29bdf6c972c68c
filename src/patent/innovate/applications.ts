import type { PatentRecord } from "../../store/index.js";
import { readApplicationNumber } from "../applicant/application-number.js";
import type { Classifier } from "../classify/classify-patents.js";
import type { PatentMatch } from "../patent-text.js";

/** What the measures need of one patent document; a `PatentRecord` fits. */
export type InnovationPatent = Pick<
  PatentRecord,
  | "publication"
  | "application"
  | "kind"
  | "stage"
  | "title"
  | "abstract"
  | "filed"
  | "published"
  | "granted"
  | "country"
  | "citationsReceived"
  | "applicants"
  | "ipc"
> & { readonly transfers?: PatentRecord["transfers"] };

/** One application: its documents (A, B, …) merged. */
export interface Application {
  readonly id: string;
  /** Of its first document: the publication number where it has one, and the title. */
  readonly publication: string | null;
  readonly title: string;
  /** Date of filing. */
  readonly filed: string;
  readonly year: number;
  readonly kind: PatentRecord["kind"];
  readonly granted: boolean;
  readonly citations: number;
  readonly applicants: PatentRecord["applicants"];
  readonly symbols: readonly string[];
  readonly key: boolean;
  readonly matches: readonly PatentMatch[];
  readonly transfers: PatentRecord["transfers"];
}

/** An application under way. */
interface Gathered extends Application {
  /** Orders the documents, whatever the order of the files: publication before grant. */
  readonly lead: string;
  /** Citations told for the application as a whole, by records that name no document. */
  readonly whole: number;
}

/** What was left out on the way from documents to applications. */
export interface ApplicationCounts {
  readonly documents: number;
  readonly applications: number;
  /** Documents merged into another of the same application. */
  readonly merged: number;
  readonly withoutYear: number;
  readonly withoutIpc: number;
}

/**
 * Merges documents to applications and classifies them.   中文: 按申请号归并
 *
 * The published application and the grant of one invention count once, by application number,
 * however it is spelled and in whatever order they come; a Chinese number whose check digit is wrong
 * joins nothing. Granted if one of them says so; applicants are those of the first publication;
 * citations of the documents are added up, a transfer told by several counts once; the year is that
 * of the filing date. Documents without a filing date are counted and left out.
 */
export function gatherApplications(
  patents: Iterable<InnovationPatent>,
  classifier: Pick<Classifier, "classify">,
): { applications: Application[]; counts: ApplicationCounts; lastYear: number } {
  const byId = new Map<string, Gathered[]>();
  let documents = 0;
  let merged = 0;
  let withoutYear = 0;
  let lastYear = Number.NEGATIVE_INFINITY;
  for (const p of patents) {
    documents++;
    for (const date of [p.filed, p.published, p.granted]) {
      if (date != null) lastYear = Math.max(lastYear, Number(date.slice(0, 4)));
    }
    const filed = p.filed ?? "";
    const year = p.filed === null ? Number.NaN : Number(filed.slice(0, 4));
    if (Number.isNaN(year)) {
      withoutYear++;
      continue;
    }
    const id = applicationId(p, documents);
    const made = toApplication(p, id, { year, filed }, classifier);
    const others = byId.get(id);
    if (others === undefined) byId.set(id, [made]);
    else {
      others.push(made);
      merged++;
    }
  }
  const applications = Array.from(byId.values(), (list) => {
    const { lead: _, whole, ...a } = list.sort(byLead).reduce(merge);
    return { ...a, citations: Math.max(a.citations, whole) };
  });
  return {
    applications,
    lastYear,
    counts: {
      documents,
      applications: applications.length,
      merged,
      withoutYear,
      withoutIpc: applications.filter((a) => a.symbols.length === 0).length,
    },
  };
}

/** CN202210836006.7, ZL202210836006.7 and CN202210836006 are one application. */
function applicationId(p: InnovationPatent, documents: number): string {
  const number = readApplicationNumber(p.application ?? "", p.country ?? "", p.publication ?? "");
  return number.key ?? p.publication ?? `document ${documents}`;
}

function toApplication(
  p: InnovationPatent,
  id: string,
  { year, filed }: Pick<Application, "year" | "filed">,
  classifier: Pick<Classifier, "classify">,
): Gathered {
  const ipc = p.ipc.map((x) => x.symbol ?? x.raw).join(";");
  const label = classifier.classify({
    patent: p.publication ?? id,
    ipc,
    title: p.title,
    abstract: p.abstract,
    year,
  });
  return {
    id,
    publication: p.publication,
    title: p.title,
    filed,
    year,
    kind: p.kind,
    granted: p.granted !== null || p.stage === "grant",
    citations: p.publication === null ? 0 : (p.citationsReceived ?? 0),
    whole: p.publication === null ? (p.citationsReceived ?? 0) : 0,
    lead: `${p.stage === "grant" ? 1 : 0}${p.publication ?? "~"}`,
    applicants: p.applicants,
    symbols: label.symbols,
    key: label.key,
    matches: label.matches,
    transfers: p.transfers ?? [],
  };
}

function byLead(a: Gathered, b: Gathered): number {
  return a.lead < b.lead ? -1 : a.lead > b.lead ? 1 : 0;
}

/** What a later document adds to the earlier ones. */
function merge(a: Gathered, b: Gathered): Gathered {
  const seen = new Set(a.matches.map((m) => `${m.row}|${m.symbol}`));
  return {
    ...a,
    filed: a.filed < b.filed ? a.filed : b.filed,
    year: Math.min(a.year, b.year),
    kind: a.kind ?? b.kind,
    granted: a.granted || b.granted,
    citations: a.citations + b.citations,
    whole: Math.max(a.whole, b.whole),
    applicants: a.applicants.length > 0 ? a.applicants : b.applicants,
    symbols: [...new Set([...a.symbols, ...b.symbols])],
    key: a.key || b.key,
    matches: [...a.matches, ...b.matches.filter((m) => !seen.has(`${m.row}|${m.symbol}`))],
    transfers: [...a.transfers, ...b.transfers.filter((t) => !a.transfers.some(isSame(t)))],
  };
}

function isSame(t: Application["transfers"][number]) {
  return (u: typeof t): boolean => u.from === t.from && u.to === t.to && u.date === t.date;
}
