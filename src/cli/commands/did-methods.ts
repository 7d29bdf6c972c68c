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
} from "../../did/index.js";
import {
  baconFigure,
  baconTable,
  eventStudyFigure,
  eventStudyTable,
  regressionTable,
  twfeWeightsTable,
} from "../../report/index.js";
import type { EventStudy } from "../../result/index.js";
import { didChecks } from "./did-checks.js";
import { didDesigns } from "./did-designs.js";
import type { DidAnswer, DidMethod } from "./did-method.js";
import type { DidOptions } from "./did-options.js";
import { baconText, eventText, rowsText, type Say, weightsText } from "./did-text.js";

/** The methods of `xinzhi did`. */
export const didMethods: Readonly<Record<string, DidMethod>> = {
  twfe: ({ table, formula, keys, regress, say }) => {
    const fit = twfeFit(table, formula, keys, regress);
    return {
      text: rowsText(fit.tidy(), `${fit.outcome}: TWFE, N = ${fit.nobs}`, say),
      json: fit.toJSON(),
      warnings: fit.warnings,
      table: regressionTable([fit]),
    };
  },
  "event-study": ({ table, formula, keys, regress, options, say }) =>
    eventAnswer(
      eventStudyFit(table, formula, keys, regress, { ...reference(options), ...binsOf(options) }),
      say,
    ),
  bacon: ({ sample, options, say }) => {
    const found = bacon(sample(), definedOf({ balance: options.balance }));
    return {
      text: baconText(found, say),
      json: { ...found },
      warnings: found.warnings,
      table: baconTable(found),
      figure: baconFigure(found),
    };
  },
  weights: ({ sample, say }) => {
    const found = twfeWeights(sample());
    return {
      text: weightsText(found, say),
      json: { ...found },
      warnings: found.warnings,
      table: twfeWeightsTable(found),
    };
  },
  gardner: ({ sample, options, say }) => {
    const ref = options.ref === "none" ? ({ reference: "none" } as const) : reference(options);
    return eventAnswer(gardner(sample(), { ...ref, ...binsOf(options) }), say);
  },
  cs: ({ sample, options, say }) => {
    const { controls, est, base, anticipation, unbalanced, bootstrap, balanceE, seed } = options;
    const given = definedOf({ controls, est, base, anticipation, unbalanced, balance: balanceE });
    const boot = bootstrap === undefined ? {} : { bootstrap: { draws: bootstrap, seed } };
    const answer = eventAnswer(callawaySantanna(sample(), { ...given, ...boot }), say);
    return bootstrap === undefined ? answer : { ...answer, seed };
  },
  sunab: ({ sample, options, say }) => eventAnswer(sunab(sample(), reference(options)), say),
  bjs: ({ sample, options: { pretrends }, say }) =>
    eventAnswer(bjs(sample(), definedOf({ pretrends })), say),
  etwfe: ({ sample, options: { controls }, say }) =>
    eventAnswer(etwfe(sample(), definedOf({ controls })), say),
  dcdh: ({ sample, options: { effects, placebos }, say }) =>
    eventAnswer(dcdh(sample(), definedOf({ effects, placebos })), say),
  efficient: ({ sample, say }) => eventAnswer(efficient(sample()), say),
  stacked: ({ sample, options: { window }, say }) =>
    eventAnswer(stacked(sample(), definedOf({ window })), say),
  ...didDesigns,
  ...didChecks,
};

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
