import { nearest } from "../../base/index.js";
import {
  type Concordance,
  createClassifier,
  gatherApplications,
  type InnovationDetail,
  type InnovationUnit,
  importPatents,
  innovationOf,
  type MeasureParts,
  type PatentImport,
} from "../../patent/index.js";
import type { Regions } from "../../region/index.js";
import { eachPatent, type Store } from "../../store/index.js";
import { studyError } from "../errors.js";
import type { PatentEntry } from "../file/schema/stage-schema.js";
import { recordCodec } from "../graph/codecs.js";
import type { StageStore } from "../graph/stage-store.js";
import type { Step, StepRef } from "../graph/step.js";
import type { Place } from "../graph/study-door.js";
import { type CitedPatents, citedPatents } from "./cited-patents.js";
import type { PlaceYears } from "./place-years.js";

/** One number for each city, province or firm and year. */
export interface PatentMeasure extends PlaceYears {
  readonly name: string;
  readonly panel: string;
  readonly by: InnovationUnit;
  readonly measure: string;
  /** The applications behind each value, by their number in the cited ones. */
  readonly parts: MeasureParts;
}

/** What the patents gave. */
export interface PatentOutcome {
  readonly imported: Pick<
    PatentImport,
    "stored" | "merged" | "duplicates" | "failed" | "withoutCity"
  >;
  readonly concordance: string;
  /** Invention applications that were classified, and those of key technology. */
  readonly classified: number;
  readonly key: number;
  /** Invention applications without a city: in no region-year. */
  readonly unplaced: number;
  /** Documents without a filing date: in no application. */
  readonly undated: number;
  /** Key applications by industry code, most frequent first. */
  readonly industries: readonly {
    readonly code: string;
    readonly name: string;
    readonly count: number;
  }[];
  readonly cited: CitedPatents;
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
            ...measured(store, about),
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

/** Patents are read and classified once, whatever they are counted by. */
function measured(store: Store, about: PatentSettings) {
  const { patents, concordance, regions } = about;
  const classifier = createClassifier({ concordance, ipc: patents.ipc, mode: patents.rules });
  const gathered = gatherApplications(eachPatent(store), classifier);
  const details = new Map<InnovationUnit, InnovationDetail>();
  const detailOf = (unit: InnovationUnit): InnovationDetail => {
    const made = details.get(unit) ?? innovationOf(gathered, { concordance, unit, regions });
    details.set(unit, made);
    return made;
  };
  const measures = patents.measures.map(({ name, measure, by, panel }, i): PatentMeasure => {
    const { innovation, partsOf } = detailOf(by);
    const { table } = innovation;
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
      parts: partsOf(column),
    };
  });
  const { applications } = detailOf(patents.measures[0]?.by ?? "city");
  return {
    ...tallies(applications),
    undated: gathered.counts.withoutYear,
    cited: citedPatents(applications),
    measures,
  };
}

/** How many applications are key technology, and of which industries. */
function tallies(applications: InnovationDetail["applications"]) {
  const industries = new Map<string, { code: string; name: string; count: number }>();
  let key = 0;
  let unplaced = 0;
  for (const a of applications) {
    if (a.key) key++;
    if (a.applicants.every((p) => p.regionCode === null)) unplaced++;
    for (const code of new Set(a.matches.map((m) => m.code.split(".")[0]!))) {
      const name = a.matches.find((m) => m.code.split(".")[0] === code)!.level1;
      const entry = industries.get(code) ?? { code, name, count: 0 };
      entry.count++;
      industries.set(code, entry);
    }
  }
  return {
    classified: applications.length,
    key,
    unplaced,
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
