import { greatest, type Localized, least } from "../../base/index.js";
import type {
  Balance,
  Citation,
  Decomposition,
  EventStudy,
  IndexResult,
  MethodName,
  Placebo,
  SpecificationResult,
  TwfeWeights,
} from "../../result/index.js";
import type { ReportedErrors } from "../table/covariance-note.js";
import type { ReportedFit } from "../table/reported-column.js";
import type { Wording } from "../table/table-model.js";
import type { CitationKey } from "./citations.js";

/** A result whose method can be put into words. */
export type DescribedResult =
  | ReportedFit
  | EventStudy
  | Decomposition
  | TwfeWeights
  | Placebo
  | SpecificationResult
  | IndexResult
  | { readonly kind: "balance"; readonly balance: Balance; readonly method: Wording };

/** A sentence on a method, with the works that it rests on.   中文: 方法说明句 */
export interface MethodSentence extends Localized {
  /** Works of the house's list by key; those of a method's own card in full. */
  readonly cites: readonly (CitationKey | Citation)[];
}

/**
 * What one result adds to a methods section: facts, so that results alike share a sentence.
 * 中文: 方法说明所需的事实
 */
export type MethodFact =
  | ({ readonly kind?: never } & MethodSentence)
  | {
      readonly kind: "fit";
      /** `ols`, `iv`, `poisson` … */
      readonly estimator: string;
      /** As its card has it; left out where the fit carries none. */
      readonly name?: Pick<MethodName, "phrase" | "cites" | "note">;
      readonly outcome: string;
      readonly effects: readonly string[];
      readonly errors: ReportedErrors;
      readonly nobs: number;
      readonly dropped: number;
    }
  | {
      readonly kind: "events";
      readonly estimator: string;
      readonly name: Pick<MethodName, "phrase" | "cites">;
      readonly outcome: string;
      readonly from: number;
      readonly to: number;
      /** Joint p of the leads. */
      readonly leadsP: number | null;
      readonly band: "sup-t" | "none";
    }
  | ({
      readonly kind: "index";
      readonly label: Wording;
      readonly indicators: number;
      readonly filled: number;
    } & Pick<IndexResult, "name" | "scale" | "method" | "methods" | "composite" | "nobs">)
  | {
      readonly kind: "bacon";
      readonly twfe: number;
      readonly comparisons: number;
      readonly cites: readonly Citation[];
    }
  | {
      readonly kind: "placebo";
      readonly mode: Placebo["mode"];
      readonly draws: number;
      readonly seed: number | null;
      readonly p: number;
    }
  | {
      readonly kind: "balance";
      readonly method: Wording;
      readonly before: number;
      readonly after: number;
    };

/** One result as the facts of a methods section.   中文: 结果 → 方法事实 */
export function describeResult(result: DescribedResult): MethodFact {
  if ("covariance" in result) return fitFact(result);
  if ("events" in result) return eventsFact(result);
  switch (result.kind) {
    case "bacon":
      return {
        kind: "bacon",
        twfe: result.twfe,
        comparisons: result.comparisons.length,
        cites: result.method?.cites ?? [],
      };
    case "weights":
      return weightsSentence(result);
    case "placebo":
      return {
        kind: "placebo",
        mode: result.mode,
        draws: result.draws.length,
        seed: result.seed,
        p: result.pTwoSided,
      };
    case "specification-curve":
      return {
        en: `The coefficient is estimated under ${result.specifications.length} specifications (Simonsohn, Simmons and Nelson 2020).`,
        zh: `在 ${result.specifications.length} 种设定下估计该系数（Simonsohn、Simmons 和 Nelson，2020）。`,
        cites: ["specCurve"],
      };
    case "index":
      return {
        kind: "index",
        name: result.name,
        label: result.label,
        indicators: result.indicators.length,
        scale: result.scale,
        method: result.method,
        ...(result.methods === undefined ? {} : { methods: result.methods }),
        composite: result.composite,
        nobs: result.nobs,
        filled: result.indicators.reduce((sum, i) => sum + i.filled, 0),
      };
    case "balance":
      return {
        kind: "balance",
        method: result.method,
        before: result.balance.before.meanBias,
        after: result.balance.after.meanBias,
      };
  }
}

function fitFact(fit: ReportedFit): MethodFact {
  return {
    kind: "fit",
    estimator: fit.method?.name ?? fit.model,
    ...(fit.method === undefined ? {} : { name: fit.method }),
    outcome: fit.outcome,
    effects: Object.keys(fit.fixedEffects),
    errors: {
      type: fit.covariance.type,
      ways: fit.covariance.ways,
      clusters: fit.covariance.clusters,
    },
    nobs: fit.nobs,
    dropped: fit.dropped.missing + fit.dropped.singletons + fit.dropped.separated,
  };
}

function eventsFact(study: EventStudy): MethodFact {
  const times = study.events.map((e) => e.time);
  return {
    kind: "events",
    estimator: study.kind,
    name: nameIn(study),
    outcome: study.outcome,
    from: least(times),
    to: greatest(times),
    leadsP: study.pretrend === null ? null : study.pretrend.p,
    band: study.events.some((e) => e.ciLowSup !== null) ? "sup-t" : "none",
  };
}

/** The words of the card; a study that carries none is called by its kind. */
function nameIn({ kind, method }: EventStudy): Pick<MethodName, "phrase" | "cites"> {
  if (method !== undefined) return { phrase: method.phrase, cites: method.cites };
  return { phrase: { en: `the estimator "${kind}"`, zh: `“${kind}”估计量` }, cites: [] };
}

function weightsSentence({ negative, positive, method }: TwfeWeights): MethodSentence {
  const total = negative.count + positive.count;
  if (negative.count === 0) {
    return {
      en: `None of the ${total} weights of treated cells in the two-way estimate is negative (de Chaisemartin and D'Haultfœuille 2020).`,
      zh: `双向固定效应估计中 ${total} 个处理单元的权重均不为负（de Chaisemartin 和 D'Haultfœuille，2020）。`,
      cites: method?.cites ?? [],
    };
  }
  const sum = negative.sum.toPrecision(3);
  return {
    en: `Of the weights of treated cells in the two-way estimate, ${negative.count} of ${total} are negative and sum to ${sum} (de Chaisemartin and D'Haultfœuille 2020).`,
    zh: `双向固定效应估计中，${total} 个处理单元的权重有 ${negative.count} 个为负，合计 ${sum}（de Chaisemartin 和 D'Haultfœuille，2020）。`,
    cites: method?.cites ?? [],
  };
}
