import {
  bacon,
  bjs,
  callawaySantanna,
  dcdh,
  didError,
  efficient,
  etwfe,
  eventStudyFit,
  eventStudyJson,
  gardner,
  stacked,
  sunab,
  twfeFit,
  twfeWeights,
} from "../../../did/index.js";
import {
  baconFigure,
  baconTable,
  eventStudyFigure,
  eventStudyTable,
  regressionTable,
  twfeWeightsTable,
} from "../../../report/index.js";
import type { EventStudy } from "../../../result/index.js";
import { wildLines, withWild } from "../../wild-tests.js";
import { needsWith } from "./did-check-options.js";
import { didChecks } from "./did-checks.js";
import { didMatching } from "./did-matching.js";
import {
  CLUSTERED,
  type DidAnswer,
  type DidMethod,
  type DidRequest,
  ENGINE,
} from "./did-method.js";
import type { DidOptions } from "./did-options.js";
import { didPlacebo } from "./did-placebo.js";
import { didPolicies } from "./did-policies.js";
import { baconText, eventText, rowsText, type Say, weightsText } from "./did-text.js";

/** The methods of `xinzhi did`. */
export const didMethods: Readonly<Record<string, DidMethod>> = {
  twfe: { takes: [...ENGINE, "wild", "draws", "seed", "family"], run: runTwfe },
  "event-study": {
    takes: [...ENGINE, "ref", "bins"],
    run: ({ table, formula, keys, regress, options, say }) => {
      const events = { ...reference(options), ...binsOf(options) };
      return eventAnswer(eventStudyFit(table, formula, keys, regress, events), say);
    },
  },
  bacon: {
    takes: ["balance"],
    run: ({ sample, options, say }) => {
      const found = bacon(sample(), definedOf({ balance: options.balance }));
      return {
        text: baconText(found, say),
        json: { ...found },
        warnings: found.warnings,
        table: baconTable(found),
        figure: baconFigure(found),
      };
    },
  },
  weights: {
    takes: ["weights"],
    run: ({ sample, say }) => {
      const found = twfeWeights(sample());
      return {
        text: weightsText(found, say),
        json: { ...found },
        warnings: found.warnings,
        table: twfeWeightsTable(found),
      };
    },
  },
  gardner: {
    takes: [...CLUSTERED, "ref", "bins"],
    run: ({ sample, options, say }) => {
      const ref = options.ref === "none" ? ({ reference: "none" } as const) : reference(options);
      return eventAnswer(gardner(sample(), { ...ref, ...binsOf(options) }), say);
    },
  },
  cs: {
    takes: [
      ...CLUSTERED,
      ...(["controls", "est", "base", "anticipation"] as const),
      ...(["unbalanced", "bootstrap", "balanceE", "seed"] as const),
    ],
    run: runCs,
  },
  sunab: {
    takes: [...CLUSTERED, "ref", "withoutNever"],
    run: ({ sample, options, say }) => {
      const { withoutNever } = options;
      const found = sunab(sample(), { ...reference(options), ...definedOf({ withoutNever }) });
      return eventAnswer(found, say);
    },
  },
  bjs: {
    takes: [...CLUSTERED, "pretrends"],
    run: ({ sample, options: { pretrends }, say }) =>
      eventAnswer(bjs(sample(), definedOf({ pretrends })), say),
  },
  etwfe: {
    takes: [...CLUSTERED, "controls"],
    run: ({ sample, options: { controls }, say }) =>
      eventAnswer(etwfe(sample(), definedOf({ controls })), say),
  },
  dcdh: {
    takes: ["cluster", "vcov", "effects", "placebos"],
    run: ({ sample, options: { effects, placebos }, say }) =>
      eventAnswer(dcdh(sample(), definedOf({ effects, placebos })), say),
  },
  efficient: {
    takes: [],
    run: ({ sample, say }) => eventAnswer(efficient(sample()), say),
  },
  stacked: {
    takes: [...CLUSTERED, "window"],
    run: ({ sample, options: { window }, say }) =>
      eventAnswer(stacked(sample(), definedOf({ window })), say),
  },
  ...didPlacebo,
  ...didMatching,
  ...didPolicies,
  ...didChecks,
};

function runTwfe(request: DidRequest): DidAnswer {
  const { table, formula, keys, regress, family, wild, options, given, say } = request;
  needsWith(given, ["draws", "seed"], wild !== null, "--wild with it");
  const plain = twfeFit(table, formula, keys, regress, family);
  const { seed } = options;
  const fit = withWild(plain, { wild, options: regress, seed });
  const text = rowsText(fit.tidy(), `${fit.outcome}: TWFE, N = ${fit.nobs}`, say);
  return {
    text: [text, ...wildLines(fit, say)].join("\n"),
    json: fit.toJSON(),
    warnings: fit.warnings,
    table: regressionTable([fit]),
    ...(wild === null ? {} : { seed }),
  };
}

function runCs({ sample, options, given, say }: DidRequest): DidAnswer {
  const { controls, est, base, anticipation, unbalanced, bootstrap, balanceE, seed } = options;
  needsWith(given, ["seed"], bootstrap !== undefined, "--bootstrap with it");
  const rules = definedOf({ controls, est, base, anticipation, unbalanced, balance: balanceE });
  const boot = bootstrap === undefined ? {} : { bootstrap: { draws: bootstrap, seed } };
  const answer = eventAnswer(callawaySantanna(sample(), { ...rules, ...boot }), say);
  return bootstrap === undefined ? answer : { ...answer, seed };
}

/** Without the fields that were not given. */
export function definedOf<T extends Record<string, unknown>>(
  options: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, v]) => v !== undefined)) as never;
}

/** Text, JSON, table and figure of an event study. */
export function eventAnswer(result: EventStudy, say: Say): DidAnswer {
  return {
    text: eventText(result, say),
    json: eventStudyJson(result),
    warnings: result.warnings,
    figure: eventStudyFigure(result),
    table: eventStudyTable(result),
  };
}

function reference(options: DidOptions): { reference?: number } {
  if (options.ref === undefined) return {};
  const value = Number(options.ref);
  if (Number.isInteger(value)) return { reference: value };
  throw didError("bad-option", {
    option: "--ref",
    value: options.ref,
    expected: "a whole number (none only with gardner)",
  });
}

function binsOf(options: DidOptions): { bins?: readonly [number, number] } {
  return options.bins === undefined ? {} : { bins: options.bins };
}
