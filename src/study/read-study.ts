import { dirname, resolve } from "node:path";
import { sha256 } from "../base/index.js";
import { type ParsedYaml, parseYaml } from "../base/parse-yaml.js";
import { readBytes } from "../table/index.js";
import { type StudyFile, studySchema } from "./study-schema.js";

/** A study file with what messages and paths need. */
export interface Study extends StudyFile {
  readonly file: string;
  readonly sha256: string;
  readonly placeOf: ParsedYaml<StudyFile>["placeOf"];
  /** A path of the study file, relative to that file. */
  readonly path: (relative: string) => string;
}

/**
 * Reads a study file.   中文: 读取研究文件
 *
 * Errors    file/not-found, yaml/syntax, yaml/shape (line, position, nearest field).
 * @example readStudy("studies/demo.yaml").outcome // "nqp"
 */
export function readStudy(file: string): Study {
  const text = readBytes(file).toString("utf8");
  const { value, placeOf } = parseYaml(text, studySchema, file);
  const folder = dirname(file);
  return {
    ...value,
    file,
    sha256: sha256(text),
    placeOf,
    path: (relative) => resolve(folder, relative),
  };
}
