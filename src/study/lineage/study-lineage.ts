import type { Localized } from "../../base/index.js";
import type { LineageGraph, LineageNode } from "../../report/index.js";
import { labelOf, type SectionEstimate } from "../sections/section.js";
import { panelOf, type StudyFrame } from "../stages/frame.js";
import type { AddNode } from "./add-node.js";
import { countMeasureOf, piecesPerCell } from "./count-cells.js";
import { countNodes } from "./count-nodes.js";
import { indexNodes } from "./index-nodes.js";
import { sampleRows } from "./sample-rows.js";

/**
 * The way back from each coefficient: column → index and weights → city and year → indicator cell →
 * keyword count or patent label → sentence or rule. Of long panels a sample of units is shown.
 * 中文: 溯源图
 */
export function studyLineage(
  frame: StudyFrame,
  estimates: readonly { readonly section: string; readonly estimate: SectionEstimate }[],
): LineageGraph {
  const nodes = new Map<string, LineageNode>();
  const add: AddNode = (node) => {
    nodes.set(node.id, node);
    return node.id;
  };
  const columns = new ColumnNodes(frame, add);
  for (const { section, estimate } of estimates) {
    const panel = estimate.panel ?? "main";
    const behind = [...new Set([...(estimate.behind ?? [estimate.term]), estimate.term])];
    const from = behind.flatMap((text) => columns.behind(panel, text));
    add({
      id: `coefficient:${section}:${estimate.column}:${estimate.term}`,
      kind: "coefficient",
      label: coefficientLabel(frame, estimate),
      value: estimate.estimate,
      from: [...new Set(from.length === 0 ? [columns.file(panel)] : from)],
    });
  }
  // From the coefficient down: the order in which a reader follows the links.
  const rank = (node: LineageNode): number => ORDER.indexOf(node.kind);
  return { nodes: [...nodes.values()].sort((a, b) => rank(a) - rank(b)) };
}

/** The names of a product are read one by one. */
function coefficientLabel(frame: StudyFrame, { term, column }: SectionEstimate): Localized {
  const parts = term.split(":").map((name) => labelOf(frame, name));
  return {
    en: `${parts.map((p) => p.en).join(" × ")}, column ${column}`,
    zh: `${parts.map((p) => p.zh).join("×")}，第 ${column} 列`,
  };
}

const ORDER: readonly LineageNode["kind"][] = [
  "coefficient",
  "column",
  "index",
  "weight",
  "unit",
  "value",
  "other",
  "cell",
  "count",
  "sentence",
  "patent",
  "rule",
  "file",
];

/** Nodes of columns, made when a coefficient or another column needs them. */
class ColumnNodes {
  readonly #frame: StudyFrame;
  readonly #add: AddNode;
  readonly #known = new Map<string, string>();

  constructor(frame: StudyFrame, add: AddNode) {
    this.#frame = frame;
    this.#add = add;
  }

  /** The columns that a term or expression names. */
  behind(panel: string, text: string): string[] {
    const table = this.#frame.tables.get(panel);
    if (table === undefined) return [];
    if (table.has(text)) return [this.#column(panel, text)];
    const words = text.match(/[\p{L}_][\p{L}\p{N}_.]*/gu) ?? [];
    return [...new Set(words)].filter((w) => table.has(w)).map((w) => this.#column(panel, w));
  }

  file(panel: string): string {
    const { study, tables } = this.#frame;
    const file = panel === "main" ? study.data.panel : study.data.panels?.[panel]?.file;
    const sha256 = tables.get(panel)?.origin?.sha256;
    return this.#add({
      id: `file:${panel}`,
      kind: "file",
      label: file ?? panel,
      detail: sha256 === undefined ? "" : `SHA-256 ${sha256}`,
      from: [],
    });
  }

  #column(panel: string, name: string): string {
    const id = panel === "main" ? `column:${name}` : `column:${panel}:${name}`;
    const made = this.#known.get(id);
    if (made !== undefined) return made;
    this.#known.set(id, id);
    const column = this.#frame.tables.get(panel)!.column(name);
    const about = this.#origin(panel, name, column.lineage ?? "");
    const known = labelOf(this.#frame, name);
    const label = known.zh === name ? (column.label ?? name) : known;
    return this.#add({ id, kind: "column", label, ...about });
  }

  /** What a column was made from, by its lineage key. */
  #origin(panel: string, name: string, lineage: string): Pick<LineageNode, "detail" | "from"> {
    const frame = this.#frame;
    const [kind, ...rest] = lineage.split(":");
    const key = rest.join(":");
    const made = frame.derived.findLast((d) => d.panel === panel && d.column === name);
    if (made !== undefined) {
      const { formula, columns, from = panel } = made;
      const behind = columns.map((c) => this.#column(from, c));
      return {
        detail: { en: `${name} = ${formula.en}`, zh: `${name} = ${formula.zh}` },
        from: behind.length === 0 ? [this.file(panel)] : behind,
      };
    }
    switch (kind) {
      case "index": {
        const index = frame.indices.find((i) => i.name === key);
        if (index === undefined) break;
        const mapping = frame.mappings.find((m) => m.column === name && m.panel === panel);
        const ways = {
          file: this.file(panel),
          column: (column: string) => this.#column(panel, column),
        };
        const whole = indexNodes(frame, panel, index, ways, this.#add);
        return mapping === undefined
          ? { detail: name, from: [whole] }
          : {
              detail: `${name} = ${mapping.intercept.toPrecision(6)} + ${mapping.slope.toPrecision(6)} × ${mapping.index}`,
              from: [whole],
            };
      }
      case "attention":
      case "patents": {
        const found = countMeasureOf(frame, lineage);
        const pieces = found === undefined ? 0 : piecesPerCell(found);
        const rows = sampleRows(panelOf(frame, panel), 1, pieces);
        const from = countNodes(frame, lineage, panel, rows, this.#add);
        return { detail: name, from: from.length === 0 ? [this.file(panel)] : from };
      }
      case "policy": {
        const policy = frame.policies.get(key);
        const entry = frame.study.policies[key];
        const cohorts = (policy?.cohorts ?? []).map((c) => `${c.first}: ${c.units}`).join(", ");
        const list = entry !== undefined && "list" in entry ? entry.list : undefined;
        const from =
          list === undefined
            ? (policy?.parts ?? []).map((p) => this.#column(panel, p))
            : [this.#add({ id: `file:policy:${key}`, kind: "file", label: list, from: [] })];
        return { detail: cohorts, from: from.length === 0 ? [this.file(panel)] : from };
      }
    }
    return { detail: lineage === "" ? name : `${name} (${lineage})`, from: [this.file(panel)] };
  }
}
