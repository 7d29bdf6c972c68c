import type { Localized } from "../../base/index.js";
import type { CitedRule } from "../stages/cited-patents.js";
import type { StudyFrame } from "../stages/frame.js";
import type { PatentMeasure } from "../stages/patent-step.js";
import type { AddNode } from "./add-node.js";
import type { Behind } from "./behind.js";

/** Every application that a cell counts, with the rules it met.   中文: 某一计数的全部专利 */
export function patentNodes(
  { patents }: StudyFrame,
  { measure, parts }: PatentMeasure,
  cell: number,
  add: AddNode,
): Behind {
  const { cited, concordance } = patents!;
  const ids: string[] = [];
  let sum = 0;
  for (let i = parts.first[cell]!; i < parts.first[cell + 1]!; i++) {
    sum += parts.weight?.[i] ?? 1;
    const a = parts.application[i]!;
    const rules = [...cited.rule.subarray(cited.first[a]!, cited.first[a + 1]!)];
    const of = rules.length === 0 ? `no rule of ${concordance}` : "";
    ids.push(
      add({
        id: `patent:${cited.patent[a]!}`,
        kind: "patent",
        label: cited.patent[a]!,
        value: cited.title[a]!,
        detail: {
          en: [cited.symbols[a]!, of, `filed ${cited.filed[a]!}`].filter(Boolean).join("; "),
          zh: [
            cited.symbols[a]!,
            of === "" ? "" : `${concordance} 中没有相符的规则`,
            `申请日 ${cited.filed[a]!}`,
          ]
            .filter(Boolean)
            .join("；"),
        },
        from: rules.map((r) => ruleNode(cited.rules[r]!, concordance, add)),
      }),
    );
  }
  const isSum = parts.how !== "pool";
  return {
    ids,
    sum: isSum ? sum : Number.NaN,
    detail: detailOf(measure, ids.length, isSum ? sum : ids.length),
  };
}

function detailOf(measure: string, patents: number, sum: number): Localized {
  const n = `${patents} ${patents === 1 ? "patent" : "patents"}`;
  return sum === patents
    ? { en: `${measure}; ${n}`, zh: `${measure}；专利 ${patents} 件` }
    : { en: `${measure}; ${n}, ${sum} in all`, zh: `${measure}；专利 ${patents} 件，合计 ${sum}` };
}

function ruleNode(rule: CitedRule, concordance: string, add: AddNode): string {
  return add({
    id: `rule:${rule.row}`,
    kind: "rule",
    label: `${rule.code} ${rule.name}`,
    detail: {
      en: `${concordance}, row ${rule.row}: ${rule.industry}`,
      zh: `${concordance} 第 ${rule.row} 行：${rule.industry}`,
    },
    from: [],
  });
}
