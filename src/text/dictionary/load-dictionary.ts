import { existsSync, readdirSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { firstLine, nearest, packageRoot, sha256 } from "../../base/index.js";
import { decode, decodeWhole } from "../../bytes/index.js";
import { isTableName, readBytes } from "../../table/index.js";
import { textError } from "../errors.js";
import { buildDictionary, type DictionaryRow } from "./build-dictionary.js";
import type { Dictionary } from "./dictionary.js";
import { dictionaryRows, isListName } from "./dictionary-rows.js";

const FOLDER = join("dictionaries", "keywords");

/** A bundled dictionary as its manifest describes it. */
export interface DictionaryEntry {
  readonly name: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly source: string;
  readonly terms: number;
  readonly confidence: string;
}

/** The bundled dictionaries.   中文: 内置词典列表 */
export function listDictionaries(): DictionaryEntry[] {
  const folder = join(packageRoot(), FOLDER);
  const manifest = manifestSchema.parse(
    parseYaml(decodeWhole(readBytes(join(folder, "manifest.yaml")), { file: "manifest.yaml" })),
  );
  return Object.entries(manifest.dictionaries).map(([name, entry]) => ({ name, ...entry }));
}

const manifestSchema = z.object({
  dictionaries: z.record(
    z.string(),
    z.object({
      title: z.object({ en: z.string(), zh: z.string() }),
      source: z.string(),
      terms: z.number(),
      confidence: z.string(),
      sha256: z.string(),
    }),
  ),
});

/**
 * A bundled dictionary by name (or Chinese title), or a user's file: a table (.csv .tsv .xlsx .xls),
 * a list (.txt, one word a line, or a user dictionary of jieba), or .yaml.   中文: 加载词典
 *
 * Columns: `term` (required), `dictionary`, `group`, `source`, `weight`, `synonym_of`,
 * `exclude` (several joined by `;`). A file may hold several dictionaries (column `dictionary`);
 * a file with one is named after the file. YAML: `name`, `title`, `terms` (words, or
 * `{ term, group, weight, synonyms, exclude }`) or `groups: { name: [words] }`.
 *
 * Errors    text/unknown-dictionary (with the nearest name), text/no-term-column,
 *           text/empty-dictionary, text/bad-dictionary, file/not-found.
 * @example loadDictionary("new-quality-productive-forces")[0]!.terms.length // 46
 */
export function loadDictionary(nameOrFile: string): Dictionary[] {
  const extension = extname(nameOrFile).toLowerCase();
  const isFile = isTableName(nameOrFile) || [".yaml", ".yml"].includes(extension);
  if (isFile) return readDictionaryFile(nameOrFile);
  if (existsSync(nameOrFile) && extension !== "") return readDictionaryFile(nameOrFile);
  const folder = join(packageRoot(), FOLDER);
  const known = readdirSync(folder)
    .filter((f) => f.endsWith(".csv"))
    .map((f) => f.slice(0, -4));
  if (known.includes(nameOrFile)) return readDictionaryFile(join(folder, `${nameOrFile}.csv`));
  const titled = listDictionaries().find((d) => d.title.zh === nameOrFile);
  if (titled !== undefined) return readDictionaryFile(join(folder, `${titled.name}.csv`));
  throw textError("unknown-dictionary", {
    name: nameOrFile,
    nearest: nearest(nameOrFile, known),
    known,
  });
}

/** Several dictionaries; a name that comes twice is taken once. */
export function loadDictionaries(names: readonly string[]): Dictionary[] {
  const loaded = new Map<string, Dictionary>();
  for (const name of names) for (const d of loadDictionary(name)) loaded.set(d.name, d);
  return [...loaded.values()];
}

function readDictionaryFile(file: string): Dictionary[] {
  const bytes = readBytes(file);
  const hash = sha256(bytes);
  const stem = basename(file, extname(file));
  if (!isTableName(file) && !isListName(file)) return [readYaml(bytes, file, stem, hash)];
  // An empty file has no rows to ask for; a workbook is no text.
  if (bytes.length === 0 || (isListName(file) && decode(bytes, { file }).text.trim() === "")) {
    throw textError("empty-dictionary", { file });
  }
  const { rows, hasDictionaries, warnings } = dictionaryRows(bytes, file);
  const names = hasDictionaries ? [...new Set(rows.map((r) => r.dictionary))] : [stem];
  return names.map((name) => {
    const made = buildDictionary(
      rows.filter((r) => !hasDictionaries || r.dictionary === name),
      { name: names.length === 1 ? stem : name, title: name || stem, file, sha256: hash },
    );
    return warnings.length === 0 ? made : { ...made, warnings: [...warnings, ...made.warnings] };
  });
}

const entrySchema = z.union([
  z.string(),
  z.number().transform(String),
  z.strictObject({
    term: z.coerce.string(),
    group: z.string().optional(),
    weight: z.number().optional(),
    source: z.string().optional(),
    synonyms: z.array(z.coerce.string()).optional(),
    exclude: z.array(z.string()).optional(),
  }),
]);
const yamlSchema = z.strictObject({
  name: z.string().optional(),
  title: z.string().optional(),
  source: z.string().optional(),
  terms: z.array(entrySchema).optional(),
  groups: z.record(z.string(), z.array(entrySchema)).optional(),
});

function readYaml(bytes: Uint8Array, file: string, stem: string, hash: string): Dictionary {
  let value: unknown;
  try {
    value = parseYaml(decodeWhole(bytes, { file }));
  } catch (cause) {
    const reason = firstLine(cause);
    throw textError("bad-dictionary", { file, problems: [reason] }, cause);
  }
  const parsed = yamlSchema.safeParse(value ?? {});
  if (!parsed.success) {
    const problems = parsed.error.issues.map((i) => `${i.path.join(".") || "file"}: ${i.message}`);
    throw textError("bad-dictionary", { file, problems });
  }
  const { data } = parsed;
  const rows: DictionaryRow[] = [];
  const add = (entry: z.infer<typeof entrySchema>, group: string | undefined): void => {
    const e = typeof entry === "string" ? { term: entry } : entry;
    const own = { group: e.group ?? group, source: e.source ?? data.source, row: rows.length + 1 };
    rows.push({ term: e.term, weight: e.weight, exclude: e.exclude, ...own });
    for (const synonym of e.synonyms ?? []) {
      rows.push({ term: synonym, weight: e.weight, synonymOf: e.term, ...own });
    }
  };
  for (const entry of data.terms ?? []) add(entry, undefined);
  for (const [group, entries] of Object.entries(data.groups ?? {})) {
    for (const entry of entries) add(entry, group);
  }
  const name = data.name ?? stem;
  return buildDictionary(rows, { name, title: data.title ?? name, file, sha256: hash });
}
