import { Panel, readTable } from "../../table/index.js";
import { tableCodec } from "../codecs.js";
import type { Study } from "../read-study.js";
import type { Step } from "../step.js";
import { hashFiles } from "./hash-files.js";

/** Reads the panel and checks that unit and time are unique.   中文: 读取面板 */
export function panelStep(study: Study): Step<Panel> {
  const file = study.path(study.data.panel);
  const keys = { unit: study.data.unit, time: study.data.time };
  return {
    name: "panel",
    title: { en: "panel", zh: "面板数据" },
    needs: [],
    options: { keys, file: hashFiles([file]) },
    cache: {
      encode: (panel) => tableCodec.encode(panel),
      decode: (bytes) => new Panel(tableCodec.decode(bytes), keys),
    },
    run: async () => {
      const text = study.data.regionCode === undefined ? [] : [study.data.regionCode];
      return new Panel(await readTable(file, { text }), keys);
    },
  };
}
