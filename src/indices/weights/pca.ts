import { type Notice, notice } from "../../base/index.js";
import { badOption, type PrincipalComponents } from "../../result/index.js";
import { correlations } from "../correlations.js";
import { indexError } from "../errors.js";
import {
  principalComponents,
  type RetainRule,
  retainedComponents,
  samplingAdequacy,
} from "../principal-components.js";
import { defineWeights, needRows } from "./methods.js";

/** Choices of PCA weights; the defaults stand in `PCA_DEFAULTS`. */
export interface PcaOptions {
  readonly retain?: RetainRule;
  /** What to do with negative weights. */
  readonly negative?: "keep" | "abs" | "error";
}

/** Defaults of PCA weights: eigenvalues of at least one; negative weights kept and reported. */
export const PCA_DEFAULTS = { retain: "kaiser", negative: "keep" } as const;

/** PCA weights and the components behind them. */
export interface PcaWeights {
  readonly w: Float64Array;
  readonly combined: Float64Array;
  readonly pca: PrincipalComponents;
  readonly warnings: readonly Notice[];
}

/**
 * Principal-component weights.   中文: 主成分赋权法
 *
 * Formula   coef_jm = loading_jm / √λ_m;  combined_j = Σ_m coef_jm·λ_m / Σ_m λ_m over retained m;
 *           w_j = combined_j / Σ combined. Components of z-scores (the correlation matrix), negative
 *           indicators reversed beforehand; each component's loadings sum to ≥ 0.
 * Defaults  retain `kaiser` (eigenvalue ≥ 1); negative `keep`.
 * Errors    indices/too-few-rows — not more rows than indicators; indices/negative-weights with
 *           `negative: "error"`; indices/weights-cancel — the coefficients sum to zero.
 * Warnings  indices/negative-weights; indices/singular — perfectly correlated indicators, KMO and
 *           Bartlett's test do not exist; indices/tied-components — eigenvalues that coincide leave
 *           the components undefined.
 * Agrees    golden/index `pca_kaiser`, `pca_share85`, 1e-10; R psych KMO, cortest.bartlett.
 */
export function pcaWeights(
  z: readonly Float64Array[],
  names: readonly string[],
  options: PcaOptions = {},
): PcaWeights {
  const { retain, negative } = { ...PCA_DEFAULTS, ...options };
  const k = z.length;
  const r = correlations(z);
  const { eigenvalues, vectors } = principalComponents(z, r);
  const retained = retainedComponents(eigenvalues, retain);
  const combined = combine(eigenvalues, vectors, retained);
  const warnings: Notice[] = tiedComponents(eigenvalues, retained);
  const signed = applyPolicy(combined, names, negative, warnings);
  const total = signed.reduce((a, b) => a + b, 0);
  // Below this share of their size the coefficients cancel and the quotient is noise.
  if (!(Math.abs(total) > 1e-8)) throw indexError("weights-cancel", { method: "pca" });
  const adequacy = samplingAdequacy(z, r);
  if (adequacy === null && k > 1) warnings.push(singular());
  const loadings = new Float64Array(k * retained);
  for (let j = 0; j < k; j++) {
    for (let m = 0; m < retained; m++) {
      loadings[j * retained + m] = vectors[j * k + m]! * Math.sqrt(eigenvalues[m]!);
    }
  }
  return {
    w: signed.map((value) => value / total),
    combined,
    pca: {
      eigenvalues,
      share: eigenvalues.map((value) => value / k),
      retained,
      rule: describeRule(retain),
      loadings,
      kmo: adequacy?.kmo ?? null,
      msa: adequacy?.msa ?? null,
      bartlett: adequacy?.bartlett ?? null,
    },
    warnings,
  };
}

function combine(eigenvalues: Float64Array, vectors: Float64Array, retained: number): Float64Array {
  const k = eigenvalues.length;
  const total = eigenvalues.subarray(0, retained).reduce((a, b) => a + b, 0);
  return Float64Array.from({ length: k }, (_, j) => {
    let sum = 0;
    for (let m = 0; m < retained; m++) sum += vectors[j * k + m]! * eigenvalues[m]!;
    return sum / total;
  });
}

function applyPolicy(
  combined: Float64Array,
  names: readonly string[],
  policy: "keep" | "abs" | "error",
  warnings: Notice[],
): Float64Array {
  const negative = names.filter((_, j) => combined[j]! < 0);
  if (negative.length === 0) return combined;
  if (policy === "error") throw indexError("negative-weights", { indicators: negative });
  const list = negative.join(", ");
  warnings.push(
    notice(
      "indices/negative-weights",
      `PCA gives a negative weight to ${list}; policy: ${policy}.`,
      `主成分法给出负权重：${list}；处理方式：${policy === "abs" ? "取绝对值" : "保留"}。`,
    ),
  );
  return policy === "abs" ? combined.map(Math.abs) : combined;
}

function tiedComponents(eigenvalues: Float64Array, retained: number): Notice[] {
  const next = eigenvalues[retained];
  const last = eigenvalues[retained - 1]!;
  if (next === undefined || last - next > 1e-8 * last) return [];
  return [
    notice(
      "indices/tied-components",
      "The last retained and the first dropped eigenvalue coincide: the components, and so the weights, are not unique.",
      "最后一个保留的特征值与下一个相等：主成分及权重不唯一。",
    ),
  ];
}

function singular(): Notice {
  return notice(
    "indices/singular",
    "The correlation matrix is singular (perfectly correlated indicators): KMO and Bartlett's test do not exist.",
    "相关矩阵奇异（存在完全相关的指标）：KMO 与 Bartlett 检验不存在。",
  );
}

function describeRule(rule: RetainRule): string {
  if (rule === "kaiser") return "eigenvalue >= 1";
  return "share" in rule ? `share >= ${rule.share}` : `components = ${rule.components}`;
}

/** The card of these weights. */
export const pcaMethod = defineWeights({
  name: "pca",
  title: { en: "PCA", zh: "主成分" },
  phrase: { en: "PCA", zh: "主成分" },
  summary: {
    en: "combined coefficients of the retained principal components",
    zh: "保留主成分的综合系数",
  },
  cites: [],
  role: "weights",
  position: 50,
  takes: [],
  assumptions: [],
  options: {
    retain: {
      type: "number",
      above: 0,
      word: "kaiser",
      en: "components of PCA weights: kaiser | a share such as 0.85 | a number (kaiser)",
      zh: "主成分保留规则：kaiser（默认）| 累计贡献率（如 0.85）| 个数",
    },
    negative: {
      type: "choice",
      choices: ["keep", "abs", "error"],
      en: "negative PCA weights: keep | abs | error (keep)",
      zh: "主成分负权重：keep（保留，默认）| abs（取绝对值）| error（报错）",
    },
  },
  run: (block, { retain, negative }) => {
    needRows(block, "pca", block.z.length + 1);
    const { w, combined, pca, warnings } = pcaWeights(block.z, block.names, {
      ...(retain === undefined ? {} : { retain: ruleOf(retain) }),
      ...(negative === undefined ? {} : { negative }),
    });
    const msa = pca.msa === null ? {} : { msa: pca.msa };
    return { values: w, columns: { combined, ...msa }, pca, warnings };
  },
});

/** `kaiser`, a share below 1, or a number of components. */
function ruleOf(retain: number | "kaiser"): RetainRule {
  if (retain === "kaiser") return retain;
  if (retain < 1) return { share: retain };
  if (Number.isInteger(retain)) return { components: retain };
  throw badOption("pca", "retain", pcaMethod.options.retain, retain);
}
