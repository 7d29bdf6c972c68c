import type { Job } from "../../jobs/index.js";
import { Regions } from "../../region/index.js";
import { type PatentBatch, PatentBatchBuilder } from "../../store/index.js";
import { createLocator } from "../applicant/locate-applicant.js";
import type { UserMap } from "./map-columns.js";
import { type ReadPart, type ReadTask, readTask } from "./read-task.js";

/** Settings of reading for an import; plain data. */
export interface ImportSetup {
  readonly user: UserMap;
  /** File of the user's own units, or undefined for the bundled regions. */
  readonly ownRegions: string | undefined;
}

/** Records of a file or a piece of one, ready for the store. */
export interface ImportPart extends ReadPart {
  readonly batch: PatentBatch;
  /** Row of the file for each record. */
  readonly rows: readonly number[];
  /** What was doubtful: place in the batch and code. */
  readonly notes: readonly (readonly [number, string])[];
  /** 1 for each record without a city for any applicant. */
  readonly withoutCity: Uint8Array;
  /** Rows that are no records. */
  readonly faults: readonly { readonly row: number; readonly fault: string }[];
  readonly empty: number;
}

/** Reading and locating patents, here or in threads.   中文: 导入读取 */
export const importJob: Job<ImportSetup, ReadTask, ImportPart> = {
  file: new URL("./import-thread.js", import.meta.url),
  prepare: ({ user, ownRegions }) => {
    const regions = ownRegions === undefined ? Regions.load() : Regions.loadWith(ownRegions);
    const locate = createLocator(regions);
    return async (task) => {
      const batch = new PatentBatchBuilder();
      const rows: number[] = [];
      const notes: (readonly [number, string])[] = [];
      const placeless: number[] = [];
      const faults: { row: number; fault: string }[] = [];
      let empty = 0;
      const part = await readTask(task, user, locate, (found) => {
        if ("record" in found) {
          const { patent, notes: said } = found.record;
          for (const note of said) notes.push([batch.size, note]);
          if (patent.applicants.every((a) => a.regionCode === null)) placeless.push(batch.size);
          batch.add(patent);
          rows.push(found.row);
        } else if (found.fault === "empty") empty++;
        else faults.push(found);
      });
      const withoutCity = new Uint8Array(batch.size);
      for (const at of placeless) withoutCity[at] = 1;
      const { size, patents, applicants, ipc, transfers, citations } = batch;
      const plain: PatentBatch = { size, patents, applicants, ipc, transfers, citations };
      return { ...part, batch: plain, rows, notes, withoutCity, faults, empty };
    };
  },
};
