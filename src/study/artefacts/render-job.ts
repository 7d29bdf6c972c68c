import type { Lang } from "../../base/index.js";
import type { Job } from "../../jobs/index.js";
import type { Part } from "./number-parts.js";
import { type RenderedPart, renderPart } from "./render-part.js";

/** Language and font of all tables and figures. */
export interface RenderSetup {
  readonly lang: Lang;
  readonly font: { readonly fontFile?: string };
  /** What the font can write: pictures are drawn again once a Chinese one is there. */
  readonly script: "chinese" | "latin" | "none";
}

/** Tables and figures into files, in this thread or in others.   中文: 并行渲染 */
export const renderJob: Job<RenderSetup, Pick<Part, "kind" | "model">, RenderedPart> = {
  file: new URL("./render-thread.js", import.meta.url),
  prepare:
    ({ lang, font }) =>
    (part) =>
      renderPart(part, lang, font),
};
