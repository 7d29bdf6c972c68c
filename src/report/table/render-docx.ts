import type { Lang } from "../../base/index.js";
import { wordBytes } from "../page/word.js";
import { layOut } from "./lay-out.js";
import type { TableModel } from "./table-model.js";

/** One table as an editable Word file.   中文: 单表 → Word */
export async function tableToDocx(
  model: TableModel,
  lang: Lang,
  options: { readonly caption?: string } = {},
): Promise<Uint8Array> {
  const grid = layOut(model, lang);
  const caption = options.caption ?? grid.title;
  return wordBytes([{ kind: "table", caption, grid }], { title: caption, lang });
}
