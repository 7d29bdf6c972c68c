import { uniqueSlugs } from "../../base/index.js";
import type { FigureModel, TableModel } from "../../report/index.js";
import type { StudyRun } from "../run-study.js";

/** A table or figure with its number and the base of its file names. */
export type Part = {
  readonly number: string;
  /** `5-2` for the second part of table 5; `A1` and on where the paper has no number. */
  readonly caption: string;
  readonly section: string;
  /** `tables/table-3`, `figures/extra-density`. */
  readonly base: string;
} & (
  | { readonly kind: "table"; readonly model: TableModel }
  | { readonly kind: "figure"; readonly model: FigureModel }
);

type Kind = Part["kind"];

/**
 * The paper's numbers where the file gives them, else the next free one in its order. A section that
 * failed keeps its place only where the file numbers it.   中文: 图表编号
 */
export function numberParts(run: Pick<StudyRun, "sections">): Part[] {
  const given = (kind: Kind) => new Set(run.sections.flatMap((s) => s.entry?.[kind] ?? []));
  const taken = { table: given("table"), figure: given("figure") };
  const next = { table: 1, figure: 1 };
  const free = (kind: Kind): string => {
    while (taken[kind].has(String(next[kind]))) next[kind]++;
    return String(next[kind]++);
  };
  const used = new Set<string>();
  // Numbers come from the study file, parts from the data: neither chooses a path.
  const slugs = { table: uniqueSlugs(), figure: uniqueSlugs() };
  const extras = { table: 0, figure: 0 };
  return run.sections.flatMap(({ output, entry, name }): Part[] => {
    if (output === undefined || entry === undefined) return [];
    const nameOf = (kind: Kind) => {
      const extra = entry.extra === undefined ? undefined : `extra-${entry.extra}`;
      const own = entry[kind] ?? extra;
      let stem: string | undefined;
      let count = 0;
      return (part: string | null): Pick<Part, "number" | "base" | "caption"> => {
        stem ??= own ?? free(kind);
        count++;
        let number = part === null ? stem : `${stem}-${part}`;
        for (let n = 2; used.has(`${kind} ${number}`); n++) number = `${stem}-${n}`;
        used.add(`${kind} ${number}`);
        const caption = stem.startsWith("extra-")
          ? `A${++extras[kind]}`
          : count === 1
            ? stem
            : `${stem}-${count}`;
        return { number, caption, base: fileBase(kind, slugs[kind](number)) };
      };
    };
    const table = nameOf("table");
    const figure = nameOf("figure");
    return [
      ...output.tables.map(
        ({ part, model }): Part => ({ kind: "table", ...table(part), section: name, model }),
      ),
      ...output.figures.map(
        ({ part, model }): Part => ({ kind: "figure", ...figure(part), section: name, model }),
      ),
    ];
  });
}

/** `extra-spillover` has a name of its own; numbers stand behind the kind. */
function fileBase(kind: Kind, number: string): string {
  return number.startsWith("extra-") ? `${kind}s/${number}` : `${kind}s/${kind}-${number}`;
}
