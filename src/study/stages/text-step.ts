import { append, groupBy, type Localized, type Notice, notice } from "../../base/index.js";
import type { Region } from "../../region/index.js";
import { type DocumentRecord, eachDocument, type Store } from "../../store/index.js";
import {
  type ImportSummary,
  importAnnualReports,
  importReports,
  type KnownRegion,
  storedDocument,
  type TargetRow,
  targets,
} from "../../text/index.js";
import type { TextEntry } from "../file/schema/stage-schema.js";
import { recordCodec } from "../graph/codecs.js";
import type { StageStore } from "../graph/stage-store.js";
import type { Step, StepRef } from "../graph/step.js";
import { SentenceList } from "./cited-sentences.js";
import { type CountSource, countMeasures } from "./count-measures.js";
import type { CitedDocument, CitedSentences, TextMeasure } from "./text-measure.js";

type Imported = Pick<ImportSummary, "stored" | "duplicates" | "incomplete" | "reasons" | "damaged">;

/** What the texts gave: how the import went, and the measures. */
export interface TextOutcome {
  readonly imported: Imported;
  readonly annual: Imported | null;
  readonly measures: readonly TextMeasure[];
  /** The sentences that the measures' hits stand in. */
  readonly sentences: CitedSentences;
  readonly warnings: readonly Notice[];
}

/** Reports into a store, keyword measures by region and year out of it.   中文: 文本阶段 */
export function textStep(open: StageStore, needs: readonly StepRef<unknown>[]): Step<TextOutcome> {
  return {
    name: "text",
    title: { en: "reports and keyword counts", zh: "报告导入与词频" },
    needs,
    cache: recordCodec(),
    read: (door) => {
      const text = door.setting("text")!;
      const reports = (text.reports ?? []).map((path) => door.studyFile(path));
      const annualReports = (text.annualReports ?? []).map((path) => door.studyFile(path));
      const words = text.measures.map((m) => door.dictionary(m.terms ?? m.dictionary!));
      const titles = text.measures.map((m) => door.dictionaryTitle(m.terms ?? m.dictionary!));
      const own = ownUnits(door.ownRegions());
      return async ({ key, progress, signal }) => {
        const store = await open("text", key);
        try {
          const options = { run: "study", progress, ...(signal === undefined ? {} : { signal }) };
          const imported =
            reports.length === 0
              ? NOTHING
              : tally(await importReports(store, reports, { ...options, regions: own }));
          const annual =
            annualReports.length === 0
              ? null
              : tally(await importAnnualReports(store, annualReports, options));
          const asked = text.measures.map((entry, i) => ({
            entry,
            words: words[i]!,
            title: titles[i]!,
          }));
          const cited = new Map<number | string, CitedDocument>();
          const sentences = new SentenceList(cited);
          const documents = (kind: DocumentRecord["kind"]) => documentsOf(store, kind, cited);
          const source = { documents, prefer: text.prefer, sentences };
          const counted = await countMeasures(asked, source);
          const found = await targetMeasures(text.targets, source);
          return {
            imported,
            annual,
            measures: [...counted, ...found.measures],
            sentences: sentences.all(),
            warnings: [...damageNotices(imported, annual), ...found.warnings],
          };
        } finally {
          store.close();
        }
      };
    },
  };
}

const NOTHING: Imported = { stored: 0, duplicates: 0, incomplete: 0, reasons: [], damaged: [] };

function tally({ stored, duplicates, incomplete, reasons, damaged }: ImportSummary): Imported {
  return { stored, duplicates, incomplete, reasons, damaged };
}

/** Files that were counted although text of theirs may be missing. */
function damageNotices(...imports: readonly (Imported | null)[]): Notice[] {
  return imports
    .flatMap((i) => i?.damaged ?? [])
    .map(({ path, reason }) =>
      notice("study/damaged-text", `${path}: ${reason}`, `${path}：文件已损坏，可能缺失文字`),
    );
}

/** The stored documents of a kind, as they are counted; how they are cited is noted on the way. */
function* documentsOf(
  store: Store,
  kind: DocumentRecord["kind"],
  cited: Map<number | string, CitedDocument>,
) {
  for (const record of eachDocument(store, kind)) {
    const { id, title, date, path, url } = record;
    cited.set(id, { title, date, file: path ?? url });
    yield storedDocument(record);
  }
}

/** What the targets are called. */
const TARGET_TITLES: Readonly<Record<TargetEntry["target"], Localized>> = {
  gdp: { en: "growth target", zh: "经济增长目标" },
  cpi: { en: "target for consumer prices", zh: "居民消费价格目标" },
  investment: { en: "target for investment", zh: "投资增长目标" },
  jobs: { en: "target for new jobs", zh: "新增就业目标" },
  unemployment: { en: "target for unemployment", zh: "失业率目标" },
};

type TargetEntry = TextEntry["targets"][number];

/** Growth targets as measures: figures, classes as 1/0, and over-bidding. */
async function targetMeasures(
  asked: readonly TargetEntry[],
  source: CountSource,
): Promise<{ measures: TextMeasure[]; warnings: readonly Notice[] }> {
  const measures = new Map<TargetEntry, TextMeasure>();
  const warnings: Notice[] = [];
  // One reading of the reports for all figures of one target.
  for (const group of groupBy(asked, (e) => `${e.target} ${e.plain}`).values()) {
    const { target, plain } = group[0]!;
    const found = await targets(source.documents("report"), { targets: [target], plain });
    append(warnings, found.warnings);
    const rows = found.rows.filter((row) => row.target === target);
    for (const entry of group) measures.set(entry, targetMeasure(entry, rows, source.sentences));
  }
  return { measures: asked.map((e) => measures.get(e)!), warnings };
}

function targetMeasure(
  entry: TargetEntry,
  rows: readonly TargetRow[],
  sentences: SentenceList,
): TextMeasure {
  const figureOf = (row: TargetRow): number => {
    if (entry.value === "hard" || entry.value === "soft") {
      return row.binary === null ? Number.NaN : Number(row.binary === entry.value);
    }
    return row[entry.value] ?? Number.NaN;
  };
  const cited = rows.filter((row) => row.sentence !== null);
  let n = 0;
  return {
    name: entry.name,
    panel: entry.panel,
    source: "reports",
    level: "own",
    dictionary: `targets:${entry.target}`,
    title: TARGET_TITLES[entry.target],
    terms: 0,
    mode: "target",
    measure: entry.value,
    codes: rows.map((row) => row.regionCode),
    years: Float64Array.from(rows, (row) => row.year ?? Number.NaN),
    values: Float64Array.from(rows, figureOf),
    counts: new Float64Array(rows.length).fill(Number.NaN),
    documents: rows.length,
    hits: {
      first: Int32Array.from([0, ...rows.map((row) => (row.sentence === null ? n : ++n))]),
      sentence: Int32Array.from(cited, (row) => sentences.add(row.document, -1, row.sentence!)),
      from: new Int32Array(cited.length),
      to: Int32Array.from(cited, (row) => row.sentence!.length),
      weight: null,
    },
    top: [],
  };
}

/** The study's own units, as the importers take them. */
function ownUnits(regions: readonly Region[]): readonly KnownRegion[] {
  return regions.map(({ code, name, level }) => ({ code, name, level }));
}
