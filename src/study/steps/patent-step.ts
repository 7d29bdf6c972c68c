import {
  createClassifier,
  importPatents,
  type PatentImport,
  readConcordance,
} from "../../patent/index.js";
import { Regions } from "../../region/index.js";
import { eachPatent, type PatentRecord, type Store } from "../../store/index.js";
import { recordCodec } from "../codecs.js";
import { studyError } from "../errors.js";
import type { Study } from "../read-study.js";
import type { Step } from "../step.js";
import { hashFiles } from "./hash-files.js";

/** Measures of invention applications by city and year. */
const MEASURES = ["key", "nonkey", "total", "lnKey", "lnNonkey"] as const;

/** What the patents gave. */
export interface PatentOutcome {
  readonly imported: Pick<PatentImport, "stored" | "duplicates" | "failed" | "withoutCity">;
  readonly concordance: string;
  readonly classified: number;
  readonly key: number;
  /** Invention applications without a city or a filing year: in no region-year. */
  readonly unplaced: number;
  /** Key applications by industry code, most frequent first. */
  readonly industries: readonly {
    readonly code: string;
    readonly name: string;
    readonly count: number;
  }[];
  /** The key-technology patents behind the counts, with the first rule that each met. */
  readonly evidence: readonly {
    readonly code: string;
    readonly year: number;
    readonly patent: string;
    readonly title: string;
    readonly symbol: string;
    readonly ruleCode: string;
    readonly ruleName: string;
    readonly row: number;
  }[];
  readonly measures: readonly {
    readonly name: string;
    readonly measure: (typeof MEASURES)[number];
    readonly codes: readonly string[];
    readonly years: Float64Array;
    readonly values: Float64Array;
  }[];
}

/** Patents into the store, key-technology labels, counts by city and year.   中文: 专利阶段 */
export function patentStep(study: Study, store: Store): Step<PatentOutcome> | undefined {
  const patents = study.patents;
  if (patents === undefined) return undefined;
  const paths = patents.files.map(study.path);
  return {
    name: "patents",
    title: { en: "patents and key-technology labels", zh: "专利导入与关键技术识别" },
    needs: [],
    options: { patents, files: hashFiles(paths) },
    cache: recordCodec(),
    run: async ({ progress, signal }) => {
      const imported = await importPatents(store, paths, {
        run: `study ${study.name}`,
        ...(study.data.regions === undefined
          ? {}
          : { regions: Regions.loadWith(study.path(study.data.regions)) }),
        progress,
        ...(signal === undefined ? {} : { signal }),
      });
      const { stored, duplicates, failed, withoutCity } = imported;
      const { counts, ...tally } = count(store, study);
      return {
        imported: { stored, duplicates, failed, withoutCity },
        concordance: patents.table,
        ...tally,
        measures: patents.measures.map(({ name, measure }) => {
          const known = MEASURES.find((m) => m === measure);
          if (known === undefined) throw unknownMeasure(study, measure);
          return { name, measure: known, ...counts(known) };
        }),
      };
    },
  };
}

interface Cell {
  readonly code: string;
  readonly year: number;
  key: number;
  nonkey: number;
}

function count(store: Store, study: Study) {
  const patents = study.patents!;
  const classifier = createClassifier({
    concordance: readConcordance(patents.table),
    ipc: patents.ipc,
    mode: patents.rules,
  });
  const cells = new Map<string, Cell>();
  const industries = new Map<string, { code: string; name: string; count: number }>();
  const evidence: PatentOutcome["evidence"][number][] = [];
  let classified = 0;
  let keys = 0;
  let unplaced = 0;
  for (const patent of eachPatent(store)) {
    if (patent.kind === "utility" || patent.kind === "design") continue;
    classified++;
    const label = classifier.classify(textOf(patent));
    if (label.key) keys++;
    for (const code of new Set(label.matches.map((m) => m.code.split(".")[0]!))) {
      const name = label.matches.find((m) => m.code.startsWith(`${code}.`))!.level1;
      const entry = industries.get(code) ?? { code, name, count: 0 };
      entry.count++;
      industries.set(code, entry);
    }
    const place = patent.applicants.find((a) => a.regionCode !== null)?.regionCode;
    const year = Number(patent.filed?.slice(0, 4) ?? Number.NaN);
    if (place == null || Number.isNaN(year)) {
      unplaced++;
      continue;
    }
    const cell = cells.get(`${place} ${year}`) ?? { code: place, year, key: 0, nonkey: 0 };
    const match = label.matches[0];
    if (match !== undefined) {
      cell.key++;
      const { symbol, code: ruleCode, name: ruleName, row } = match;
      const { identity, title } = patent;
      evidence.push({
        code: place,
        year,
        patent: identity,
        title,
        symbol,
        ruleCode,
        ruleName,
        row,
      });
    } else cell.nonkey++;
    cells.set(`${place} ${year}`, cell);
  }
  const ordered = [...cells.values()].sort(
    (a, b) => a.code.localeCompare(b.code) || a.year - b.year,
  );
  return {
    classified,
    key: keys,
    unplaced,
    evidence,
    industries: [...industries.values()].sort((a, b) => b.count - a.count),
    counts: (measure: (typeof MEASURES)[number]) => ({
      codes: ordered.map((c) => c.code),
      years: Float64Array.from(ordered, (c) => c.year),
      values: Float64Array.from(ordered, (c) => numberOf(c, measure)),
    }),
  };
}

function numberOf(cell: Cell, measure: (typeof MEASURES)[number]): number {
  switch (measure) {
    case "key":
      return cell.key;
    case "nonkey":
      return cell.nonkey;
    case "total":
      return cell.key + cell.nonkey;
    case "lnKey":
      return Math.log1p(cell.key);
    case "lnNonkey":
      return Math.log1p(cell.nonkey);
  }
}

function textOf(patent: PatentRecord) {
  return {
    patent: patent.identity,
    ipc: patent.ipc.map((i) => i.raw).join("; "),
    title: patent.title,
    abstract: patent.abstract,
    year: patent.filed === null ? null : Number(patent.filed.slice(0, 4)),
  };
}

function unknownMeasure(study: Study, measure: string): Error {
  return studyError("bad-option", {
    file: study.file,
    row: study.placeOf(["patents", "measures"]).row,
    section: "patents",
    problem: {
      en: `there is no measure "${measure}" (known: ${MEASURES.join(", ")})`,
      zh: `没有指标“${measure}”（可用：${MEASURES.join("、")}）`,
    },
  });
}
