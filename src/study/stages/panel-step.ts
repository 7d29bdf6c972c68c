import { Panel, readTable, type Table } from "../../table/index.js";
import { tableCodec } from "../graph/codecs.js";
import type { Step, StepRef } from "../graph/step.js";

/** The name of the panel under `data` itself. */
export const MAIN = "main";

/** A panel or table of the study with the step that reads it. */
export interface PanelStep {
  readonly name: string;
  readonly step: Step<Table>;
}

/** Reads a panel or table of the study; panels have unit and time, unique together. 中文: 读取面板 */
export function panelStep(name: string, needs: readonly StepRef<unknown>[]): PanelStep {
  return {
    name,
    step: {
      name: name === MAIN ? "panel" : `panel ${name}`,
      title:
        name === MAIN
          ? { en: "panel", zh: "面板数据" }
          : { en: `panel ${name}`, zh: `面板数据 ${name}` },
      needs,
      cache: tableCodec,
      read: (door) => {
        const at = (key: string) =>
          name === MAIN
            ? door.setting("data", key === "file" ? "panel" : key)
            : door.setting("data", "panels", name, key);
        const file = door.studyFile(at("file") as string);
        const [unit, time, code] = ["unit", "time", "regionCode"].map(at) as (string | undefined)[];
        const text = [
          ...((at("text") as readonly string[] | undefined) ?? []),
          ...(code === undefined ? [] : [code]),
        ];
        return async () => {
          const table = await readTable(file, { text });
          return unit === undefined || time === undefined
            ? table
            : new Panel(table, { unit, time });
        };
      },
    },
  };
}
