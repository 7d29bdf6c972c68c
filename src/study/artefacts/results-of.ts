import { sha256, version } from "../../base/index.js";
import type { StudyRun } from "../run-study.js";
import type { Part } from "./number-parts.js";

/** `results.json`: every result by table and column, and what was planted.   中文: 机器可读结果 */
export function resultsOf(run: StudyRun, parts: readonly Part[], now: () => Date) {
  const numberOf = (name: string): string => {
    const part = parts.find((p) => p.section === name);
    return part === undefined ? "" : `${part.kind} ${part.number}`;
  };
  const { study, frame } = run;
  return {
    kind: "study",
    study: study.name,
    simulated: study.simulated,
    sections: run.sections.map((s) => ({
      name: s.name,
      make: s.make,
      number: numberOf(s.name),
      files: parts.filter((p) => p.section === s.name).map((p) => p.base),
      results: s.output?.results ?? null,
      ...(s.error === undefined ? {} : { error: s.error.toJSON() }),
    })),
    planted: run.planted,
    policies: [...frame.policies.values()],
    mappings: frame.mappings,
    joins: frame.joins,
    warnings: run.warnings,
    provenance: {
      version,
      input: { file: study.file, sha256: study.sha256 },
      arguments: run.draws === null ? {} : { draws: run.draws },
      seed: study.seed,
      generatedAt: now().toISOString(),
    },
  };
}

/** `manifest.json`: versions, hashes and seeds, and what ran.   中文: 运行清单 */
export function manifestOf(
  run: StudyRun,
  files: readonly { readonly name: string; readonly sha256: string }[],
  now: () => Date,
) {
  const { study } = run;
  return {
    study: study.name,
    version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    seed: study.seed,
    draws: run.draws,
    studyFile: { file: study.file, sha256: study.sha256 },
    generatedAt: now().toISOString(),
    steps: run.steps.map(({ name, state, key, reads }) => ({ name, state, key, reads })),
    files,
  };
}

/** The text of a manifest: its last field, `seal`, is the hash of the rest.   中文: 运行清单文本 */
export function manifestText(manifest: Readonly<Record<string, unknown>>): string {
  const { seal: _seal, ...rest } = manifest;
  const seal = sha256(JSON.stringify(rest));
  return `${JSON.stringify({ ...rest, seal }, null, 1)}\n`;
}
