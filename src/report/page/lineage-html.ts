import { escapeHtml, type Lang } from "../../base/index.js";
import { inLang } from "../table/wording.js";
import { type LineageGraph, type LineageNode, lineageIndex } from "./lineage.js";

const KINDS: Readonly<Record<LineageNode["kind"], { en: string; zh: string }>> = {
  coefficient: { en: "coefficient", zh: "系数" },
  column: { en: "panel column", zh: "面板列" },
  index: { en: "index", zh: "指数" },
  unit: { en: "unit", zh: "单位" },
  value: { en: "index value", zh: "指数值" },
  weight: { en: "weight", zh: "权重" },
  cell: { en: "indicator cell", zh: "指标单元格" },
  count: { en: "count", zh: "计数" },
  sentence: { en: "sentence", zh: "原句" },
  patent: { en: "patent", zh: "专利" },
  rule: { en: "rule", zh: "规则" },
  file: { en: "file", zh: "文件" },
  other: { en: "step", zh: "步骤" },
};

/**
 * Shown as rows of what is made from them: an entry of its own for each of twenty thousand cells
 * would make the page too large to open.
 */
const ROWS: ReadonlySet<LineageNode["kind"]> = new Set(["weight", "cell", "sentence", "patent"]);

/** Kinds from which a reader may start without a table. */
const ENTRIES: ReadonlySet<LineageNode["kind"]> = new Set(["column", "index"]);

/** A file is used by thousands of cells: no one reads such a list. */
const MOST_USES = 30;

/** Where a coefficient stands in a table: the way back. */
export interface LineageReturn {
  /** Id of the link in the table. */
  readonly anchor: string;
  readonly caption: string;
}

/** How the page refers to the nodes. */
export interface LineagePage {
  /** Id on the page of each node that has an entry of its own. */
  readonly anchors: ReadonlyMap<string, string>;
  /** Where each node is linked from in the tables. */
  readonly returns: ReadonlyMap<string, readonly LineageReturn[]>;
}

/**
 * Ids on the page of the nodes that have entries of their own: numbers, since a long name would
 * stand in every link. A cell, weight, sentence or patent has one only where a table leads to it
 * or nothing is made from it.   中文: 溯源锚点
 */
export function lineageAnchors(
  graphs: readonly LineageGraph[],
  linked: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const used = new Set(graphs.flatMap((g) => g.nodes.flatMap((n) => n.from)));
  const anchors = new Map<string, string>();
  for (const { id, kind } of graphs.flatMap((g) => g.nodes)) {
    const hasEntry = !ROWS.has(kind) || linked.has(id) || !used.has(id);
    if (hasEntry && !anchors.has(id)) anchors.set(id, `lineage-${anchors.size + 1}`);
  }
  return anchors;
}

/**
 * The nodes, each with links to what it was made from and what it is used in; the page shows the
 * one that was followed.   中文: 溯源 → HTML
 */
export function lineageToHtml(graph: LineageGraph, lang: Lang, page: LineagePage): string {
  const entries = new Entries(graph, lang, page);
  const starts = graph.nodes.filter((n) => ENTRIES.has(n.kind));
  const [head, hint, also] =
    lang === "zh"
      ? [
          "溯源",
          "点击表中带虚线的系数，可逐步追溯到面板列、指数与权重、指标单元格、计数，直至原句、专利与规则；每次显示一步，浏览器的后退键返回上一步。",
          "也可由此进入：",
        ]
      : [
          "Lineage",
          "A coefficient with a dotted line under it leads back, step by step, to columns, indices and weights, indicator cells, counts, and to the sentence, the patent and the rule. One step is shown at a time; the browser's back button returns to the one before.",
          "Or start here:",
        ];
  const list = starts.length === 0 ? "" : `<p>${also}</p>${entries.list(starts)}`;
  const items = graph.nodes
    .filter((n) => page.anchors.has(n.id))
    .map((node) => entries.entry(node))
    .join("\n");
  return `<h2>${head}</h2><p>${hint}</p><nav class="xz-starts">${list}</nav>${items}`;
}

class Entries {
  readonly #lang: Lang;
  readonly #page: LineagePage;
  readonly #index: ReadonlyMap<string, LineageNode>;
  readonly #usedIn = new Map<string, LineageNode[]>();
  readonly #links = new Map<string, string>();

  constructor(graph: LineageGraph, lang: Lang, page: LineagePage) {
    this.#lang = lang;
    this.#page = page;
    this.#index = lineageIndex(graph);
    for (const node of graph.nodes) {
      for (const id of new Set(node.from)) {
        const list = this.#usedIn.get(id);
        if (list === undefined) this.#usedIn.set(id, [node]);
        else list.push(node);
      }
    }
  }

  entry(node: LineageNode): string {
    const [from, into, back] =
      this.#lang === "zh" ? ["来自", "用于", "返回"] : ["Made from", "Used in", "Back to"];
    const value =
      node.value === undefined || node.value === null
        ? ""
        : ` <output>${escapeHtml(String(node.value))}</output>`;
    const made = node.from.map((id) => this.#index.get(id)!);
    const rows = made.filter((n) => !this.#page.anchors.has(n.id));
    const links = made.filter((n) => this.#page.anchors.has(n.id));
    const returns = (this.#page.returns.get(node.id) ?? []).map(
      (r) => `<p>${back} <a href="#${r.anchor}">${escapeHtml(r.caption)}</a></p>`,
    );
    return [
      `<article class="xz-node" id="${this.#page.anchors.get(node.id)!}">`,
      `<h3><small>${this.#kind(node)}</small> ${this.#text(node.label)}${value}</h3>`,
      ...returns,
      node.detail === undefined || node.detail === "" ? "" : `<p>${this.#text(node.detail)}</p>`,
      made.length === 0 ? "" : `<p>${from}</p>`,
      this.#rows(rows),
      this.list(links),
      this.#uses(node, into),
      "</article>",
    ].join("");
  }

  list(nodes: readonly LineageNode[]): string {
    if (nodes.length === 0) return "";
    const items = nodes.map((n) => `<li>${this.#link(n)}</li>`);
    return `<ul${nodes.length > 8 ? ' class="xz-many"' : ""}>${items.join("")}</ul>`;
  }

  #text(text: LineageNode["label"]): string {
    return escapeHtml(inLang(text, this.#lang));
  }

  #kind({ kind, called }: LineageNode): string {
    return escapeHtml((called ?? KINDS[kind])[this.#lang]);
  }

  /** Each node is linked to from many others: its link is written once. */
  #link(node: LineageNode): string {
    let link = this.#links.get(node.id);
    if (link === undefined) {
      const kind = this.#kind(node);
      link = `<a href="#${this.#page.anchors.get(node.id)!}">${kind}: ${this.#text(node.label)}</a>`;
      // Every table has a column 1.
      const table = this.#page.returns.get(node.id)?.[0]?.caption;
      if (table !== undefined) link += ` · ${escapeHtml(table)}`;
      this.#links.set(node.id, link);
    }
    return link;
  }

  /** Cells, weights, sentences and patents, a table for each kind. */
  #rows(nodes: readonly LineageNode[]): string {
    const kinds = [...new Set(nodes.map((n) => n.kind))];
    return kinds
      .map((kind) => {
        const rows = nodes.filter((n) => n.kind === kind).map((n) => `<tr>${this.#cells(n)}</tr>`);
        const name = KINDS[kind][this.#lang];
        return `<table class="xz-from"><caption>${name}</caption>${rows.join("")}</table>`;
      })
      .join("");
  }

  #cells(node: LineageNode): string {
    const from = node.from.map((id) => this.#index.get(id)!);
    const behind = from.map((n) =>
      this.#page.anchors.has(n.id) ? this.#link(n) : this.#inline(n),
    );
    return [
      `<th scope="row">${this.#text(node.label)}</th>`,
      `<td>${shown(node.value)}</td>`,
      `<td>${node.detail === undefined ? "" : this.#text(node.detail)}</td>`,
      `<td>${behind.join(" ")}</td>`,
    ].join("");
  }

  /** A row behind a row, such as the sentence of a cell. */
  #inline(node: LineageNode): string {
    const behind = node.from.map((id) => this.#index.get(id)!);
    const links = behind.map((n) =>
      this.#page.anchors.has(n.id) ? this.#link(n) : this.#inline(n),
    );
    return [this.#text(node.label), shown(node.value), ...links].filter((t) => t !== "").join(" ");
  }

  #uses(node: LineageNode, word: string): string {
    const items = new Set<string>();
    const users = this.#usedIn.get(node.id) ?? [];
    const isShown = (user: LineageNode) => this.#page.returns.has(user.id);
    // First the coefficients that tables show, then those of controls that they leave out.
    for (const user of [...users.filter(isShown), ...users.filter((u) => !isShown(u))]) {
      for (const item of this.#useItems(user)) items.add(item);
      // One more than are shown tells that there are more.
      if (items.size > MOST_USES) break;
    }
    if (items.size === 0) return "";
    const list = [...items].slice(0, MOST_USES).map((item) => `<li>${item}</li>`);
    if (items.size > MOST_USES) list.push("<li>…</li>");
    return `<p>${word}</p><ul${list.length > 8 ? ' class="xz-many"' : ""}>${list.join("")}</ul>`;
  }

  /** A row is used where it is shown. */
  #useItems(user: LineageNode): string[] {
    if (this.#page.anchors.has(user.id)) return [this.#link(user)];
    return (this.#usedIn.get(user.id) ?? []).flatMap((above) =>
      this.#page.anchors.has(above.id)
        ? [`${this.#link(above)} · ${this.#text(user.label)}`]
        : this.#useItems(above),
    );
  }
}

/** Numbers of rows to ten digits: enough to find the cell again. */
function shown(value: LineageNode["value"]): string {
  if (value === undefined || value === null) return "";
  return escapeHtml(typeof value === "number" ? String(Number(value.toPrecision(10))) : value);
}
