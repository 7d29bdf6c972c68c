import {
  type DidAnalysis,
  type DidMethod as DidCard,
  didAnalyses,
  didEffects,
} from "../../../did/index.js";
import type { Fit } from "../../../regress/index.js";
import { regressionTable } from "../../../report/index.js";
import type { EventStudy } from "../../../result/index.js";
import { cardFlags } from "../../method/card-flags.js";
import { wildLines, withWild } from "../../wild-tests.js";
import { needsWith } from "./did-check-options.js";
import { type DidAnswer, type DidMethod, type DidRequest, SHARED } from "./did-method.js";
import { rowsText } from "./did-text.js";
import { viewOf } from "./did-views.js";
import { eventAnswer } from "./event-answer.js";

/** The methods of `xinzhi did`, each from its card.   中文: 由卡片生成的全部方法 */
export const didMethods: Readonly<Record<string, DidMethod>> = Object.fromEntries([
  ...didEffects().map((card) => [card.name, methodOf(card, (r) => effectOf(card, r))]),
  ...didAnalyses().map((card) => [card.name, methodOf(card, (r) => analysisOf(card, r))]),
]);

function methodOf(card: DidMethod["card"], run: DidMethod["run"]): DidMethod {
  const shared = card.takes.flatMap((t) => SHARED[t]);
  return { card, takes: [...shared, ...cardFlags(card).map((f) => f.attribute)], run };
}

const inputOf = ({ sample, table, formula, keys, regress, family }: DidRequest) => ({
  sample,
  model: { table, formula, keys, options: regress, family },
});

function effectOf(card: DidCard, request: DidRequest): DidAnswer {
  const { values, options } = request;
  const result = card.run(inputOf(request), values);
  if ("covariance" in result) return fitAnswer(result as Fit, request);
  const seed = "seed" in card.options && "bootstrap" in values ? { seed: options.seed } : {};
  return { ...eventAnswer(result as EventStudy, request.say), ...seed };
}

async function analysisOf(card: DidAnalysis, request: DidRequest): Promise<DidAnswer> {
  const result = await card.run(inputOf(request), request.values);
  return viewOf(result.kind)(result, request);
}

/** A fit of the regression engine, with the bootstrap that `--wild` asks for. */
function fitAnswer(plain: Fit, { regress, wild, options, given, say }: DidRequest): DidAnswer {
  needsWith(given, ["draws", "seed"], wild !== null, "--wild with it");
  const { seed } = options;
  const fit = withWild(plain, { wild, options: regress, seed });
  const name =
    plain.method === undefined ? fit.model : say(plain.method.title.en, plain.method.title.zh);
  const text = rowsText(fit.tidy(), `${fit.outcome}: ${name}, N = ${fit.nobs}`, say, options.level);
  return {
    text: [text, ...wildLines(fit, say)].join("\n"),
    json: fit.toJSON(),
    warnings: fit.warnings,
    table: regressionTable([fit]),
    ...(wild === null ? {} : { seed }),
  };
}
