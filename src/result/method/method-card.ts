import type { Localized } from "../../base/index.js";
import { checkOptions } from "./check-options.js";
import type { OptionShape, OptionsOf } from "./method-option.js";

/** A work in the list of references: one text, or a Chinese work in both languages. */
export interface Citation {
  readonly key: string;
  readonly text: string | Localized;
}

/** What must hold for the estimate to mean what it says, and what to do where it may not. */
export interface Assumption extends Localized {
  readonly remedy?: Localized;
}

/** Who a method is, in the words of tables, figures and the methods section.   中文: 方法的名称与出处 */
export interface MethodName {
  /** As on the command line and in study files. */
  readonly name: string;
  /** Heads of columns and legends: `Gardner (2022)`. */
  readonly title: Localized;
  /** Inside a sentence: `two-stage differences in differences (Gardner 2022)`. */
  readonly phrase: Localized;
  readonly cites: readonly Citation[];
  /** What else the methods section must say once. */
  readonly note?: Localized;
}

/** Parts of the shared estimation options that a method has a use for. */
export type Takes = "engine" | "cluster" | "weights" | "variance" | "wild" | "family" | "level";

/** Where a method stands in help, and whether it joins `compare`. */
export type MethodRole =
  | "effect"
  | "dynamic"
  | "diagnosis"
  | "placebo"
  | "variant"
  | "fit"
  | "weights";

/**
 * One method: everything that command line, study files, comparisons, tables, the methods section,
 * schemas and reference pages need to know of it.   中文: 方法卡片
 */
export interface MethodCard<Input, S extends OptionShape, Result> extends MethodName {
  /** One line of help. */
  readonly summary: Localized;
  readonly role: MethodRole;
  /** Where it stands in lists and tables: small numbers first. */
  readonly position: number;
  readonly takes: readonly Takes[];
  readonly assumptions: readonly Assumption[];
  readonly options: S;
  /** What of its result is written out: asked for on the command line, unknown to the method itself. */
  readonly output?: OptionShape;
  /**
   * How the method joins a comparison of estimators: in the usual set or when all are asked for, with
   * covariates as given or left out, with options other than its defaults. Left out: it does not join.
   */
  readonly compared?: {
    readonly when: "usual" | "all";
    readonly covariates: "kept" | "left-out";
    /** `events`: its average is the plain mean of its events, no estimate of its own: not simulated. */
    readonly averages?: "events";
    readonly options?: OptionsOf<S>;
  };
  /** Forms of the method that power simulations name apart, as `cs-notyet`. */
  readonly variants?: Readonly<Record<string, OptionsOf<S>>>;
  readonly run: (input: Input, options: OptionsOf<S>) => Result;
}

/** A card whose options are checked when it runs; what lists of methods hold.   中文: 已登记的方法 */
export interface Method<Input, Result, S extends OptionShape = OptionShape>
  extends Omit<MethodCard<Input, OptionShape, Result>, "run" | "options"> {
  readonly options: S;
  /**
   * Checks the options and runs.
   *
   * Errors    method/unknown-option, method/bad-option; those of the method
   */
  readonly run: (input: Input, options?: Readonly<Record<string, unknown>>) => Result;
}

/** The methods of a room, in the order of their positions.   中文: 方法登记表 */
export interface MethodList<Input, Result> {
  /** Adds a method; a file that calls it is all that a new method needs. */
  readonly define: <const S extends OptionShape, R extends Result>(
    card: MethodCard<Input, S, R>,
  ) => Method<Input, R, S>;
  readonly all: () => readonly Method<Input, Result>[];
  readonly find: (name: string) => Method<Input, Result> | undefined;
}

/**
 * A list of methods that files add themselves to.   中文: 建立方法登记表
 *
 * @example const didMethods = methodList<DidInput, DidResult>();
 */
export function methodList<Input, Result>(): MethodList<Input, Result> {
  const methods = new Map<string, Method<Input, Result>>();
  return {
    define: <const S extends OptionShape, R extends Result>(card: MethodCard<Input, S, R>) => {
      if (methods.has(card.name)) throw new Error(`method ${card.name} is defined twice`);
      const { run, ...about } = card;
      const method: Method<Input, R, S> = {
        ...about,
        run: (input, options = {}) => run(input, checkOptions(card.name, card.options, options)),
      };
      methods.set(card.name, method);
      return method;
    },
    all: () => [...methods.values()].sort((a, b) => a.position - b.position),
    find: (name) => methods.get(name),
  };
}

/** The name of a method as a result carries it.   中文: 结果所带的方法名称 */
export function methodNameOf({ name, title, phrase, cites, note }: MethodName): MethodName {
  return { name, title, phrase, cites, ...(note === undefined ? {} : { note }) };
}
