import type { Localized } from "../../base/index.js";
import { termName } from "../../regress/index.js";
import type { Wording } from "../../report/index.js";
import type { StudyFrame } from "../stages/frame.js";

/** Labels by the name of a column or term. */
export type LabelRecord = Readonly<Record<string, Localized>>;

/** What the usual columns are called where a study does not say. */
const USUAL: LabelRecord = {
  city: { en: "City", zh: "城市" },
  county: { en: "County", zh: "县域" },
  firm: { en: "Firm", zh: "企业" },
  industry: { en: "Industry", zh: "行业" },
  province: { en: "Province", zh: "省份" },
  quarter: { en: "Quarter", zh: "季度" },
  year: { en: "Year", zh: "年份" },
};

/**
 * The labels of a study by name: those given to it, its own, those of its policies, the usual ones.
 * Asked for one by one, so that a section depends on the labels that it prints alone.
 * 中文: 研究中的变量标签
 */
export function labelsOf(
  frame: StudyFrame,
  first: Readonly<Record<string, Wording>> = {},
): LabelRecord {
  const find = (name: string): Localized | undefined => {
    if (Object.hasOwn(first, name)) return bothOf(first[name]!);
    const own = frame.study.data.labels?.[name];
    if (own !== undefined) return { en: own.en, zh: own.zh };
    const term = PLAIN_NAME.test(name) ? undefined : ofTerm(frame, name);
    if (term !== undefined) return term;
    const policy = frame.policies.get(name)?.label;
    return policy ?? (Object.hasOwn(USUAL, name) ? USUAL[name] : undefined);
  };
  return new Proxy({} as Record<string, Localized>, {
    get: (_target, key) => (typeof key === "string" ? find(key) : undefined),
    has: (_target, key) => typeof key === "string" && find(key) !== undefined,
    getOwnPropertyDescriptor: (_target, key) => {
      const value = typeof key === "string" ? find(key) : undefined;
      return value && { value, configurable: true, enumerable: true, writable: false };
    },
    ownKeys: () => {
      throw new Error("labels are asked for by name");
    },
  });
}

function bothOf(wording: Wording): Localized {
  return typeof wording === "string" ? { en: wording, zh: wording } : wording;
}

const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_.]*$/u;

/** The label of a term that the study may write in another way: `l(did)` is `l(did, 1)`. */
function ofTerm(frame: StudyFrame, name: string): Localized | undefined {
  const labels = frame.study.data.labels ?? {};
  const own = Object.keys(labels).find((key) => !PLAIN_NAME.test(key) && termName(key) === name);
  const label = own === undefined ? undefined : labels[own];
  return label && { en: label.en, zh: label.zh };
}
