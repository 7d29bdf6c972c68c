/**
 * A patent as an office or a service tells it, before anything is normalised: what the interfaces
 * hand on to the import. Empty text stands for "not told".   中文: 专利接口给出的原始著录项
 */
export interface ReportedPatent {
  /** Publication number with country and kind code where told. */
  readonly publication: string;
  readonly application: string;
  /** Kind code or words that tell the type: `A1`, `发明专利申请`. */
  readonly kindCode: string;
  readonly type: string;
  readonly title: string;
  readonly abstract: string;
  readonly filed: string;
  readonly published: string;
  readonly granted: string;
  readonly country: string;
  readonly applicants: readonly { readonly name: string; readonly address: string | null }[];
  readonly ipc: readonly string[];
  readonly citationsReceived: number | null;
  /** Documents that this one cites. */
  readonly cites: readonly PatentCitation[];
  readonly events: readonly PatentEvent[];
  readonly transfers: readonly {
    readonly from: string | null;
    readonly to: string;
    readonly date: string | null;
  }[];
  readonly status: string;
  /** Name of the interface. */
  readonly source: string;
}

/** A cited document. */
export interface PatentCitation {
  readonly cited: string;
  /** Who cited it: `examiner`, `applicant`, a category of the search report, or null. */
  readonly origin: string | null;
}

/** A legal event. */
export interface PatentEvent {
  readonly date: string | null;
  readonly code: string;
  readonly text: string;
}

/** A report with nothing in it, for interfaces that fill in what they have. */
export const EMPTY_REPORT: Omit<ReportedPatent, "source"> = {
  publication: "",
  application: "",
  kindCode: "",
  type: "",
  title: "",
  abstract: "",
  filed: "",
  published: "",
  granted: "",
  country: "",
  applicants: [],
  ipc: [],
  citationsReceived: null,
  cites: [],
  events: [],
  transfers: [],
  status: "",
};
