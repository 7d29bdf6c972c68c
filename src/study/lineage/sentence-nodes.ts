import type { StudyFrame } from "../stages/frame.js";
import type { TextMeasure } from "../stages/text-measure.js";
import type { AddNode } from "./add-node.js";
import type { Behind } from "./behind.js";

/** A hit in a sentence. */
interface Hit {
  readonly from: number;
  readonly to: number;
}

/** Every sentence that a cell counts hits in.   中文: 某一计数的全部原句 */
export function sentenceNodes(
  { text }: StudyFrame,
  measure: TextMeasure,
  cell: number,
  add: AddNode,
): Behind {
  const { hits, name, title, mode } = measure;
  const { sentences } = text!;
  const bySentence = new Map<number, Hit[]>();
  let sum = 0;
  for (let i = hits.first[cell]!; i < hits.first[cell + 1]!; i++) {
    sum += hits.weight?.[i] ?? 1;
    const hit = { from: hits.from[i]!, to: hits.to[i]! };
    const known = bySentence.get(hits.sentence[i]!);
    if (known === undefined) bySentence.set(hits.sentence[i]!, [hit]);
    else known.push(hit);
  }
  const ids = Array.from(bySentence, ([number, list]) => {
    const sentence = sentences.text[number]!;
    const { title: report, date, file } = sentences.documents[sentences.document[number]!]!;
    return add({
      id: `sentence:${name}:${number}`,
      kind: "sentence",
      label: short(list.map((h) => sentence.slice(h.from, h.to)).join("、")),
      value: bracketed(sentence, list),
      detail: [report, date, file].filter((part) => part !== null && part !== "").join(", "),
      from: [],
    });
  });
  const n = ids.length;
  if (mode === "target") {
    return { ids, sum: Number.NaN, detail: { en: title.en, zh: title.zh } };
  }
  return {
    ids,
    sum,
    detail: {
      en: `${title.en}; ${sum} ${sum === 1 ? "hit" : "hits"} in ${n} ${n === 1 ? "sentence" : "sentences"}`,
      zh: `${title.zh}；${n} 句中命中 ${sum} 次`,
    },
  };
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** The sentence with each counted hit in brackets; of hits that overlap the later shows its rest. */
function bracketed(sentence: string, hits: readonly Hit[]): string {
  let text = "";
  let at = 0;
  for (const { from, to } of hits.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const begin = Math.max(from, at);
    text += `${sentence.slice(at, begin)}【${sentence.slice(begin, Math.max(begin, to))}】`;
    at = Math.max(at, to);
  }
  return text + sentence.slice(at);
}
