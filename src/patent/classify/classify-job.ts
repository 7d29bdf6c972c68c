import type { Job } from "../../jobs/index.js";
import type { UserMap } from "../import/map-columns.js";
import { type ReadPart, type ReadTask, readTask } from "../import/read-task.js";
import {
  type ClassifiedPatent,
  type ClassifyOptions,
  createClassifier,
} from "./classify-patents.js";
import type { CoverageParts } from "./coverage.js";
import { patentText } from "./label-store.js";

/** Settings of classifying files; plain data. */
export interface ClassifySetup {
  readonly user: UserMap;
  readonly options: ClassifyOptions;
}

/** A classified patent as threads hand it over: its rules by number. */
export interface PackedPatent extends Omit<ClassifiedPatent, "key" | "matches"> {
  /** Place of the symbol in `symbols` and row of the rule, by turns. */
  readonly hits: readonly number[];
}

/** The patents of a file or a piece of one. */
export interface ClassifiedPart extends ReadPart {
  readonly patents: readonly PackedPatent[];
  readonly faults: readonly { readonly row: number; readonly fault: string }[];
  readonly coverage: CoverageParts;
}

/** Reading and classifying patents, here or in threads.   中文: 文件判定 */
export const classifyJob: Job<ClassifySetup, ReadTask, ClassifiedPart> = {
  file: new URL("./classify-thread.js", import.meta.url),
  prepare: ({ user, options }) => {
    const classifier = createClassifier(options);
    return async (task) => {
      const patents: PackedPatent[] = [];
      const faults: { row: number; fault: string }[] = [];
      const part = await readTask(
        task,
        user,
        () => undefined,
        (found) => {
          if ("record" in found) {
            patents.push(pack(classifier.classify(patentText(found.record.patent))));
          } else if (found.fault !== "empty") faults.push(found);
        },
      );
      return { ...part, patents, faults, coverage: classifier.takeCounts() };
    };
  },
};

function pack({ patent, symbols, malformed, matches }: ClassifiedPatent): PackedPatent {
  const hits = matches.flatMap((m) => [symbols.indexOf(m.symbol), m.row]);
  return { patent, symbols, malformed, hits };
}
