import { numberColumn, Table, textColumn } from "../table/index.js";
import type { TermDifference } from "../text/index.js";
import type { Context } from "./context.js";
import { textTable } from "./text-table.js";

const MAX_SHOWN = 40;
/** Reasons that are shown for a term in the terminal. */
const MAX_REASONS = 3;

/** The terms on which the two counters differ, with the most frequent reasons, for the terminal. */
export function differenceText(context: Context, differences: readonly TermDifference[]): string {
  if (differences.length === 0) return "";
  const t = context.t.bind(context);
  const word = {
    inside: t("inside", "并入"),
    cut: t("cut as", "切为"),
    overlap: t("overlaps", "重叠"),
  };
  const rows = differences.slice(0, MAX_SHOWN).map((d) => [
    d.term,
    d.match,
    d.segment,
    d.reasons
      .slice(0, MAX_REASONS)
      .map((r) => `${word[r.kind]} ${r.detail} ×${r.count}`)
      .join("; "),
  ]);
  const head = [t("term", "词"), t("match", "匹配"), t("segment", "分词"), t("why", "原因")];
  const more = differences.length > MAX_SHOWN ? `\n… ${differences.length - MAX_SHOWN}` : "";
  const title = t("The two counters differ on:", "两种计数的差异：");
  return `\n\n${title}\n${textTable([head, ...rows])}${more}`;
}

/** The same in full: one row for each term and reason. */
export function differenceTable(differences: readonly TermDifference[]): Table {
  const rows = differences.flatMap((d) => d.reasons.map((reason) => ({ ...d, ...reason })));
  const text = (name: "dictionary" | "term" | "kind" | "detail") =>
    textColumn(
      name,
      rows.map((r) => r[name]),
    );
  const number = (name: "match" | "segment" | "count") =>
    numberColumn(
      name,
      rows.map((r) => r[name]),
    );
  return new Table([
    text("dictionary"),
    text("term"),
    number("match"),
    number("segment"),
    text("kind"),
    text("detail"),
    number("count"),
  ]);
}
