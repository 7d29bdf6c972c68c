import { type DocumentRecord, eachDocument, Store } from "../../../store/index.js";
import {
  type AttentionDocument,
  type ReadDocumentsOptions,
  readDocuments,
  type SkippedRecord,
  storedDocument,
  textError,
} from "../../../text/index.js";
import { type Context, EXIT } from "../../context.js";

/** Documents for a command: from paths, or from the store when there are none. */
export interface DocumentSource {
  readonly documents: Iterable<AttentionDocument> | AsyncIterable<AttentionDocument>;
  /** Files that gave no document, filled while the documents are read. */
  readonly skipped: readonly SkippedRecord[];
  readonly input: { readonly file: string };
  /** The open store, when the documents come from it. */
  readonly store: Store | undefined;
  close(): void;
}

/** Opens the documents of a command.   中文: 打开命令所需文档 */
export async function openDocuments(
  context: Context,
  paths: readonly string[],
  options: ReadDocumentsOptions & {
    readonly kind?: DocumentRecord["kind"];
    /** The store will be written to as well. */
    readonly write?: boolean;
  } = {},
): Promise<DocumentSource> {
  const skipped: SkippedRecord[] = [];
  if (paths.length > 0) {
    const documents = fromFiles(paths, options, skipped);
    return { documents, skipped, input: { file: paths.join(" ") }, store: undefined, close() {} };
  }
  const store = await Store.open(context.db, {
    mode: options.write === true ? "existing" : "read",
  });
  return {
    documents: stored(store, options.kind, context.db),
    skipped,
    input: { file: context.db },
    store,
    close: () => store.close(),
  };
}

/** Documents of files; when not one can be read, the first reason is the user's error. */
async function* fromFiles(
  paths: readonly string[],
  options: ReadDocumentsOptions,
  skipped: SkippedRecord[],
): AsyncGenerator<AttentionDocument> {
  let found = 0;
  for await (const document of readDocuments(paths, {
    ...options,
    onSkipped: (s) => skipped.push(s),
  })) {
    found++;
    yield document;
  }
  const first = skipped.find((s) => s.state === "failed");
  if (found === 0 && first !== undefined) {
    throw textError("nothing-read", {
      file: first.file.path,
      reason: first.reason,
      count: skipped.length,
    });
  }
}

function* stored(
  store: Store,
  kind: DocumentRecord["kind"] | undefined,
  file: string,
): Generator<AttentionDocument> {
  let found = 0;
  for (const record of eachDocument(store, kind)) {
    found++;
    yield storedDocument(record);
  }
  if (found === 0) throw textError("no-documents", { file });
}

/** Says which files gave no document; exit code 3 when one could not be read. */
export function reportSkipped(context: Context, skipped: readonly SkippedRecord[]): void {
  if (skipped.length === 0) return;
  const lines = skipped
    .slice(0, 30)
    .map((s) => `  ${s.file.name}${s.record === null ? "" : `#${s.record}`}: ${s.reason}`);
  const more = skipped.length > 30 ? `\n  … ${skipped.length - 30}` : "";
  context.say(
    `${context.t(`${skipped.length} file(s) or record(s) were not read:`, `${skipped.length} 个文件或记录未读取：`)}\n${lines.join("\n")}${more}`,
  );
  if (skipped.some((s) => s.state === "failed")) context.exitCode = EXIT.partial;
}

/** The skipped files as they stand in the JSON. */
export function skippedJson(skipped: readonly SkippedRecord[]): object[] {
  return skipped.map((s) => ({
    file: s.file.name,
    record: s.record,
    state: s.state,
    reason: s.reason,
  }));
}
