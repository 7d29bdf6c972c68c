import type { CitedDocument, CitedSentences } from "./text-measure.js";

/** Collects the sentences that measures cite, each once.   中文: 收集原句 */
export class SentenceList {
  readonly #documents: CitedDocument[] = [];
  readonly #document: number[] = [];
  readonly #start: number[] = [];
  readonly #text: string[] = [];
  readonly #cited: ReadonlyMap<number | string, CitedDocument>;
  readonly #numbers = new Map<number | string, number>();
  readonly #known = new Map<string, number>();

  /** `cited`: what is known of the documents, filled while they are read. */
  constructor(cited: ReadonlyMap<number | string, CitedDocument>) {
    this.#cited = cited;
  }

  /** The number of a sentence; the same sentence has the same one. */
  add(document: number | string, start: number, text: string): number {
    const number = this.#numberOf(document);
    const key = start < 0 ? `${number} ${text}` : `${number} ${start} ${text.length}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = this.#text.length;
    this.#document.push(number);
    this.#start.push(start);
    this.#text.push(text);
    this.#known.set(key, made);
    return made;
  }

  all(): CitedSentences {
    return {
      documents: this.#documents,
      document: Int32Array.from(this.#document),
      start: Int32Array.from(this.#start),
      text: this.#text,
    };
  }

  #numberOf(document: number | string): number {
    const known = this.#numbers.get(document);
    if (known !== undefined) return known;
    const made = this.#documents.length;
    this.#documents.push(
      this.#cited.get(document) ?? { title: String(document), date: null, file: null },
    );
    this.#numbers.set(document, made);
    return made;
  }
}
