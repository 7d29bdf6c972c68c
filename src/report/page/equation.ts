import { escapeHtml, type Lang } from "../../base/index.js";
import type { Wording } from "../table/table-model.js";
import { inLang } from "../table/wording.js";

/** A factor of a term: a symbol in italics or the name of a variable, with its indices. */
export interface Factor {
  readonly text: Wording;
  readonly look: "symbol" | "name";
  readonly index?: Wording;
}

/** A numbered equation: one product is the sum of others.   中文: 带编号的模型公式 */
export interface Equation {
  readonly number: string;
  readonly left: readonly Factor[];
  readonly right: readonly (readonly Factor[])[];
}

/** An equation in MathML, which browsers draw themselves.   中文: 公式 → MathML */
export function equationToHtml(equation: Equation, lang: Lang): string {
  const sum = equation.right.map((term) => productToMathMl(term, lang)).join("<mo>+</mo>");
  const math = `<math display="block"><mrow>${productToMathMl(equation.left, lang)}<mo>=</mo>${sum}</mrow></math>`;
  return `<div class="xz-equation">${math}<span>(${escapeHtml(equation.number)})</span></div>`;
}

function productToMathMl(factors: readonly Factor[], lang: Lang): string {
  return factors
    .map(({ text, look, index }) => {
      const tag = look === "symbol" ? "mi" : "mtext";
      const base = `<${tag}>${escapeHtml(inLang(text, lang))}</${tag}>`;
      if (index === undefined) return base;
      return `<msub>${base}<mrow>${indexToMathMl(inLang(index, lang))}</mrow></msub>`;
    })
    .join('<mspace width="0.2em"/>');
}

/** Letters one by one, since browsers set several together upright. */
function indexToMathMl(index: string): string {
  if (!/^[a-z]+$/.test(index)) return `<mtext>${escapeHtml(index)}</mtext>`;
  return [...index].map((letter) => `<mi>${letter}</mi>`).join("");
}
