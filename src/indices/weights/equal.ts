import { defineWeights, plainWeights } from "./methods.js";

/** The card of these weights. */
export const equalMethod = defineWeights({
  name: "equal",
  title: { en: "equal", zh: "等权" },
  phrase: { en: "equal", zh: "等权" },
  summary: { en: "every indicator counts the same", zh: "各指标权重相同" },
  cites: [],
  role: "weights",
  position: 60,
  takes: [],
  assumptions: [],
  options: {},
  run: ({ z }) => plainWeights(new Float64Array(z.length).fill(1 / z.length)),
});
