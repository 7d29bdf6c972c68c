import { numberColumn, Table, textColumn } from "../../../table/index.js";
import type { patentRecord } from "./patent-record.js";

/** A simulated application, with a transfer where there was one. */
export type SimulatedPatent = ReturnType<typeof patentRecord> & {
  readonly transfer?: { readonly from: string; readonly to: string; readonly date: string };
};

const SIMULATED = { source: "模拟数据 simulated" } as const;

/** Simulated applications as the importers read them; transfer columns only where there are any. */
export function patentTable(rows: readonly SimulatedPatent[]): Table {
  const text = (column: string, of: (row: SimulatedPatent) => string) =>
    textColumn(column, rows.map(of), SIMULATED);
  const moved = rows.some((r) => r.transfer !== undefined);
  return new Table([
    text("公开号", (r) => r.publication),
    text("申请号", (r) => r.application),
    text("标题", (r) => r.title),
    text("专利类型", (r) => r.type),
    text("申请日", (r) => r.filed),
    text("公开日", (r) => r.published),
    text("申请人", (r) => r.applicants),
    text("申请人地址", (r) => r.address),
    text("IPC", (r) => r.ipc),
    numberColumn(
      "被引证次数",
      rows.map((r) => Number(r.cited)),
    ),
    ...(moved
      ? [
          text("转让人", (r) => r.transfer?.from ?? ""),
          text("受让人", (r) => r.transfer?.to ?? ""),
          text("转让执行日", (r) => r.transfer?.date ?? ""),
        ]
      : []),
  ]);
}
