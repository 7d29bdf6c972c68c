import type { Notice } from "../../base/index.js";
import { type Finding, referee } from "../../check/index.js";
import { defineAnalysis, modelOf } from "../methods.js";
import { readFormula } from "../sample/read-formula.js";
import { type DesignFacts, designFacts } from "./referee-facts.js";

/** What a referee would ask, rule by rule.   中文: 审稿检查结果 */
export interface Referee {
  readonly kind: "referee";
  readonly findings: readonly Finding[];
  readonly facts: DesignFacts;
  readonly warnings: readonly Notice[];
}

/** The card of the referee check. */
export const refereeMethod = defineAnalysis({
  name: "referee",
  title: { en: "Referee check", zh: "审稿检查" },
  phrase: { en: "a check of the design", zh: "研究设计检查" },
  cites: [],
  summary: {
    en: "what a referee would ask of this design, with advice",
    zh: "审稿人会对该设计提出的问题与建议",
  },
  position: 330,
  role: "diagnosis",
  takes: ["cluster", "weights", "variance"],
  assumptions: [],
  options: {
    draws: {
      type: "integer",
      least: 1,
      en: "draws behind the simulated numbers of the paper",
      zh: "文中模拟结果所用的抽取次数",
    },
  },
  run: (input, { draws }): Referee => {
    const { table, formula, keys, options } = modelOf(input);
    const { vcov } = options;
    const [cluster] = vcov.type === "cluster" ? vcov.cluster : [];
    const s = readFormula(table, formula, cluster === undefined ? keys : { ...keys, cluster });
    // Driscoll–Kraay and Newey–West allow for correlation in time as clusters do.
    const isSerial = ["cluster", "dk", "nw"].includes(vcov.type);
    const facts = designFacts(s, {
      logs: { table, formula },
      variance: isSerial ? "clustered" : "not-clustered",
      ...(draws === undefined ? {} : { draws: [{ name: "draws", count: draws }] }),
    });
    return { kind: "referee", findings: referee(facts), facts, warnings: s.warnings };
  },
});
