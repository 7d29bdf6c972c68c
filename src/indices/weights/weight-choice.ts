import { weightMethodNamed, weightMethods } from "./methods.js";

/** The name of a method that computes weights from the data alone. */
export type ComputedMethod = string;

/** Weights by hand or as published; missing names are an error. */
export interface GivenWeights {
  readonly given: Readonly<Record<string, number>>;
}

/** Two or more sets of weights joined into one. */
export interface CombinedWeights {
  readonly combined: readonly (ComputedMethod | GivenWeights)[];
  readonly rule: "multiplicative" | "additive" | "game";
  /** Shares of the additive rule; equal ones when left out. */
  readonly shares?: readonly number[];
}

/** How the indicators are weighted.   中文: 赋权方法 */
export type WeightChoice = ComputedMethod | GivenWeights | CombinedWeights;

/** Every method, and the combinations that papers use: what comparisons run through. */
export function comparedMethods(): readonly WeightChoice[] {
  return [
    ...weightMethods().map((m) => m.name),
    { combined: ["entropy", "independence"], rule: "multiplicative" },
    { combined: ["entropy", "critic"], rule: "additive" },
    { combined: ["entropy", "critic"], rule: "game" },
  ];
}

/** The methods that a choice computes weights by. */
export function methodsOf(choice: WeightChoice): readonly string[] {
  if (typeof choice === "string") return [choice];
  return "given" in choice ? [] : choice.combined.flatMap((part) => methodsOf(part));
}

/** The choice in words, for tables and messages. @example describeChoice("entropy") // "entropy" */
export function describeChoice(choice: WeightChoice): string {
  if (typeof choice === "string") return choice;
  if ("given" in choice) return "given";
  const sign = { multiplicative: " × ", additive: " + ", game: " ⇄ " }[choice.rule];
  return choice.combined.map(describeChoice).join(sign);
}

/** Of the options given, those of the methods of a choice.   中文: 该赋权方法的选项 */
export function ownOptions(choice: WeightChoice, options: Readonly<Record<string, unknown>>) {
  const known = methodsOf(choice).flatMap((name) => Object.keys(weightMethodNamed(name).options));
  return Object.fromEntries(Object.entries(options).filter(([name]) => known.includes(name)));
}
