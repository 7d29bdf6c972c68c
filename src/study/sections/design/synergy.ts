import { z } from "zod";
import { type PolicyModel, type Synergy, synergy, withSecondPolicy } from "../../../did/index.js";
import { modelFields } from "../../file/schema/column-schema.js";
import { text } from "../../file/schema/common.js";
import type { StudyFrame } from "../../stages/frame.js";
import { policyOf } from "../../stages/frame.js";
import { columnsTable, estimatesOf, methodsOf } from "../effects/columns-table.js";
import { didSample } from "../model/did-model.js";
import { resolveModel } from "../model/model.js";
import { type ColumnResult, ofData } from "../model/run-column.js";
import {
  type CommonEntry,
  defineSection,
  labelOf,
  output,
  type SectionContext,
  type SectionKind,
} from "../section.js";

/** Models of two policies by name, with the words for their samples. */
const MODELS = {
  A: ["first policy", "政策一"],
  B: ["second policy", "政策二"],
  any: ["any of the two", "任一政策"],
  dual: ["both", "双政策"],
  A_and_B: ["both policies, additive", "两政策并列"],
  A_B_AB: ["with interaction", "含交互项"],
  net_A: ["never the second", "从未实施政策二"],
  net_B: ["never the first", "从未实施政策一"],
  net_dual_vs_single: ["at least one policy", "至少一项政策"],
  net_dual_in_B: ["with the second", "实施政策二"],
  net_dual_in_A: ["with the first", "实施政策一"],
  net_dual_vs_none: ["both or neither", "双政策或无政策"],
  order_Afirst_vs_single: ["first before second, against one policy", "政策一在先，对照单政策"],
  order_Bfirst_vs_single: ["second before first, against one policy", "政策二在先，对照单政策"],
  order_Afirst_vs_none: ["first before second, against neither", "政策一在先，对照无政策"],
  order_Bfirst_vs_none: ["second before first, against neither", "政策二在先，对照无政策"],
} as const;

type ModelName = keyof typeof MODELS;
const NAMES = Object.keys(MODELS) as [ModelName, ...ModelName[]];

/** Net and joint effects of two policies by sample.   中文: 双政策净效应与协同效应 */
export const synergySection = twoPolicies(
  "synergy",
  { en: "Net and synergy effects of two policies", zh: "双政策的净效应与协同效应" },
  NAMES.filter((n) => n.startsWith("net_")),
);

/** Effects by the order in which two policies came.   中文: 政策先后次序 */
export const orderSection = twoPolicies(
  "order",
  { en: "Order of adoption", zh: "政策实施次序" },
  NAMES.filter((n) => n.startsWith("order_")),
);

function twoPolicies(
  name: string,
  title: { en: string; zh: string },
  usual: readonly ModelName[],
): SectionKind {
  return defineSection({
    name,
    title,
    shape: {
      ...modelFields,
      first: text,
      second: text,
      models: z.array(z.enum(NAMES)).min(1).optional(),
    },
    make: (frame, entry, context) => {
      const model = resolveModel(frame, entry, { policy: entry.first });
      const own = { ...model, regressors: [entry.first] };
      const second = policyOf(frame, entry.second);
      const { sample, other } = withSecondPolicy(didSample(frame, own).sample, model.panel, second);
      const found = synergy(sample, other, [entry.first, entry.second]);
      const wanted = entry.models ?? usual;
      const picked = wanted.flatMap((n) => found.models.filter((m) => m.name === n));
      return tableOf(frame, entry, context, { found, picked, own, wanted });
    },
  });
}

function tableOf(
  frame: StudyFrame,
  entry: CommonEntry & { readonly first: string; readonly second: string },
  context: SectionContext,
  about: {
    readonly found: Synergy;
    readonly picked: readonly PolicyModel[];
    readonly own: ColumnResult["model"];
    readonly wanted: readonly ModelName[];
  },
) {
  const { found, picked, own, wanted } = about;
  const results = picked.map((m) => ofData(own, m.fit, entry.first));
  const terms = results.flatMap((r) => r.column.terms.map((t) => t.name));
  const controls = new Set(own.controls);
  const [first, second] = [labelOf(frame, entry.first), labelOf(frame, entry.second)];
  const skipped = wanted.filter((n) => found.skipped.includes(n));
  const { counts } = found;
  const table = columnsTable(frame, results, {
    entry,
    context,
    show: [...new Set(terms)].filter((t) => !controls.has(t)),
    headings: picked.map((m) => {
      const [en, zh] = MODELS[m.name as ModelName];
      return { en, zh };
    }),
    notes: [
      {
        en: `First policy: ${first.en}; second: ${second.en}. Units: only first ${counts.onlyA}, only second ${counts.onlyB}, both ${counts.both} (first earlier ${counts.aFirst}, second earlier ${counts.bFirst}, same year ${counts.sameTime}), neither ${counts.neither}.`,
        zh: `政策一：${first.zh}；政策二：${second.zh}。单位数：仅政策一 ${counts.onlyA}，仅政策二 ${counts.onlyB}，双政策 ${counts.both}（政策一在先 ${counts.aFirst}，政策二在先 ${counts.bFirst}，同年 ${counts.sameTime}），均无 ${counts.neither}。`,
      },
      ...skipped.map((n) => ({
        en: `Not estimable (no variation): ${MODELS[n][0]}.`,
        zh: `无法估计（处理变量无变异）：${MODELS[n][1]}。`,
      })),
    ],
  });
  return output({
    tables: [table],
    results: {
      counts,
      skipped,
      columns: picked.map((m, i) => ({ name: m.name, subset: m.subset, ...results[i]!.json })),
    },
    warnings: found.warnings,
    estimates: estimatesOf(results),
    methods: methodsOf(results),
  });
}
