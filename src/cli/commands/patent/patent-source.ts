import {
  type InnovationPatent,
  parseUserMap,
  patentError,
  readPatents,
} from "../../../patent/index.js";
import { Regions } from "../../../region/index.js";
import { countPatents, eachPatent, Store } from "../../../store/index.js";
import { type Context, EXIT } from "../../context.js";

/** A patent with the store's id, where it comes from the store. */
export type SourcePatent = InnovationPatent & { readonly identity: string; readonly id?: number };

/** Patents for a command: from files, or from the store when none is named. */
export interface PatentSource {
  readonly patents: AsyncIterable<SourcePatent> | Iterable<SourcePatent>;
  readonly regions: Regions;
  readonly input: { readonly file: string };
  /** Says which rows of the files were no records. */
  report(): void;
  close(): void;
}

/** Opens the patents of a command.   中文: 打开命令所需专利 */
export async function openPatentSource(
  context: Context,
  paths: readonly string[],
  options: { readonly map?: string; readonly regions?: string },
): Promise<PatentSource> {
  const regions =
    options.regions === undefined ? Regions.load() : Regions.loadWith(options.regions);
  if (paths.length === 0) {
    const store = await openFilledStore(context);
    return {
      patents: eachPatent(store),
      regions,
      input: { file: context.db },
      report() {},
      close: () => store.close(),
    };
  }
  const faults: { path: string; row: number; reason: string }[] = [];
  const map = options.map === undefined ? {} : { map: parseUserMap(options.map) };
  return {
    patents: readPatents(paths, { regions, ...map, onFault: (f) => faults.push(f) }),
    regions,
    input: { file: paths.join(" ") },
    report: () => sayUnread(context, faults),
    close() {},
  };
}

/** Opens the store of a command; one without patents is the user's mistake. */
export async function openFilledStore(context: Context): Promise<Store> {
  const store = await Store.open(context.db, { mode: "existing" });
  if (countPatents(store) > 0) return store;
  store.close();
  throw patentError("no-patents", { file: context.db });
}

/** Says which rows were no records; the command then ends with code 3. */
export function sayUnread(
  context: Context,
  rows: readonly { readonly path: string; readonly row: number | null; readonly reason: string }[],
): void {
  if (rows.length === 0) return;
  context.exitCode = EXIT.partial;
  const shown = rows
    .slice(0, 20)
    .map((f) => `  ${f.path}${f.row === null ? "" : `, ${f.row}`}: ${f.reason}`);
  const head = context.t(
    `${rows.length} row(s) or file(s) are no records:`,
    `${rows.length} 行（或文件）不是专利记录：`,
  );
  context.say([head, ...shown].join("\n"));
}
