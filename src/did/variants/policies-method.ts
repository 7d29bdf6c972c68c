import { PARALLEL_TRENDS } from "../estimators/card-parts.js";
import { defineAnalysis, modelOf } from "../methods.js";
import { competing, synergy } from "./policies.js";
import { withSecondPolicy } from "./second-policy.js";

/** The card of {@link synergy}. */
export const synergyMethod = defineAnalysis({
  name: "synergy",
  title: { en: "Two policies", zh: "双政策协同" },
  phrase: { en: "two policies, each alone and both together", zh: "两项政策的单独与协同效应" },
  cites: [
    {
      key: "synergy",
      text: {
        en: "Zhang, M., & Ma, X. (2025). How digital infrastructure and policies for innovative industries advance new quality productive forces. West Forum, 35(1). doi:10.3969/j.issn.1674-8131.2025.01.001. (In Chinese.)",
        zh: "张梦雨, 马晓钰, 2025. 数字基建和创新型产业促进政策如何推动新质生产力发展——“宽带中国”示范城市建设和创新型产业集群试点的政策效应[J]. 西部论坛, 35(1). DOI: 10.3969/j.issn.1674-8131.2025.01.001.",
      },
    },
  ],
  summary: {
    en: "each policy alone, either, both, net effects and order of adoption",
    zh: "两项政策的单独效应、协同效应、净效应与实施次序",
  },
  position: 260,
  role: "variant",
  takes: ["cluster", "weights", "level"],
  assumptions: [PARALLEL_TRENDS],
  options: {
    second: {
      type: "column",
      required: true,
      en: "first treated time of the other policy",
      zh: "另一政策的首次处理时间列",
    },
  },
  run: (input, { second }) => {
    const { table, keys } = modelOf(input);
    const both = withSecondPolicy(input.sample(), table, {
      first: second,
      ...(keys.empty === undefined ? {} : { empty: keys.empty }),
    });
    return synergy(both.sample, both.other);
  },
});

/** The card of {@link competing}. */
export const competingMethod = defineAnalysis({
  name: "competing",
  title: { en: "Other policies controlled", zh: "排除其他政策干扰" },
  phrase: { en: "the effect with other policies controlled", zh: "控制其他政策后的效应" },
  cites: [],
  summary: {
    en: "dummies of other policies added one by one, then all",
    zh: "逐一、再全部加入其他政策的虚拟变量",
  },
  position: 270,
  role: "variant",
  takes: ["cluster", "weights", "level"],
  assumptions: [PARALLEL_TRENDS],
  options: {
    others: {
      type: "columns",
      required: true,
      was: { policies: null },
      en: "dummies of other policies",
      zh: "其他政策的虚拟变量列",
    },
  },
  run: (input, { others }) => {
    const s = input.sample();
    const { table } = modelOf(input);
    return competing(
      s,
      others.map((name) => {
        const values = table.number(name);
        return { name, values: Float64Array.from(s.rows, (row) => values[row]!) };
      }),
    );
  },
});
