/** Weight methods that compute weights from the data alone. */
export const COMPUTED_METHODS = [
  "entropy",
  "independence",
  "critic",
  "cv",
  "pca",
  "equal",
] as const;
export type ComputedMethod = (typeof COMPUTED_METHODS)[number];

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
export const COMPARED_METHODS: readonly WeightChoice[] = [
  ...COMPUTED_METHODS,
  { combined: ["entropy", "independence"], rule: "multiplicative" },
  { combined: ["entropy", "critic"], rule: "additive" },
  { combined: ["entropy", "critic"], rule: "game" },
];

/** The choice in words, for tables and messages. @example describeChoice("entropy") // "entropy" */
export function describeChoice(choice: WeightChoice): string {
  if (typeof choice === "string") return choice;
  if ("given" in choice) return "given";
  const sign = { multiplicative: " × ", additive: " + ", game: " ⇄ " }[choice.rule];
  return choice.combined.map(describeChoice).join(sign);
}
