export { studyError } from "./errors.js";
export type { PlantedEffect } from "./planted.js";
export { readStudy, type Study } from "./read-study.js";
export { type MadeSection, type RunStudyOptions, runStudy, type StudyRun } from "./run-study.js";
export { sectionKinds } from "./sections/index.js";
export { type DemoCorpus, writeDemoCorpus } from "./simulate/demo-corpus.js";
export { type WriteOptions, writeArtefacts } from "./write-artefacts.js";
