import type { Localized } from "../../base/index.js";
import { englishTerm } from "../../indices/index.js";
import { spaceChinese } from "../../report/index.js";
import { labelOf } from "../sections/section.js";
import type { StudyFrame } from "../stages/frame.js";
import type { JoinReport } from "../stages/join-counts.js";
import type { PatentOutcome } from "../stages/patent-step.js";

/** The data of a study in words: panel, texts, patents, and how they were joined. 中文: 数据说明 */
export function dataTexts(frame: StudyFrame): Localized[] {
  const texts = [panelText, textTexts, patentTexts, joinTexts].flatMap((of) => of(frame));
  return texts.map(({ en, zh }) => ({ en, zh: spaceChinese(zh) }));
}

function panelText(frame: StudyFrame): Localized {
  const { panel } = frame;
  const units = panel.unitFactor.levels.length;
  const [first, last] = [panel.periods[0], panel.periods.at(-1)];
  const label = labelOf(frame, panel.unit);
  const unit = { en: label.en.toLowerCase(), zh: label.zh === panel.unit ? "单位" : label.zh };
  const isBalanced = panel.nrow === units * panel.periods.length;
  const shown = count(panel.nrow);
  return {
    en: `The panel has ${shown} rows: ${count(units)} units (${unit.en}), ${first}–${last}${isBalanced ? "" : ", unbalanced"}.`,
    zh: `样本为 ${first}–${last} 年 ${count(units)} 个${unit.zh}的${isBalanced ? "平衡" : "非平衡"}面板，共 ${shown} 个观测。`,
  };
}

function textTexts(frame: StudyFrame): Localized[] {
  return (frame.text?.measures ?? []).map((m) => {
    const label = labelOf(frame, m.name);
    const title = label.en === m.name ? m.title : label;
    const isAnnual = m.source === "annual-reports";
    const cells = count(m.documents);
    const where = isAnnual
      ? { en: `${cells} annual reports`, zh: `${cells} 份年报` }
      : {
          en: `the work reports of ${cells} region-years`,
          zh: `${cells} 个地区—年份的政府工作报告`,
        };
    if (m.terms === 0) {
      return {
        en: `${title.en}: read from ${where.en}.`,
        zh: `${title.zh}：读取自${where.zh}。`,
      };
    }
    const top = m.top.slice(0, 5).map((t) => `${t.term} ${count(t.count)}`);
    const mode = MODES[m.mode] ?? { en: m.mode, zh: m.mode };
    if (m.terms === 1) {
      const times = count(m.top[0]?.count ?? 0);
      return {
        en: `${title.en}: one term counted ${mode.en} in ${where.en}, ${times} times.`,
        zh: `${title.zh}：在${where.zh}中统计（${mode.zh}），共 ${times} 次。`,
      };
    }
    return {
      en: `${title.en}: ${m.terms} terms counted ${mode.en} in ${where.en}; most frequent: ${top.join(", ")}.`,
      zh: `${title.zh}：在${where.zh}中统计 ${m.terms} 个词（${mode.zh}）；词频较高者为${top.join("、")}。`,
    };
  });
}

const MODES: Readonly<Record<string, Localized>> = {
  match: { en: "by matching", zh: "字符串匹配" },
  segment: { en: "on segmented text", zh: "分词后匹配" },
  both: { en: "by matching and on segmented text", zh: "字符串匹配与分词后匹配" },
};

function patentTexts({ patents }: StudyFrame): Localized[] {
  if (patents === undefined) return [];
  const { classified, key, concordance } = patents;
  const left = leftOut(patents);
  const industries = patents.industries.slice(0, 4).map((i) => ({
    en: `${englishTerm(i.name) ?? i.name} ${count(i.count)}`,
    zh: `${i.name} ${count(i.count)}`,
  }));
  return [
    {
      en: `Patents: of ${count(classified)} invention applications ${count(key)} are key technology by the concordance ${concordance}${left.en}. Largest fields: ${industries.map((i) => i.en).join(", ")}.`,
      zh: `专利：${count(classified)} 件发明专利申请中，按对照表 ${concordance} 有 ${count(key)} 件属关键技术${left.zh}；数量较多的领域为${industries.map((i) => i.zh).join("、")}。`,
    },
  ];
}

/** Applications that no region-year counts, documents without a filing date. */
function leftOut({ unplaced, undated }: PatentOutcome): Localized {
  const [cities, dates] = [count(unplaced), count(undated)];
  return {
    en: `${unplaced === 0 ? "" : `; ${cities} have no city`}${undated === 0 ? "" : `; ${dates} documents without a filing date are left out`}`,
    zh: `${unplaced === 0 ? "" : `，${cities} 件缺少城市`}${undated === 0 ? "" : `，另有 ${dates} 条文献缺申请日，未计入`}`,
  };
}

/** Joins of the same tally are named together. */
function joinTexts(frame: StudyFrame): Localized[] {
  const groups = new Map<string, JoinReport[]>();
  for (const join of frame.joins) {
    const key = JSON.stringify([join.matched, join.rows, join.unused]);
    groups.set(key, [...(groups.get(key) ?? []), join]);
  }
  return [...groups.values()].map((joins) => {
    const labels = joins.map((j) => labelOf(frame, j.name));
    const { matched, rows, unused } = joins[0]!;
    const en =
      matched === rows
        ? `joined to all ${count(rows)} rows`
        : `joined to ${count(matched)} of ${count(rows)} rows`;
    const zh =
      matched === rows
        ? `与 ${count(rows)} 行逐行匹配`
        : `在 ${count(rows)} 行中有 ${count(matched)} 行匹配`;
    return {
      en: `${labels.map((l) => l.en).join(", ")}: ${en}${unused === 0 ? "" : `; ${count(unused)} records lie outside the panel`}.`,
      zh: `${labels.map((l) => l.zh).join("、")}：${zh}${unused === 0 ? "" : `，另有 ${count(unused)} 条记录不在面板内`}。`,
    };
  });
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
