import { firstLine } from "../../base/index.js";
import { textError } from "../errors.js";
import type { EngineLoader } from "./engine.js";
import { nodeRsLoader } from "./node-rs-engine.js";
import { nodejiebaLoader } from "./nodejieba-engine.js";

const cache = new Map<string, Promise<EngineLoader>>();

/**
 * The engine that was asked for; `auto` takes nodejieba and, where it is not built, the prebuilt
 * one. The result's provenance names the engine.   中文: 选择分词引擎
 *
 * Errors    text/no-segmenter — it cannot be loaded.
 */
export function loadEngine(
  choice: "auto" | "nodejieba" | "node-rs" = "auto",
): Promise<EngineLoader> {
  const known = cache.get(choice);
  if (known !== undefined) return known;
  const loading = load(choice);
  cache.set(choice, loading);
  return loading;
}

async function load(choice: "auto" | "nodejieba" | "node-rs"): Promise<EngineLoader> {
  const reasons: string[] = [];
  if (choice !== "node-rs") {
    try {
      return await nodejiebaLoader();
    } catch (cause) {
      reasons.push(`nodejieba: ${firstLine(cause)}`);
    }
  }
  if (choice !== "nodejieba") {
    try {
      return await nodeRsLoader();
    } catch (cause) {
      reasons.push(`@node-rs/jieba: ${firstLine(cause)}`);
    }
  }
  throw textError("no-segmenter", { reason: reasons.join("; ") });
}
