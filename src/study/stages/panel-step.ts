import { Panel, readTable, type Table } from "../../table/index.js";
import type { Study } from "../file/read-study.js";
import { tableCodec } from "../graph/codecs.js";
import { hashFiles } from "../graph/hash-files.js";
import type { Step, StepRef } from "../graph/step.js";

/** The name of the panel under `data` itself. */
export const MAIN = "main";

/** Reads every panel and table of the study; panels have unit and time, unique together. */
export function panelSteps(
  study: Study,
  needs: readonly StepRef<unknown>[],
): readonly { readonly name: string; readonly step: Step<Table> }[] {
  const { panel, unit, time, regionCode, firmName, text, panels = {} } = study.data;
  const main = { file: panel, unit, time, regionCode, firmName, text };
  return Object.entries({ [MAIN]: main, ...panels }).map(([name, entry]) => {
    const file = study.path(entry.file);
    const keys =
      entry.unit === undefined || entry.time === undefined
        ? undefined
        : { unit: entry.unit, time: entry.time };
    const asText = [...(entry.text ?? []), ...(entry.regionCode ? [entry.regionCode] : [])];
    const made = (table: Table): Table => (keys === undefined ? table : new Panel(table, keys));
    return {
      name,
      step: {
        name: name === MAIN ? "panel" : `panel ${name}`,
        title:
          name === MAIN
            ? { en: "panel", zh: "面板数据" }
            : { en: `panel ${name}`, zh: `面板数据 ${name}` },
        needs,
        options: () => ({ keys, asText, file: hashFiles([file]) }),
        cache: {
          encode: (table) => tableCodec.encode(table),
          decode: (bytes) => made(tableCodec.decode(bytes)),
        },
        run: async () => made(await readTable(file, { text: asText })),
      },
    };
  });
}
