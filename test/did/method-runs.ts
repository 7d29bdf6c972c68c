import { UserError } from "../../src/base/index.js";
import type { DidOptions } from "../../src/cli/commands/did/did-method.js";
import { didMethods } from "../../src/cli/commands/did/did-methods.js";
import { type DidKeys, readFormula } from "../../src/did/index.js";
import type { Table } from "../../src/table/index.js";

/** Every method of the command, by name: a new one is taken up without a line here. */
export const METHODS: readonly string[] = Object.keys(didMethods);

/** Columns of the panels that the suites run on; `second`, `other`, `half` for some methods only. */
export const COLUMNS = { unit: "id", time: "year", first: "first" } as const;

/** A method's own options, by the names of its card. */
type Values = Readonly<Record<string, unknown>>;

/** What a method needs or would take long without. */
const NEEDED: Readonly<Record<string, Values>> = {
  placebo: { mode: "space", draws: 19, seed: 7 },
  synergy: { second: "second" },
  competing: { others: ["other"] },
  subgroups: { by: "half", draws: 19, seed: 7 },
  spillover: { lat: "lat", lon: "lon", rings: [100, 300] },
  honest: { m: [0, 1], seed: 7 },
  stacked: { window: [-2, 2] },
};

/** What came of a run: numbers, or the code of the refusal. */
export type Outcome =
  | { readonly kind: "done"; readonly json: unknown }
  | { readonly kind: "refused"; readonly code: string };

/** Runs a method on a table as the command does, without the file and the printing. */
export async function runMethod(
  name: string,
  table: Table,
  { formula = "y ~ x", options = {} }: { formula?: string; options?: Values } = {},
): Promise<Outcome> {
  try {
    const found = await runFormula(name, table, formula, options);
    return { kind: "done", json: JSON.parse(JSON.stringify(found)) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Some estimators take no covariates and say so.
    if (error.code === "did/unused-part" && formula !== "y ~ 1") {
      return runMethod(name, table, { formula: "y ~ 1", options });
    }
    return { kind: "refused", code: error.code };
  }
}

async function runFormula(
  name: string,
  table: Table,
  formula: string,
  given: Values,
): Promise<unknown> {
  const own = { ...NEEDED[name], ...given };
  const keys: DidKeys = COLUMNS;
  const options = { ...COLUMNS, seed: 1 } as DidOptions;
  const answer = await didMethods[name]!.run({
    table,
    formula,
    keys,
    sample: () => readFormula(table, formula, { ...keys, cluster: COLUMNS.unit }),
    regress: { vcov: { type: "cluster", cluster: [COLUMNS.unit] } },
    family: "gaussian",
    wild: null,
    options,
    given: new Set<string>(),
    values: own,
    output: {},
    say: (en) => en,
  });
  return answer.json;
}
