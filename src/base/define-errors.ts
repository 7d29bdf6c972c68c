import { type ErrorText, type Facts, UserError } from "./user-error.js";

/** Texts of one room by code: a function from facts to the two-language text.   中文: 错误目录 */
export type ErrorCatalogue = Readonly<Record<string, (facts: never) => ErrorText>>;

type FactsOf<F> = F extends (facts: infer A) => ErrorText ? A & Facts : never;

/**
 * Builds the function with which a room throws its errors.   中文: 定义一个模块的错误
 *
 * Codes become `room/name`; the facts that a code needs are checked by the compiler. The thrown
 * error looks up its sentences here, so that numeric code holds no prose.
 *
 * @example
 * const tableError = defineErrors("table", {
 *   "missing-column": (f: { column: string; nearest?: string }) => ({
 *     what: { en: `there is no column "${f.column}".`, zh: `没有列“${f.column}”。` },
 *     fix: { en: `Did you mean "${f.nearest}"?`, zh: `是否想写“${f.nearest}”？` },
 *   }),
 * });
 * // throw tableError("missing-column", { column: "gdpp", nearest: "gdp" });
 */
export function defineErrors<C extends ErrorCatalogue>(room: string, catalogue: C) {
  return <K extends keyof C & string>(
    code: K,
    facts: FactsOf<C[K]>,
    cause?: unknown,
  ): UserError => {
    const text = catalogue[code] as unknown as (facts: Facts) => ErrorText;
    return new UserError(`${room}/${code}`, facts, text(facts), cause);
  };
}
