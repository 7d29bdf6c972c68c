import type { PatentInterface } from "../patent-interface.js";
import { cnipa } from "./cnipa.js";
import { epoOps } from "./epo-ops.js";
import { googlePatents } from "./google-patents.js";
import { lens } from "./lens.js";
import { uspto } from "./uspto.js";

/** Every patent interface by name.   中文: 专利接口 */
export const patentInterfaces: ReadonlyMap<string, PatentInterface> = new Map(
  [epoOps, lens, uspto, googlePatents, cnipa].map((i) => [i.name, i]),
);
