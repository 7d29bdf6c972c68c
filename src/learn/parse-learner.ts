import { nearest } from "../base/index.js";
import { learnError } from "./errors.js";
import { forestLearner } from "./forest-learner.js";
import { lassoLearner } from "./lasso-learner.js";
import type { Learner } from "./learner.js";
import { olsLearner, ridgeLearner } from "./linear-learners.js";

const NAMES = ["ols", "ridge", "lasso", "forest"] as const;

/**
 * A learner by name, with its one setting after a colon.   中文: 按名称取学习器
 *
 * `ols`; `ridge` (λ = 1) or `ridge:10`; `lasso` (λ by cross-validation) or `lasso:0.01`; `forest`
 * (200 trees) or `forest:500`.
 * Errors    learn/bad-learner.
 */
export function parseLearner(text: string): Learner {
  const [name, setting, ...more] = text.split(":");
  const value = setting === undefined ? undefined : Number(setting);
  const isBad = more.length > 0 || (value !== undefined && (setting === "" || !(value >= 0)));
  if (!isBad) {
    if (name === "ols" && value === undefined) return olsLearner;
    if (name === "ridge") return ridgeLearner(value ?? 1);
    if (name === "lasso") return lassoLearner(value);
    if (name === "forest" && (value === undefined || (Number.isInteger(value) && value > 0))) {
      return forestLearner(value === undefined ? {} : { trees: value });
    }
  }
  throw learnError("bad-learner", { text, nearest: nearest(name ?? "", NAMES) });
}
