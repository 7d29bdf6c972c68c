import { type DidMethod as DidCard, didEffects, didError } from "../../../did/index.js";
import type { Fit } from "../../../regress/index.js";
import { regressionTable } from "../../../report/index.js";
import { type EventStudy, flagOf, type Takes } from "../../../result/index.js";
import { wildLines, withWild } from "../../wild-tests.js";
import { needsWith } from "./did-check-options.js";
import {
  CLUSTER,
  type DidAnswer,
  type DidMethod,
  type DidOptionName,
  type DidRequest,
  ENGINE,
} from "./did-method.js";
import { rowsText } from "./did-text.js";
import { eventAnswer } from "./event-answer.js";
import { readOption } from "./option-text.js";

/** The shared estimation options behind each word of a card. */
const SHARED: Readonly<Record<Takes, readonly DidOptionName[]>> = {
  engine: ENGINE,
  cluster: CLUSTER,
  weights: ["weights"],
  wild: ["wild", "draws", "seed"],
  family: ["family"],
};

/** Every estimator of an effect as a method of the command, from its card.   中文: 由卡片生成的方法 */
export function estimatorMethods(): Readonly<Record<string, DidMethod>> {
  return Object.fromEntries(didEffects().map((card) => [card.name, methodOf(card)]));
}

function methodOf(card: DidCard): DidMethod {
  const own = Object.entries(card.options).map(([name, option]) => ({
    name,
    option,
    flag: flagOf(name, option),
  }));
  return {
    card,
    takes: [...card.takes.flatMap((t) => SHARED[t]), ...own.map(({ flag }) => camel(flag))],
    run: (request) => {
      const { given, sample, table, formula, keys, regress, family, options } = request;
      const values: Record<string, unknown> = {};
      for (const { name, option, flag } of own) {
        if (!given.has(camel(flag))) continue;
        const text = (options as unknown as Readonly<Record<string, unknown>>)[camel(flag)];
        values[name] = typeof text === "string" ? readOption(option, `--${flag}`, text) : text;
        const { needs } = option;
        if (needs === undefined || given.has(camel(flagOf(needs, card.options[needs]!)))) continue;
        throw didError("bad-option", {
          option: `--${flag}`,
          value: "",
          expected: `--${flagOf(needs, card.options[needs]!)} with it`,
        });
      }
      const model = { table, formula, keys, options: regress, family };
      const result = card.run({ sample, model }, values);
      const seed = "seed" in card.options && "bootstrap" in values ? { seed: options.seed } : {};
      if (!("covariance" in result))
        return { ...eventAnswer(result as EventStudy, request.say), ...seed };
      return fitAnswer(result as Fit, request);
    },
  };
}

/** A fit of the regression engine, with the bootstrap that `--wild` asks for. */
function fitAnswer(plain: Fit, { regress, wild, options, given, say }: DidRequest): DidAnswer {
  needsWith(given, ["draws", "seed"], wild !== null, "--wild with it");
  const { seed } = options;
  const fit = withWild(plain, { wild, options: regress, seed });
  const name =
    plain.method === undefined ? fit.model : say(plain.method.title.en, plain.method.title.zh);
  const text = rowsText(fit.tidy(), `${fit.outcome}: ${name}, N = ${fit.nobs}`, say);
  return {
    text: [text, ...wildLines(fit, say)].join("\n"),
    json: fit.toJSON(),
    warnings: fit.warnings,
    table: regressionTable([fit]),
    ...(wild === null ? {} : { seed }),
  };
}

/** `balance-e` as commander calls it: `balanceE`. */
function camel(flag: string): DidOptionName {
  return flag.replace(/-([a-z])/g, (_, c: string) => c.toUpperCase()) as DidOptionName;
}
