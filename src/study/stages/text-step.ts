import { append, type Notice } from "../../base/index.js";
import type { Region } from "../../region/index.js";
import { eachDocument, type Store } from "../../store/index.js";
import {
  type AttentionRow,
  attention,
  type Dictionary,
  type ImportSummary,
  importAnnualReports,
  importReports,
  type KnownRegion,
  kwic,
  type Prefer,
  storedDocument,
  targets,
} from "../../text/index.js";
import type { TextEntry } from "../file/schema/stage-schema.js";
import { recordCodec } from "../graph/codecs.js";
import type { StageStore } from "../graph/stage-store.js";
import type { Step, StepRef } from "../graph/step.js";

type Imported = Pick<ImportSummary, "stored" | "duplicates" | "incomplete" | "reasons">;
type MeasureEntry = TextEntry["measures"][number];

/** A hit with the words around it: where a count leads back to. */
export interface Evidence {
  readonly code: string | null;
  readonly year: number | null;
  readonly document: number | string;
  readonly start: number;
  readonly left: string;
  readonly hit: string;
  readonly right: string;
}

/** One number for each region (or firm) and year. */
export interface TextMeasure {
  readonly name: string;
  readonly panel: string;
  readonly source: "reports" | "annual-reports";
  readonly level: "own" | "province";
  readonly dictionary: string;
  readonly title: string;
  readonly terms: number;
  readonly mode: string;
  readonly measure: string;
  readonly codes: readonly (string | null)[];
  readonly years: Float64Array;
  readonly values: Float64Array;
  readonly documents: number;
  readonly evidence: readonly Evidence[];
  /** Most frequent terms over all reports. */
  readonly top: readonly { readonly term: string; readonly count: number }[];
}

/** What the texts gave: how the import went, and the measures. */
export interface TextOutcome {
  readonly imported: Imported;
  readonly annual: Imported | null;
  readonly measures: readonly TextMeasure[];
  readonly warnings: readonly Notice[];
}

/** Hits that are kept with their sentence, for each measure. */
const MAX_EVIDENCE = 20_000;

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
          const measures: TextMeasure[] = [];
          for (const [i, entry] of text.measures.entries()) {
            measures.push(await measure(store, text.prefer, entry, words[i]!));
          }
          const found = await targetMeasures(store, text.targets);
          return {
            imported,
            annual,
            measures: [...measures, ...found.measures],
            warnings: found.warnings,
          };
        } finally {
          store.close();
        }
      };
    },
  };
}

const NOTHING: Imported = { stored: 0, duplicates: 0, incomplete: 0, reasons: [] };

function tally({ stored, duplicates, incomplete, reasons }: ImportSummary): Imported {
  return { stored, duplicates, incomplete, reasons };
}

async function measure(
  store: Store,
  prefer: string | undefined,
  entry: MeasureEntry,
  dictionary: Dictionary,
): Promise<TextMeasure> {
  const kind = entry.source === "reports" ? "report" : "annual-report";
  const isAnnual = kind === "annual-report";
  const result = await attention(documents(store, kind), {
    dictionaries: [dictionary],
    mode: entry.mode,
    measures: [entry.measure],
    by: isAnnual ? "document" : "region-year",
    ...(prefer === undefined || isAnnual ? {} : { prefer: prefer as Prefer }),
  });
  const rows = result.totals().filter((row) => row.group === (entry.group ?? null));
  const terms = result.rows().filter((r) => entry.group === undefined || r.group === entry.group);
  const codeOf = (row: AttentionRow) => (isAnnual ? (row.firm ?? null) : row.regionCode);
  const counts = new Map<string, number>();
  for (const row of terms) {
    counts.set(row.term ?? "", (counts.get(row.term ?? "") ?? 0) + row.count);
  }
  return {
    name: entry.name,
    panel: entry.panel,
    source: entry.source,
    level: entry.level,
    dictionary: dictionary.name,
    title: dictionary.title,
    terms: dictionary.terms.length,
    mode: entry.mode,
    measure: entry.measure,
    codes: rows.map(codeOf),
    years: Float64Array.from(rows, (row) => row.year ?? Number.NaN),
    values: Float64Array.from(rows, (row) => Number(row[entry.measure] ?? Number.NaN)),
    documents: rows.length,
    evidence: await evidenceOf(store, kind, dictionary, entry.group),
    top: [...counts]
      .map(([term, count]) => ({ term, count }))
      .sort((a, b) => b.count - a.count)
      .slice(0, 10),
  };
}

async function evidenceOf(
  store: Store,
  kind: "report" | "annual-report",
  dictionary: Dictionary,
  group: string | undefined,
): Promise<Evidence[]> {
  const firms = new Map<number | string, string | null>();
  function* seen() {
    for (const document of documents(store, kind)) {
      firms.set(document.id, document.firm ?? null);
      yield document;
    }
  }
  const { lines } = await kwic(seen(), { dictionaries: [dictionary] });
  const inGroup = new Set(
    dictionary.terms.filter((t) => group === undefined || t.group === group).map((t) => t.term),
  );
  return lines
    .filter((line) => inGroup.has(line.term))
    .slice(0, MAX_EVIDENCE)
    .map(({ regionCode, year, document, start, left, hit, right }) => {
      const code = kind === "report" ? regionCode : (firms.get(document) ?? null);
      return { code, year, document, start, left, hit, right };
    });
}

/** Growth targets as measures: figures, classes as 1/0, and over-bidding. */
async function targetMeasures(
  store: Store,
  asked: TextEntry["targets"],
): Promise<{ measures: TextMeasure[]; warnings: readonly Notice[] }> {
  const measures: TextMeasure[] = [];
  const warnings: Notice[] = [];
  for (const entry of asked) {
    const found = await targets(documents(store, "report"), {
      targets: [entry.target],
      plain: entry.plain,
    });
    append(warnings, found.warnings);
    const rows = found.rows.filter((row) => row.target === entry.target);
    const figureOf = (row: (typeof rows)[number]): number => {
      if (entry.value === "hard" || entry.value === "soft") {
        return row.binary === null ? Number.NaN : Number(row.binary === entry.value);
      }
      return row[entry.value] ?? Number.NaN;
    };
    measures.push({
      name: entry.name,
      panel: entry.panel,
      source: "reports",
      level: "own",
      dictionary: `targets:${entry.target}`,
      title: `targets: ${entry.target}`,
      terms: 0,
      mode: "target",
      measure: entry.value,
      codes: rows.map((row) => row.regionCode),
      years: Float64Array.from(rows, (row) => row.year ?? Number.NaN),
      values: Float64Array.from(rows, figureOf),
      documents: rows.length,
      evidence: rows.flatMap((row) =>
        row.sentence === null
          ? []
          : [
              {
                code: row.regionCode,
                year: row.year,
                document: row.document,
                start: 0,
                left: "",
                hit: row.sentence,
                right: "",
              },
            ],
      ),
      top: [],
    });
  }
  return { measures, warnings };
}

function* documents(store: Store, kind: "report" | "annual-report") {
  for (const record of eachDocument(store, kind)) yield storedDocument(record);
}

/** The study's own units, as the importers take them. */
function ownUnits(regions: readonly Region[]): readonly KnownRegion[] {
  return regions.map(({ code, name, level }) => ({ code, name, level }));
}
