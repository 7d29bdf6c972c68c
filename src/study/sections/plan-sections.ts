import { type Localized, type Notice, nearest, notice, UserError } from "../../base/index.js";
import { checkShape } from "../../base/parse-yaml.js";
import { studyError } from "../errors.js";
import type { Study } from "../file/read-study.js";
import { bilingual } from "../file/schema/common.js";
import { studySchema } from "../file/study-schema.js";
import { sectionKinds } from "./index.js";
import type { CommonEntry, SectionKind } from "./section.js";

/** A section of the file: ready to be made, or with the reason why it cannot be. */
export type PlannedSection = {
  readonly id: string;
  /** Place in the list, from 0. */
  readonly at: number;
  readonly make: string;
} & (
  | {
      readonly kind: SectionKind;
      readonly entry: CommonEntry;
      /** What is to be said of the words of the entry. */
      readonly notices: readonly Notice[];
    }
  | { readonly error: UserError }
);

/**
 * Reads every entry of `sections` by its kind; a mistake stays with its entry.
 * 中文: 解析章节清单
 */
export function planSections(study: Study): PlannedSection[] {
  const ids = idsOf(study);
  const all = study.sections.map((raw, at): PlannedSection => {
    const about = { id: ids[at]!, at, make: raw.make };
    try {
      return { ...about, ...planned(study, at) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { ...about, error };
    }
  });
  if (!study.sections.some((s) => s.make === "referee")) all.push(refereeOf(study));
  return all;
}

/**
 * The ids of the sections that a user names, by id or by kind.   中文: 按名称选取章节
 *
 * Errors    study/unknown-section
 */
export function namedSections(
  study: Study,
  planned: readonly PlannedSection[],
  names: readonly string[],
): string[] {
  const ids = planned.map((s) => s.id);
  for (const name of names) {
    if (planned.some((s) => s.id === name || s.make === name)) continue;
    throw studyError("unknown-section", {
      file: study.file,
      row: study.placeOf(["sections"]).row,
      name,
      nearest: nearest(name, ids),
      known: ids,
    });
  }
  return planned.filter((s) => names.includes(s.id) || names.includes(s.make)).map((s) => s.id);
}

/** The referee check of the study's own model, with the draws and instruments of its sections. */
function refereeOf(study: Study): PlannedSection {
  const kind = sectionKinds.get("referee")!;
  const draws = study.sections.flatMap((s, i) =>
    [s.draws, s.bootstrap].flatMap((count) =>
      typeof count === "number" && count > 0
        ? [
            {
              name: typeof s.id === "string" ? s.id : `${s.make} (${i + 1})`,
              label: called(s),
              count,
            },
          ]
        : [],
    ),
  );
  const instruments = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key !== "instruments" || !Array.isArray(inner)) visit(inner);
      // Those of another panel are no columns of the main one.
      else if (!("panel" in value)) for (const z of inner) instruments.add(String(z));
    }
  };
  visit(study.sections);
  const entry = kind.schema.parse({ make: "referee", draws, instruments: [...instruments] });
  const at = study.sections.length;
  return { id: "referee", at, make: "referee", kind, entry: entry as CommonEntry, notices: [] };
}

/** A section as the referee check names it: by its figure or table, else by its title. */
function called(section: Study["sections"][number]): Localized | undefined {
  const { figure, table, title, make } = section;
  if (typeof figure === "string") return { en: `Figure ${figure}`, zh: `图 ${figure}` };
  if (typeof table === "string") return { en: `Table ${table}`, zh: `表 ${table}` };
  // The entry itself is checked elsewhere; here a title that is none is passed over.
  const own = bilingual.safeParse(title);
  return own.success ? own.data : sectionKinds.get(make)?.title;
}

/** The ids as given; else the kind, with a number from the second one on. */
function idsOf(study: Study): string[] {
  const taken = new Set(study.sections.flatMap((s) => (typeof s.id === "string" ? [s.id] : [])));
  return study.sections.map(({ id, make }) => {
    if (typeof id === "string") return id;
    let name = make;
    for (let n = 2; taken.has(name); n++) name = `${make}-${n}`;
    taken.add(name);
    return name;
  });
}

function planned(
  study: Study,
  at: number,
): { kind: SectionKind; entry: CommonEntry; notices: readonly Notice[] } {
  const { file, placeOf } = study;
  const raw = study.sections[at]!;
  const kind = sectionKinds.get(raw.make);
  if (kind === undefined) {
    const known = [...sectionKinds.keys()];
    throw studyError("unknown-section", {
      file,
      row: placeOf(["sections", at, "make"]).row,
      name: raw.make,
      nearest: nearest(raw.make, known),
      known,
    });
  }
  const repeated = study.sections.findIndex((s) => typeof s.id === "string" && s.id === raw.id);
  if (repeated >= 0 && repeated < at) {
    throw studyError("bad-option", {
      file,
      row: placeOf(["sections", at, "id"]).row,
      section: raw.make,
      problem: {
        en: `the id "${String(raw.id)}" is taken by an earlier section`,
        zh: `id“${String(raw.id)}”已被前面的项使用`,
      },
    });
  }
  const { words, notices } = inWordsOfNow(raw, kind);
  const entry = checkShape({ ...words, make: kind.name }, kind.schema, {
    file,
    placeOf,
    at: ["sections", at],
    whole: studySchema,
  }) as CommonEntry;
  return { kind, entry, notices };
}

/** An entry with the keys of earlier versions under the names of now; a key given twice is refused later. */
function inWordsOfNow(raw: Readonly<Record<string, unknown>>, kind: SectionKind) {
  const old = Object.keys(raw).filter(
    (key) => Object.hasOwn(kind.was, key) && !Object.hasOwn(raw, kind.was[key]!),
  );
  const words = Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [old.includes(key) ? kind.was[key]! : key, value]),
  );
  const notices = old.map((key) =>
    notice(
      "study/old-word",
      `"${key}" is now called "${kind.was[key]}"; it is still read.`,
      `“${key}”现称“${kind.was[key]}”，旧名仍可读取。`,
    ),
  );
  return { words, notices };
}
