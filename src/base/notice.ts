import type { Localized } from "./localized.js";

/**
 * A warning that travels with a result: something was dropped, changed or is doubtful.
 * 中文: 随结果返回的提示
 */
export interface Notice extends Localized {
  /** Stable code, `room/name`. */
  readonly code: string;
}

/** Makes a notice. @example notice("regress/collinear", "x3 was dropped", "已剔除 x3") */
export function notice(code: string, en: string, zh: string): Notice {
  return { code, en, zh };
}
