import { throwIfInterrupted } from "../../base/index.js";
import { type Section, splitSections } from "../split-sections.js";
import type { AttentionDocument, AttentionOptions } from "./attention-options.js";
import type { CountUnit } from "./count-document.js";
import type { TextPiece } from "./counted-spans.js";

/**
 * Documents, or their sections, in batches of so many characters (the last text may exceed it).
 * 中文: 分批
 */
export async function* unitBatches(
  documents: Iterable<AttentionDocument> | AsyncIterable<AttentionDocument>,
  options: AttentionOptions,
  characters: number,
): AsyncGenerator<CountUnit[]> {
  let batch: CountUnit[] = [];
  let held = 0;
  for await (const document of documents) {
    throwIfInterrupted(options.signal);
    for (const unit of unitsOf(document, options)) {
      batch.push(unit);
      held += unit.text.length;
    }
    options.progress?.advance();
    if (held < characters || batch.length === 0) continue;
    yield batch;
    batch = [];
    held = 0;
  }
  if (batch.length > 0) yield batch;
}

/** A document as a whole, or its sections. */
function unitsOf(document: AttentionDocument, options: AttentionOptions): CountUnit[] {
  const { text, ...rest } = document;
  const only = options.section ?? "all";
  if (options.by !== "section" && only === "all") {
    return [{ document: rest, section: null, text }];
  }
  const sections = splitSections(text, document.year);
  if (options.by !== "section") {
    return [{ document: rest, section: only, ...joined(text, sections, only) }];
  }
  return (["review", "plan", "other"] as const).flatMap((kind) => {
    if (only !== "all" && kind !== only) return [];
    const unit = joined(text, sections, kind);
    return unit.pieces.length === 0 ? [] : [{ document: rest, section: kind, ...unit }];
  });
}

/** The sections of a kind as one text. */
function joined(
  text: string,
  sections: readonly Section[],
  kind: string,
): { text: string; pieces: TextPiece[] } {
  const pieces: TextPiece[] = [];
  let whole = "";
  for (const section of sections.filter((s) => s.kind === kind)) {
    if (pieces.length > 0) whole += "\n";
    pieces.push({ at: whole.length, start: section.start });
    whole += text.slice(section.start, section.end);
  }
  return { text: whole, pieces };
}
