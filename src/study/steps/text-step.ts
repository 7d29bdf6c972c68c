import { Regions } from "../../region/index.js";
import { eachDocument, type Store } from "../../store/index.js";
import { numberColumn, Table, textColumn } from "../../table/index.js";
import {
  attention,
  type ImportSummary,
  importReports,
  type KnownRegion,
  kwic,
  loadDictionary,
  type Prefer,
  storedDocument,
} from "../../text/index.js";
import { recordCodec } from "../codecs.js";
import type { Study } from "../read-study.js";
import type { Step } from "../step.js";
import { hashFiles } from "./hash-files.js";

/** What the texts gave: how the import went, and a number for each measure, region and year. */
export interface TextOutcome {
  readonly imported: Pick<ImportSummary, "stored" | "duplicates" | "incomplete" | "reasons">;
  readonly measures: readonly {
    readonly name: string;
    readonly dictionary: string;
    readonly title: string;
    readonly terms: number;
    readonly mode: string;
    readonly measure: string;
    readonly codes: readonly (string | null)[];
    readonly years: Float64Array;
    readonly values: Float64Array;
    readonly documents: number;
    /** Every hit with its sentence: where the counts lead back to. */
    readonly evidence: readonly {
      readonly code: string | null;
      readonly year: number | null;
      readonly document: number | string;
      readonly start: number;
      readonly left: string;
      readonly hit: string;
      readonly right: string;
    }[];
    /** Most frequent terms over all reports. */
    readonly top: readonly { readonly term: string; readonly count: number }[];
  }[];
}

/** Reports into the store, keyword measures by region and year out of it.   中文: 文本阶段 */
export function textStep(study: Study, store: Store): Step<TextOutcome> | undefined {
  const text = study.text;
  if (text === undefined) return undefined;
  const paths = text.reports.map(study.path);
  return {
    name: "text",
    title: { en: "reports and keyword counts", zh: "报告导入与词频" },
    needs: [],
    options: { text, files: hashFiles(paths) },
    cache: recordCodec(),
    run: async ({ progress, signal }) => {
      const imported = await importReports(store, paths, {
        run: `study ${study.name}`,
        regions: ownUnits(study),
        progress,
        ...(signal === undefined ? {} : { signal }),
      });
      const measures = [];
      for (const entry of text.measures) {
        const dictionaries = loadDictionary(entry.dictionary);
        const result = await attention(reports(store), {
          dictionaries,
          mode: entry.mode,
          measures: [entry.measure],
          by: "region-year",
          ...(text.prefer === undefined ? {} : { prefer: text.prefer as Prefer }),
        });
        const totals = result.totals().filter((row) => row.group === null);
        const counts = new Map<string, number>();
        for (const row of result.rows()) {
          counts.set(row.term ?? "", (counts.get(row.term ?? "") ?? 0) + row.count);
        }
        const { lines } = await kwic(reports(store), { dictionaries });
        measures.push({
          ...entry,
          evidence: lines.map(({ regionCode, year, document, start, left, hit, right }) => {
            return { code: regionCode, year, document, start, left, hit, right };
          }),
          title: dictionaries[0]!.title,
          terms: dictionaries.reduce((n, d) => n + d.terms.length, 0),
          codes: totals.map((row) => row.regionCode),
          years: Float64Array.from(totals, (row) => row.year ?? Number.NaN),
          values: Float64Array.from(totals, (row) => Number(row[entry.measure] ?? Number.NaN)),
          documents: totals.length,
          top: [...counts]
            .map(([term, count]) => ({ term, count }))
            .sort((a, b) => b.count - a.count)
            .slice(0, 10),
        });
      }
      const { stored, duplicates, incomplete, reasons } = imported;
      return { imported: { stored, duplicates, incomplete, reasons }, measures };
    },
  };
}

function* reports(store: Store) {
  for (const record of eachDocument(store, "report")) yield storedDocument(record);
}

/** The study's own units, as the importers take them. */
export function ownUnits(study: Study): readonly KnownRegion[] {
  if (study.data.regions === undefined) return [];
  const bundled = new Set(Regions.load().all.map((r) => r.code));
  return Regions.loadWith(study.path(study.data.regions))
    .all.filter((r) => !bundled.has(r.code))
    .map(({ code, name, level }) => ({ code, name, level }));
}

/** The measures as a table, for `attention.csv`. */
export function textTable(outcome: TextOutcome): Table {
  const first = outcome.measures[0]!;
  return new Table([
    textColumn("code", first.codes),
    numberColumn("year", first.years),
    ...outcome.measures.map((m) => numberColumn(m.name, m.values)),
  ]);
}
