import type { Job } from "../../jobs/index.js";
import { readStudy } from "../file/read-study.js";
import type { StudyFrame } from "../stages/frame.js";
import { frameCodec } from "../stages/frame-step.js";
import { makeSection, type SectionResult } from "./make-section.js";
import { planSections } from "./plan-sections.js";

/** What a thread needs to make sections. */
export interface SectionSetup {
  readonly file: string;
  readonly simulated: string;
  /** The frame in bytes. */
  readonly frame: Uint8Array;
  readonly draws: number | null;
}

/** Sections by their place in the study file, in this thread or in others.   中文: 并行生成章节 */
export const sectionJob: Job<SectionSetup, number, SectionResult> = {
  file: new URL("./section-thread.js", import.meta.url),
  prepare: ({ file, simulated, frame: bytes, draws }) => {
    const study = readStudy(file, { simulated });
    const planned = planSections(study);
    const data = frameCodec.decode(bytes);
    const frame: StudyFrame = {
      ...data,
      study,
      panel: data.tables.get("main") as StudyFrame["panel"],
      text: undefined,
      patents: undefined,
    };
    return (at) => {
      const section = planned[at]!;
      if ("error" in section) throw section.error;
      return makeSection(frame, section, draws);
    };
  },
};
