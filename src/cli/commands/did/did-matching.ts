import { fitJson, fitTerms, type MatchedDid, scoreGroups } from "../../../did/index.js";
import {
  balanceFigure,
  balanceTable,
  regressionTable,
  supportFigure,
} from "../../../report/index.js";
import type { DidAnswer, DidRequest } from "./did-method.js";
import { balanceText, rowsText } from "./did-text.js";

/** Matching and entropy balancing, then difference in differences, by kind of result. */
export const matchingViews = { psm: matchedView, "entropy-balance": matchedView };

function matchedView(found: MatchedDid, { say, output, options }: DidRequest): DidAnswer {
  const {
    kind,
    sample: s,
    fit,
    plain,
    weights,
    scores,
    balance,
    warnings,
    scored,
    ...rest
  } = found;
  const groups = scoreGroups(scored);
  const rows = Array.from({ length: s.n }, (_, i) => ({
    unit: s.unitLevels[s.unit[i]!],
    time: s.periods[s.period[i]!],
    weight: weights[i],
    score: Number.isNaN(scores[i]) ? null : scores[i],
  }));
  const titled = (name: string, f: typeof fit) => ({ ...fitTerms(f)[0]!, name });
  const text = rowsText(
    [
      titled(say("without covariates", "不含协变量"), plain),
      titled(say("with covariates", "含协变量"), fit),
    ],
    say(`matched sample, N = ${fit.nobs}`, `匹配样本，N = ${fit.nobs}`),
    say,
    options.level,
  );
  return {
    text: `${text}\n${balanceText(balance, say)}`,
    json: {
      kind,
      outcome: s.spec.outcome,
      ...rest,
      balance,
      fit: fitJson(fit),
      fitWithoutCovariates: fitJson(plain),
      rows,
    },
    warnings,
    figure:
      output.figure === "support"
        ? supportFigure(groups.before, groups.after)
        : balanceFigure(balance),
    table:
      output.show === "balance"
        ? balanceTable(balance)
        : regressionTable([plain, fit].map((f) => ({ ...f, tidy: () => fitTerms(f) }))),
  };
}
