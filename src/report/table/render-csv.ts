import { guardFormula, type Lang, quoteCell } from "../../base/index.js";
import { layOut } from "./lay-out.js";
import type { TableModel } from "./table-model.js";

/**
 * A table as CSV, as printed, with a byte-order mark so that Excel reads the Chinese.
 * 中文: 表格 → CSV
 *
 * Text that a spreadsheet would run as a formula gets a leading `'`. A column that is stored for
 * further computation should be taken from the JSON, which has full precision.
 */
export function tableToCsv(model: TableModel, lang: Lang): string {
  const grid = layOut(model, lang);
  const lines: string[][] = [];
  if (grid.spans.length > 0) {
    lines.push(
      grid.spans.flatMap((s) =>
        [s.text, ...new Array<string>(s.width - 1).fill("")].map(guardFormula),
      ),
    );
  }
  for (const line of grid.headers) lines.push(line.map(guardFormula));
  for (const row of grid.rows) {
    const cells = row.cells.map((c) =>
      c.value === null ? guardFormula(c.text) : c.text + c.stars,
    );
    lines.push([...cells, ...new Array<string>(grid.align.length - cells.length).fill("")]);
  }
  return `\ufeff${lines.map((line) => line.map(quoteCell).join(",")).join("\n")}\n`;
}
