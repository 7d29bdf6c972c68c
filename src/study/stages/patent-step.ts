import { nearest } from "../../base/index.js";
import {
  type Concordance,
  createClassifier,
  type InnovationUnit,
  importPatents,
  innovate,
  type PatentImport,
  patentText,
} from "../../patent/index.js";
import type { Regions } from "../../region/index.js";
import { eachPatent, type Store } from "../../store/index.js";
import type { Table } from "../../table/index.js";
import { studyError } from "../errors.js";
import type { PatentEntry } from "../file/schema/stage-schema.js";
import { recordCodec } from "../graph/codecs.js";
import type { StageStore } from "../graph/stage-store.js";
import type { Step, StepRef } from "../graph/step.js";
import type { Place } from "../graph/study-door.js";
import { EvidenceList, type PatentEvidence } from "./patent-evidence.js";

/** One number for each city, province or firm and year. */
export interface PatentMeasure {
  readonly name: string;
  readonly panel: string;
  readonly by: InnovationUnit;
  readonly measure: string;
  readonly codes: readonly string[];
  readonly years: Float64Array;
  readonly values: Float64Array;
}

/** What the patents gave. */
export interface PatentOutcome {
  readonly imported: Pick<
    PatentImport,
    "stored" | "merged" | "duplicates" | "failed" | "withoutCity"
  >;
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
  readonly evidence: readonly PatentEvidence[];
  readonly measures: readonly PatentMeasure[];
}

/** Other spellings of measures. */
const ALIASES: Readonly<Record<string, string>> = { lnKey: "ln_key", lnNonkey: "ln_nonkey" };

/** Patents into a store, key-technology labels, measures by unit and year.   中文: 专利阶段 */
export function patentStep(
  open: StageStore,
  needs: readonly StepRef<unknown>[],
): Step<PatentOutcome> {
  return {
    name: "patents",
    title: { en: "patents and key-technology labels", zh: "专利导入与关键技术识别" },
    needs,
    cache: recordCodec(),
    read: (door) => {
      const patents = door.setting("patents")!;
      const paths = patents.files.map((path) => door.studyFile(path));
      const concordance = door.concordance(patents.table);
      const regions = door.regions();
      const about: PatentSettings = { patents, concordance, regions, place: door.place };
      return async ({ key, progress, signal }) => {
        const store = await open("patents", key);
        try {
          const { stored, merged, duplicates, failed, withoutCity } = await importPatents(
            store,
            paths,
            {
              run: "study",
              regions,
              progress,
              ...(signal === undefined ? {} : { signal }),
            },
          );
          return {
            imported: { stored, merged, duplicates, failed, withoutCity },
            concordance: concordance.name,
            ...classified(store, about),
            measures: measuresOf(store, about),
          };
        } finally {
          store.close();
        }
      };
    },
  };
}

interface PatentSettings {
  readonly patents: PatentEntry;
  readonly concordance: Concordance;
  readonly regions: Regions;
  readonly place: Place;
}

function measuresOf(store: Store, about: PatentSettings): PatentMeasure[] {
  const { patents, concordance, regions } = about;
  const tables = new Map<InnovationUnit, Table>();
  return patents.measures.map(({ name, measure, by, panel }, i) => {
    let table = tables.get(by);
    if (table === undefined) {
      const { ipc, rules: mode } = patents;
      ({ table } = innovate(eachPatent(store), { concordance, unit: by, ipc, mode, regions }));
      tables.set(by, table);
    }
    const column = ALIASES[measure] ?? measure;
    if (!table.has(column)) throw unknownMeasure(about.place, i, measure, table.names);
    const id = table.text(by === "firm" ? "firm" : "region_code");
    return {
      name,
      panel,
      by,
      measure: column,
      codes: Array.from(id.codes, (code) => id.levels[code] ?? ""),
      years: table.number("year"),
      values: table.number(column),
    };
  });
}

/** The tally of labels, and patents to show behind the counts. */
function classified(store: Store, { patents, concordance }: PatentSettings) {
  const classifier = createClassifier({
    concordance,
    ipc: patents.ipc,
    mode: patents.rules,
  });
  const industries = new Map<string, { code: string; name: string; count: number }>();
  const evidence = new EvidenceList(patents.measures.map((m) => m.by));
  let count = 0;
  let key = 0;
  let unplaced = 0;
  for (const patent of eachPatent(store)) {
    if (patent.kind === "utility" || patent.kind === "design") continue;
    count++;
    const label = classifier.classify(patentText(patent));
    if (label.key) key++;
    for (const code of new Set(label.matches.map((m) => m.code.split(".")[0]!))) {
      const name = label.matches.find((m) => m.code.startsWith(`${code}.`))!.level1;
      const entry = industries.get(code) ?? { code, name, count: 0 };
      entry.count++;
      industries.set(code, entry);
    }
    const isPlaced = patent.applicants.some((a) => a.regionCode !== null);
    if (!isPlaced || patent.filed == null) unplaced++;
    evidence.see(patent, label.matches);
  }
  return {
    classified: count,
    key,
    unplaced,
    evidence: evidence.all(),
    industries: [...industries.values()].sort((a, b) => b.count - a.count),
  };
}

function unknownMeasure(place: Place, i: number, measure: string, known: readonly string[]): Error {
  const near = nearest(measure, known);
  return studyError("bad-option", {
    file: place.file,
    row: place.placeOf(["patents", "measures", i]).row,
    section: "patents",
    problem: {
      en: `there is no measure "${measure}" (${near === undefined ? `known: ${known.join(", ")}` : `did you mean "${near}"?`})`,
      zh: `没有指标“${measure}”（${near === undefined ? `可用：${known.join("、")}` : `是否想写“${near}”？`}）`,
    },
  });
}
