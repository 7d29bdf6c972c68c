import type { ReportedPatent } from "../store/index.js";
import type { FetchedPage, Fetcher } from "./fetcher.js";

/** A service that answers questions about patents; one file for each in `sources/`. */
export interface PatentInterface {
  readonly name: string;
  readonly label: string;
  /** When the interface was last seen to work as written here. */
  readonly verified: string;
  /** Where it lives; tests and mirrors give another. */
  readonly endpoint: string;
  /** Names of the secrets that it needs, as they stand in the environment. */
  readonly secrets: readonly string[];
  /** Pages are for readers and obey robots; interfaces for programs have their own terms. */
  readonly robots: "obey" | "ignore";
  readonly delayMs: number;
  /** What `--query` takes, for the list of sources. */
  readonly queryForm: string;
  readonly connect: (tools: InterfaceTools) => PatentSession;
}

/** What a session works with. */
export interface InterfaceTools {
  readonly fetcher: Fetcher;
  readonly endpoint: string;
  readonly secrets: ReadonlyMap<string, string>;
  /** `with-legal`: legal events are asked for each patent, where that is a request of its own. */
  readonly details: "bibliographic" | "with-legal";
  /** Milliseconds, for the life of tokens. */
  readonly now: () => number;
}

/** One conversation with an interface. Addresses hold the question and never a secret. */
export interface PatentSession {
  /** The addresses to begin with. Errors: crawl/bad-query. */
  readonly start: (query: string) => readonly string[];
  /** Asks one address and reads the answer. Errors: SourceError, crawl/bad-query. */
  readonly read: (address: string) => Promise<PatentAnswer>;
}

/** What one request gave. */
export interface PatentAnswer {
  readonly page: Pick<FetchedPage, "attempts" | "body" | "headers">;
  readonly patents: readonly ReportedPatent[];
  /** Further addresses: the other pages of the result, details of its patents. */
  readonly next: readonly string[];
  /** Results that the interface counts for the whole question, if it does. */
  readonly total?: number;
  /** Results that it counts but does not give out. */
  readonly withheld?: number;
}
