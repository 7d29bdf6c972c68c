import { append, type Notice } from "../../base/index.js";
import type { Region } from "../../region/index.js";
import { eachDocument, type Store } from "../../store/index.js";
import {
  type ImportSummary,
  importAnnualReports,
  importReports,
  type KnownRegion,
  targets,
} from "../../text/index.js";
import type { TextEntry } from "../file/schema/stage-schema.js";
import { recordCodec } from "../graph/codecs.js";
import type { StageStore } from "../graph/stage-store.js";
import type { Step, StepRef } from "../graph/step.js";
import { countMeasures } from "./count-measures.js";
import { type CitedDocument, documents, type TextMeasure } from "./text-measure.js";

type Imported = Pick<ImportSummary, "stored" | "duplicates" | "incomplete" | "reasons">;

/** What the texts gave: how the import went, and the measures. */
export interface TextOutcome {
  readonly imported: Imported;
  readonly annual: Imported | null;
  readonly measures: readonly TextMeasure[];
  /** The documents that sentences come from. */
  readonly cited: ReadonlyMap<number | string, CitedDocument>;
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
          const counted = await countMeasures(store, text.measures, words, text.prefer);
          const found = await targetMeasures(store, text.targets);
          const measures = [...counted, ...found.measures];
          return {
            imported,
            annual,
            measures,
            cited: citedBy(store, measures),
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

/** The documents that the measures cite. */
function citedBy(
  store: Store,
  measures: readonly TextMeasure[],
): ReadonlyMap<number | string, CitedDocument> {
  const wanted = new Set(measures.flatMap((m) => m.evidence.map((e) => e.document)));
  const cited = new Map<number | string, CitedDocument>();
  for (const kind of ["report", "annual-report"] as const) {
    for (const { id, title, date, path, url } of eachDocument(store, kind)) {
      if (wanted.has(id)) cited.set(id, { title, date, file: path ?? url });
    }
  }
  return cited;
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
      counts: new Float64Array(rows.length).fill(Number.NaN),
      documents: rows.length,
      evidence: rows.flatMap(({ sentence, regionCode, year, document }) =>
        sentence === null
          ? []
          : [
              {
                code: regionCode,
                year,
                document,
                start: 0,
                sentence,
                hits: [{ from: 0, to: sentence.length, weight: 1 }],
              },
            ],
      ),
      top: [],
    });
  }
  return { measures, warnings };
}

/** The study's own units, as the importers take them. */
function ownUnits(regions: readonly Region[]): readonly KnownRegion[] {
  return regions.map(({ code, name, level }) => ({ code, name, level }));
}
