import type { Localized } from "../../base/index.js";

/** What stands around a hit. */
export type HitFlag = "negated" | "quoted" | "titled";

/** The flags as readers see them. */
export const FLAG_WORDS: Readonly<Record<HitFlag, Localized>> = {
  negated: { en: "negated", zh: "否定" },
  quoted: { en: "quoted", zh: "引号内" },
  titled: { en: "titled", zh: "书名号内" },
};

const NEGATION =
  /(?:没有|没能|并未|尚未|未能|未|不再|不是|并非|不得|不准|不许|不搞|不能|不|无|禁止|严禁|杜绝|防止|避免|反对|取消|缺乏|缺少)$/;
/** How many characters a negation may stand before the hit. */
const REACH = 4;

/**
 * Whether a hit stands behind a negation in its clause, inside quotation marks, or in a title.
 * 中文: 否定与引用标记
 *
 * A negation counts when it stands at most four characters before the hit with no mark between
 * (不搞…, 防止…). `quoted` is “…”, `titled` is 《…》, opened in the same sentence and closed behind
 * the hit. Words like 不断, 不仅, 无人机 are no negation.
 */
export function flagContext(text: string, start: number, end: number, from: number): HitFlag[] {
  const flags: HitFlag[] = [];
  const before = text.slice(Math.max(from, start - 16), start);
  const clause = before.replace(/^.*[，。；：、！？”》）]/s, "");
  for (let back = 0; back <= Math.min(REACH, clause.length); back++) {
    const head = clause.slice(0, clause.length - back);
    const negation = NEGATION.exec(head);
    if (negation === null) continue;
    const around =
      head.slice(-negation[0].length) + clause.slice(clause.length - back) + text[start];
    if (
      !/^(?:不断|不仅|不但|不同|不少|不久|不只|不论|无论|无人|无线|无缝|无障碍|未来|不懈|不动产|不忘)/.test(
        around,
      )
    ) {
      flags.push("negated");
      break;
    }
  }
  if (isInside(text, start, end, from, "“", "”")) flags.push("quoted");
  if (isInside(text, start, end, from, "《", "》")) flags.push("titled");
  return flags;
}

function isInside(
  text: string,
  start: number,
  end: number,
  from: number,
  open: string,
  close: string,
): boolean {
  const before = text.slice(from, start);
  const opened = before.lastIndexOf(open);
  if (opened < 0 || before.lastIndexOf(close) > opened) return false;
  const closed = text.indexOf(close, end);
  return closed >= 0 && closed - end <= 100;
}
