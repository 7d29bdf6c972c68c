import type { Job } from "../../jobs/index.js";
import { parseStudy, type StudyText } from "../file/read-study.js";
import { studyDoors } from "../graph/study-door.js";
import { frameOf } from "../stages/frame.js";
import { frameCodec } from "../stages/frame-step.js";
import { makeSection, type SectionResult } from "./make-section.js";
import { planSections } from "./plan-sections.js";

/** What a thread needs to make sections. */
export interface SectionSetup {
  readonly study: StudyText;
  /** The frame in bytes. */
  readonly frame: Uint8Array;
  readonly draws: number | null;
}

/** Sections by their place in the study file, in this thread or in others.   中文: 并行生成章节 */
export const sectionJob: Job<SectionSetup, number, SectionResult> = {
  file: new URL("./section-thread.js", import.meta.url),
  prepare: ({ study: text, frame: bytes, draws }) => {
    const study = parseStudy(text);
    const planned = planSections(study);
    const data = frameCodec.decode(bytes);
    const frame = frameOf(study, data, {
      text: undefined,
      patents: undefined,
      regions: () => studyDoors(study)().regions(),
    });
    return (at) => {
      const section = planned[at]!;
      if ("error" in section) throw section.error;
      return makeSection(frame, section, draws);
    };
  },
};
