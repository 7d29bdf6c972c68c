import type { Study } from "../../../src/study/file/read-study.js";

/** What a study has besides its settings: where it is read from. */
const NOT_SETTINGS = new Set(["file", "source", "sha256", "placeOf", "path", "simulatedFolder"]);

/** The place of a setting in a study: names and numbers of list items. */
export type SettingPath = readonly string[];

/** Every single setting of a study: the numbers, words and switches at the ends of its branches. */
export function settingsOf(study: Study): SettingPath[] {
  const found: SettingPath[] = [];
  const visit = (value: unknown, path: SettingPath): void => {
    if (typeof value !== "object" || value === null) {
      if (value !== undefined) found.push(path);
      return;
    }
    for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
  };
  for (const [key, value] of Object.entries(study)) {
    if (!NOT_SETTINGS.has(key)) visit(value, [key]);
  }
  return found;
}

/** The study with one setting changed: another number, another word, the other switch. */
export function withChanged(study: Study, path: SettingPath): Study {
  const changed = (value: unknown, [key, ...rest]: SettingPath): unknown => {
    if (key === undefined) {
      if (typeof value === "number") return value + 1;
      if (typeof value === "boolean") return !value;
      return `${String(value)}x`;
    }
    if (Array.isArray(value)) {
      return value.map((inner, i) => (String(i) === key ? changed(inner, rest) : inner));
    }
    const record = value as Record<string, unknown>;
    return { ...record, [key]: changed(record[key], rest) };
  };
  return changed(study, path) as Study;
}
