import type { Command } from "commander";
import type { Notice } from "../../../base/index.js";
import { datesAsText, Table, toCsv, writeTable } from "../../../table/index.js";
import type { Context } from "../../context.js";

/** What a housekeeping command has to show. */
export interface PanelOutcome {
  readonly table: Table;
  /** Short account for the person at the screen. */
  readonly summary: string;
  /** Details for JSON. */
  readonly report: object;
  readonly warnings: readonly Notice[];
  readonly input: string;
}

/** The option that all housekeeping commands share. */
export function addOutput(command: Command, context: Context): Command {
  const t = context.t.bind(context);
  return command.option(
    "-o, --output <file>",
    t(
      "write the table: .csv .xlsx .dta .parquet (default: CSV to stdout)",
      "输出文件：.csv .xlsx .dta .parquet（缺省以 CSV 输出到屏幕）",
    ),
  );
}

/** Writes the table to the file, or as CSV to stdout with the account on stderr. */
export async function deliver(
  context: Context,
  kind: string,
  outcome: PanelOutcome,
  output: string | undefined,
): Promise<void> {
  const { table, summary, report, warnings, input } = outcome;
  const all = [...(table.origin?.notices ?? []), ...warnings];
  context.warn(all);
  if (output !== undefined) await writeTable(output, table);
  else if (!context.json && summary !== "") context.say(summary);
  const size = context.t(
    `${table.nrow} rows, ${table.columns.length} columns → ${output}`,
    `${table.nrow} 行 ${table.columns.length} 列 → ${output}`,
  );
  context.print(
    output === undefined ? toCsv(table) : [summary, size].filter((s) => s !== "").join("\n"),
    {
      kind: `panel-${kind}`,
      ...report,
      nrow: table.nrow,
      columns: table.names,
      ...(output === undefined
        ? { rows: new Table(datesAsText(table.columns)).toRows() }
        : { output }),
      warnings: all,
      provenance: context.provenance({ file: input }),
    },
  );
}
