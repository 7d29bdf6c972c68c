import { dirname, resolve } from "node:path";
import { sha256 } from "../../base/index.js";
import { type ParsedYaml, parseYaml } from "../../base/parse-yaml.js";
import { decodeWhole } from "../../bytes/index.js";
import { readBytes } from "../../table/index.js";
import { type StudyFile, studySchema } from "./study-schema.js";

/** Paths that begin so are files that the simulation writes. */
export const SIMULATED = "simulated:";

/** A study file with what messages and paths need. */
export interface Study extends Omit<StudyFile, "fixedEffects"> {
  /** Those of the file, else the unit and the time. */
  readonly fixedEffects: readonly string[];
  readonly file: string;
  /** The whole text of the file. */
  readonly source: string;
  readonly sha256: string;
  readonly placeOf: ParsedYaml<StudyFile>["placeOf"];
  /** The policy that the sections are about, by its name in `policies`; none in some studies. */
  readonly policyName: string | undefined;
  /** Folder of the files that the simulation writes. */
  readonly simulatedFolder: string;
  /** A path of the study file, relative to that file; `simulated:` to the simulation's folder. */
  readonly path: (relative: string) => string;
}

/** A study file as it was read, so that a thread reads the same one. */
export interface StudyText {
  readonly file: string;
  readonly text: string;
  /** Folder of the files that the simulation writes. */
  readonly simulated: string;
}

/**
 * Reads a study file.   中文: 读取研究文件
 *
 * Defaults  simulated files lie in a folder `simulated` beside the study file
 * Errors    file/not-found, yaml/syntax, yaml/shape (line, position, nearest field);
 *           study/unknown-policy.
 * @example readStudy("studies/demo.yaml").outcome // "nqp"
 */
export function readStudy(file: string, options: { readonly simulated?: string } = {}): Study {
  const simulated = options.simulated ?? resolve(dirname(file), "simulated");
  return parseStudy({ file, text: decodeWhole(readBytes(file), { file }), simulated });
}

/**
 * A study from the text of its file.   中文: 解析研究文件
 *
 * Errors    yaml/syntax, yaml/shape, study/unknown-policy
 */
export function parseStudy({ file, text, simulated }: StudyText): Study {
  const hash = sha256(text);
  const { value, placeOf } = parsed(text, hash, file);
  return studyOf(value, { file, text, simulated }, placeOf);
}

/** A study from what its file states.   中文: 由内容组成研究 */
export function studyOf(
  value: StudyFile,
  { file, text, simulated }: StudyText,
  placeOf: Study["placeOf"],
): Study {
  const folder = dirname(file);
  const simulatedFolder = resolve(simulated);
  const { policy, policies } = value;
  const inLine = typeof policy === "object" ? policy : undefined;
  return {
    ...value,
    fixedEffects: value.fixedEffects ?? [value.data.unit, value.data.time],
    policies:
      inLine === undefined
        ? policies
        : { ...policies, [inLine.name]: { first: inLine.first, panel: "main" } },
    policyName: typeof policy === "string" ? policy : inLine?.name,
    file,
    source: text,
    sha256: sha256(text),
    placeOf,
    simulatedFolder,
    path: (relative) =>
      relative.startsWith(SIMULATED)
        ? resolve(simulatedFolder, relative.slice(SIMULATED.length))
        : resolve(folder, relative),
  };
}

/** A setting of a study by its path; undefined where there is none. */
export function settingAt(study: Study, path: readonly PropertyKey[]): unknown {
  let value: unknown = study;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

let last: { readonly name: string; readonly file: ParsedYaml<StudyFile> } | undefined;

/** A run reads its file several times (its name, its data, its sections) and parses it once. */
function parsed(text: string, hash: string, file: string): ParsedYaml<StudyFile> {
  const name = `${hash} ${file}`;
  if (last?.name !== name) last = { name, file: parseYaml(text, studySchema, file) };
  return last.file;
}
