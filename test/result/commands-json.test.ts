import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { publishedSchemas } from "../../src/result/schemas.js";
import { runWords } from "../run-words.js";

const corpus = join(import.meta.dirname, "../../corpus");
const panel = join(corpus, "panel.csv");
const plan = join(import.meta.dirname, "../../studies/plans/broadband.yaml");
const few = ["--draws", "2", "--estimators", "twfe,cs", "--threads", "1"];
const did = ["--unit", "city", "--time", "year", "--first", "first_treated"];

/** Commands that run on the bundled corpus, by the schema that their JSON must meet. */
const cases: readonly (readonly [keyof typeof publishedSchemas, readonly string[]])[] = [
  ["fit", ["regress", panel, "pgdp ~ gov + fin | city + year", "--cluster", "city"]],
  ["fit", ["regress", panel, "pgdp ~ gov", "--vcov", "hc1"]],
  ["fit", ["did", "twfe", panel, "pgdp ~ gov", ...did]],
  ["event-study", ["did", "event-study", panel, "pgdp ~ gov", ...did]],
  ["event-study", ["did", "cs", panel, "pgdp ~ 1", ...did]],
  ["event-study", ["did", "gardner", panel, "pgdp ~ 1", ...did]],
  ["event-study", ["did", "bjs", panel, "pgdp ~ 1", ...did]],
  ["event-study", ["did", "sunab", panel, "pgdp ~ 1", ...did]],
  ["bacon", ["did", "bacon", panel, "pgdp ~ 1", ...did]],
  ["placebo", ["did", "placebo", panel, "pgdp ~ 1", ...did, "--draws", "20", "--seed", "1"]],
  ["leave-one-out", ["did", "leave-one-out", panel, "pgdp ~ 1", ...did, "--leave", "time"]],
  ["power", ["study", "simulate", plan, ...few]],
  [
    "attention",
    ["attention", join(corpus, "reports", "960100_2015.txt"), "--dictionary", "st-talent"],
  ],
  ["fit", ["ife", panel, "pgdp ~ gov | city + year", "--panel", "city,year", "--factors", "1"]],
  ["fit", ["frontier", panel, "log(gdp) ~ log(rd_staff_n)"]],
  ["mediation", ["mediate", panel, "pgdp ~ gov | city", "--mediator", "open", "--cluster", "city"]],
  ["moderation", ["moderate", panel, "pgdp ~ gov | city", "--moderator", "open", "--vcov", "hc1"]],
  [
    "dml",
    ["dml", panel, "pgdp ~ gov + fin | city + year", "--learner", "ols", "--cluster", "city"],
  ],
  ["classify", ["classify", "--symbol", "H04L 27/26"]],
  ["targets", ["targets", join(corpus, "reports", "960100_2015.txt")]],
];

const json = (argv: readonly string[]) => runWords([...argv, "--json"]);

describe("the JSON of commands", () => {
  it.each(cases.map(([schema, argv]) => [schema, argv.slice(0, 2).join(" "), argv] as const))(
    "meets the schema %s: xinzhi %s",
    async (schema, _name, argv) => {
      const { code, out, err } = await json(argv);
      expect(err.split("\n").filter((line) => line.startsWith("Error"))).toEqual([]);
      expect(code).toBe(0);
      const parsed = publishedSchemas[schema].safeParse(JSON.parse(out));
      expect(parsed.error?.issues ?? []).toEqual([]);
    },
  );
});
