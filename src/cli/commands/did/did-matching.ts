import {
  didError,
  fitJson,
  fitTerms,
  type PsmOptions,
  psmDid,
  scoreGroups,
} from "../../../did/index.js";
import {
  balanceFigure,
  balanceTable,
  regressionTable,
  supportFigure,
} from "../../../report/index.js";
import { needsWith } from "./did-check-options.js";
import { CLUSTERED, type DidAnswer, type DidMethod, type DidRequest } from "./did-method.js";
import type { DidOptions } from "./did-options.js";
import { balanceText, rowsText } from "./did-text.js";

/** Matching and entropy balancing, then difference in differences. */
export const didMatching: Readonly<Record<string, DidMethod>> = {
  psm: {
    takes: [
      ...CLUSTERED,
      ...([
        "score",
        "method",
        "ratio",
        "caliper",
        "radius",
        "bandwidth",
        "replacement",
        "ties",
      ] as const),
      ...(["order", "common", "when", "weighting", "show", "figure"] as const),
    ],
    run: (request) => {
      checkForm(request);
      return matchedAnswer(request, psmOptions(request.options));
    },
  },
  "entropy-balance": {
    takes: [...CLUSTERED, "weighting", "show"],
    run: (request) => {
      const { weighting } = request.options;
      const rule = weighting === undefined ? {} : { weighting };
      return matchedAnswer(request, { ...rule, kind: "entropy" });
    },
  },
};

/** Each form of matching has its own options. */
function checkForm({ options, given }: DidRequest): void {
  const form = options.method ?? "nearest";
  const nearest = ["ratio", "caliper", "replacement", "order", "ties"] as const;
  needsWith(given, nearest, form === "nearest", "--method nearest with it");
  needsWith(given, ["radius"], form === "radius", "--method radius with it");
  needsWith(given, ["bandwidth"], form === "kernel", "--method kernel with it");
  needsWith(given, ["order"], options.replacement !== true, "no --replacement with it");
}

function psmOptions(options: DidOptions): PsmOptions {
  const { score, method, ratio, caliper, radius, bandwidth, order, ties, common, weighting } =
    options;
  const given = {
    score,
    method,
    ratio,
    caliper,
    radius,
    bandwidth,
    weighting,
    draw: order,
    ties,
    support: common === true ? ("common" as const) : undefined,
    when: options.when === undefined ? undefined : whenOf(options.when),
  };
  return Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined));
}

function whenOf(text: string): NonNullable<PsmOptions["when"]> {
  if (text === "pre" || text === "year" || text === "pooled") return text;
  const year = Number(text.replace(/^at=/, ""));
  if (Number.isInteger(year)) return year;
  throw didError("bad-option", {
    option: "--when",
    value: text,
    expected: "pre, year, pooled or at=2013",
  });
}

function matchedAnswer(request: DidRequest, options: PsmOptions): DidAnswer {
  const { say } = request;
  const s = request.sample();
  const found = psmDid(s, options);
  const { fit, plain, weights, scores, balance, warnings, scored, ...rest } = found;
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
  );
  return {
    text: `${text}\n${balanceText(balance, say)}`,
    json: {
      kind: options.kind === "entropy" ? "entropy-balance" : "psm",
      outcome: s.spec.outcome,
      ...rest,
      balance,
      fit: fitJson(fit),
      fitWithoutCovariates: fitJson(plain),
      rows,
    },
    warnings,
    figure:
      request.options.figure === "support"
        ? supportFigure(groups.before, groups.after)
        : balanceFigure(balance),
    table:
      request.options.show === "balance"
        ? balanceTable(balance)
        : regressionTable([plain, fit].map((f) => ({ ...f, tidy: () => fitTerms(f) }))),
  };
}
