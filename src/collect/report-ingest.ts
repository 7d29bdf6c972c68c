import { UserError } from "../base/index.js";
import type { CrawledPage, Ingest, IngestResult } from "../crawl/index.js";
import { SourceError } from "../crawl/index.js";
import { extractText } from "../extract/index.js";
import { Regions } from "../region/index.js";
import { addDocument, findSameText, type NewDocument, type Store } from "../store/index.js";
import { cleanReport, countCharacters, recogniseReport, reportMetadata } from "../text/index.js";

const SHORTEST = 50;

/**
 * Turns crawled pages and attachments into reports of the store: extracted, cleaned, recognised,
 * with region and year; what is no report is skipped with its reason.   中文: 采集入库
 */
export function reportIngest(): Ingest {
  const regions = Regions.load();
  return async (page) => {
    const { text, remarks } =
      page.text !== "" ? { text: page.text, remarks: [] } : await attachmentText(page);
    const cleaned = cleanReport(text);
    const recognised = recogniseReport(cleaned, {
      title: page.title,
      fileName: fileNameOf(page.url),
    });
    if (recognised.state !== "report") return () => skipped(recognised.reason);
    if (cleaned.text.length < SHORTEST) return () => skipped("the page holds no text");
    const meta = reportMetadata(
      {
        head: cleaned.head,
        text: cleaned.text,
        fileName: fileNameOf(page.url),
        given: givenBy(page),
        regionFrom: regionFromOf(page),
      },
      regions,
    );
    const document: NewDocument = {
      kind: "report",
      firm: null,
      ...meta,
      title: meta.title || page.title,
      source: page.source.name,
      url: page.url,
      path: null,
      text: cleaned.text,
      appendix: cleaned.appendix,
      characters: countCharacters(cleaned.text),
      notes: [...meta.notes, ...remarks],
      raw: page.raw,
      media: page.media,
    };
    return (store) => keep(store, document);
  };
}

function keep(store: Store, document: NewDocument): IngestResult {
  const same = findSameText(store, document);
  if (same !== undefined) {
    return { state: "duplicate", documentId: same, reason: `same text as document ${same}` };
  }
  const added = addDocument(store, document);
  return { state: added.state === "duplicate" ? "duplicate" : "stored", documentId: added.id };
}

function skipped(reason: string): IngestResult {
  return { state: "skipped", documentId: null, reason };
}

function givenBy(page: CrawledPage): { title?: string; date?: string; region?: string } {
  const region = typeof page.source.region === "string" ? page.source.region : undefined;
  return {
    ...(page.title === "" ? {} : { title: page.title }),
    ...(page.date === null ? {} : { date: page.date }),
    ...(region === undefined ? {} : { region }),
  };
}

/** `region: { from: title }` of the source. */
function regionFromOf({ source }: CrawledPage): "title" | "text" | undefined {
  return typeof source.region === "object" ? source.region.from : undefined;
}

async function attachmentText(page: CrawledPage): Promise<{ text: string; remarks: string[] }> {
  try {
    const { text, warnings } = await extractText(page.raw, fileNameOf(page.url));
    return { text, remarks: warnings.map((w) => w.en) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new SourceError(page.url, "extract", "never", { message: error.code, cause: error });
  }
}

function fileNameOf(url: string): string {
  const last = new URL(url).pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
